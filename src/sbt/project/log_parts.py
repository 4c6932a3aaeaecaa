"""The processes of the permanent log in one installation: where its parts lie, and the witnesses that the demo runs."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from sbt.ledger import signer
from sbt.ledger.beat import Beat
from sbt.ledger.founding import Places, found, log_key
from sbt.ledger.publishing import POLICY
from sbt.ledger.sequencer import DamagedError, NotTheOnlyOneError, Sequencer
from sbt.project import database, processes
from sbt.project.errors import Trouble
from sbt.project.supervisor import Part, Supervisor
from sbt.tlog.coding import FormatFault
from sbt.tlog.policy import parse_policy

DEMO_BEAT, BEAT = 10.0, 60.0
DEMO_HOLD, HOLD = 2, 360
"""How many beats a citizen's act waits on the average: in earnest six hours, so that its number tells no hour."""
DEMO_WITNESSES = ("saksi-1.contoh", "saksi-2.contoh", "saksi-3.contoh", "saksi-4.contoh", "saksi-luar.contoh")
"""Stand-ins for the four institutions and the one outside; each of them runs its own in earnest."""


def origin(environment: Mapping[str, str] = os.environ) -> str:
    """Give the log's name: its public address without the scheme."""
    port = environment.get("PORT", "8000")
    address = urlsplit(environment.get("SBT_PUBLIC_ORIGIN") or f"http://localhost:{port}")
    return f"{address.netloc}/log"


def beat_seconds() -> float:
    """Give the seconds between two checkpoints."""
    demo = os.environ.get("SBT_MODE", "demo") == "demo"
    return float(os.environ.get("SBT_LOG_BEAT") or (DEMO_BEAT if demo else BEAT))


def _hold() -> int:
    return DEMO_HOLD if os.environ.get("SBT_MODE", "demo") == "demo" else HOLD


@contextmanager
def opened(data: Path) -> Iterator[Beat]:
    """Open everything that a beat needs; Trouble where only a person can help."""
    places = Places(data)
    login = database.login_address(data, database.SEQUENCER_LOGIN)
    try:
        policy = parse_policy((places.public / POLICY).read_bytes())
        with (
            psycopg.connect(login.as_conninfo(), autocommit=True) as own,
            psycopg.connect(database.keys_address("app", data).as_conninfo(), autocommit=True) as keys,
        ):
            beat = Beat(
                own, Sequencer(own, keys, hold=_hold()), policy, signer_folder=places.signer, public=places.public
            )
            beat.catch_up()
            yield beat
    except FileNotFoundError as fault:
        raise Trouble(
            "buku catatan belum dimulai; jalankan `sbt run`, atau `sbt signer` lalu isi SBT_LOG_POLICY"
        ) from fault
    except FormatFault as fault:
        raise Trouble(f"kebijakan pengesahan tidak terbaca: {fault}") from fault
    except NotTheOnlyOneError as fault:
        raise Trouble("pencatat lain sedang bekerja pada basis data ini") from fault
    except DamagedError as fault:
        raise Trouble(
            "isi buku catatan di basis data berbeda dengan sidiknya; tidak ada yang ditandatangani"
        ) from fault
    except signer.RefusedBySignerError as fault:
        raise Trouble(
            f"penanda tangan menolak: {fault}. Buku di basis data bukan kelanjutan yang pernah disahkan"
        ) from fault
    except signer.SignerSilentError as fault:
        raise Trouble(f"penanda tangan tidak menjawab: {fault}") from fault


def start_log(supervisor: Supervisor, data: Path, environment: dict[str, str]) -> None:
    """Start the signer, in demo the five witnesses, and the sequencer."""
    places, demo = Places(data), environment.get("SBT_MODE", "demo") == "demo"
    given = environment.get("SBT_LOG_POLICY", "")
    ports = {name: _free_port() for name in DEMO_WITNESSES} if demo and not given else {}
    addresses = {name: f"http://127.0.0.1:{port}" for name, port in ports.items()}
    found(places, origin(environment), given=Path(given) if given else None, witnesses=addresses)
    key = str(log_key(places, origin(environment)))
    supervisor.add(Part(name="penanda tangan", start=partial(_sbt, ["signer"], environment)))
    for name, port in ports.items():
        words = ["witness", "--folder", str(places.witness(name)), "--name", name, "--log", key, "--port", str(port)]
        supervisor.add(Part(name=f"saksi {name}", start=partial(_sbt, words, environment)))
    supervisor.add(Part(name="pencatat", start=partial(_sbt, ["sequencer"], environment)))


def _sbt(words: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return processes.start([sys.executable, "-m", "sbt.project.command", *words], environment=environment)


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
        return port
