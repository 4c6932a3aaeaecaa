"""A log of its own for each test: signer and five witnesses at real doors, the real database, a folder that is published."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import ThreadingHTTPServer
from pathlib import Path

import psycopg
import pytest

from sbt.ledger import signer
from sbt.ledger.beat import Beat
from sbt.ledger.founding import Places, found, log_key
from sbt.ledger.sequencer import Sequencer
from sbt.project import database
from sbt.tlog.keys import COSIGNATURE
from sbt.tlog.policy import Policy, parse_policy
from sbt.witness.memory import kept_key
from sbt.witness.server import Witness, handler_of
from tests.conftest import FOLDER

ORIGIN = "sbt.contoh/log"
NAMES = ("bkn.contoh", "bawaslu.contoh", "panrb.contoh", "dagri.contoh", "luar.contoh")
AT = 1_733_274_000
TABLES = ("pending", "entry", "tile", "checkpoint", "line")


def now() -> datetime:
    return datetime(2026, 1, 5, tzinfo=UTC)


@dataclass
class Log:
    """One log with everything that belongs to it."""

    places: Places
    servers: dict[str, ThreadingHTTPServer] = field(default_factory=dict)

    @property
    def policy(self) -> Policy:
        return parse_policy((self.places.public / "policy").read_bytes())

    def wake(self, name: str) -> None:
        """Start the witness at the address that the policy names."""
        folder, port = self.places.witness(name), self.servers[name].server_port if name in self.servers else 0
        witness = Witness(folder, kept_key(folder, name, COSIGNATURE), log_key(self.places, ORIGIN), lambda: AT)
        server = ThreadingHTTPServer(("127.0.0.1", port), handler_of(witness))
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        self.servers[name] = server

    def sleep(self, name: str) -> None:
        """Stop the witness: nobody answers at its address."""
        self.servers[name].shutdown()
        self.servers[name].server_close()

    @contextmanager
    def opened(self) -> Iterator[Beat]:
        own = database.login_address(FOLDER, database.SEQUENCER_LOGIN).as_conninfo()
        keys = database.keys_address("app", FOLDER).as_conninfo()
        with psycopg.connect(own, autocommit=True) as one, psycopg.connect(keys, autocommit=True) as two:
            beat = Beat(
                one, Sequencer(one, two), self.policy, signer_folder=self.places.signer, public=self.places.public
            )
            beat.catch_up()
            yield beat

    def beat(self, *, times: int = 1, fill: int = 4) -> int:
        """Beat so many times; how many entries the public then sees."""
        with self.opened() as beat:
            done = [beat.beat(now, fill=fill) for _ in range(times)]
        return done[-1].published


@pytest.fixture
def empty_log(transactional_db: None, as_superuser: psycopg.Connection) -> psycopg.Connection:
    """No entry of another test; gives the superuser."""
    with as_superuser.transaction():
        as_superuser.execute("SET LOCAL session_replication_role = replica")
        for table in TABLES:
            as_superuser.execute(f"DELETE FROM ledger.{table}".encode())
    return as_superuser


@pytest.fixture
def log(empty_log: psycopg.Connection, tmp_path: Path) -> Iterator[Log]:
    made = Log(Places(tmp_path))
    with ExitStack() as stack:
        for name in NAMES:
            found(made.places, ORIGIN, given=None, witnesses={})
            kept_key(made.places.witness(name), name, COSIGNATURE)
            made.wake(name)
            stack.callback(made.sleep, name)
        addresses = {name: f"http://127.0.0.1:{server.server_port}" for name, server in made.servers.items()}
        found(made.places, ORIGIN, given=None, witnesses=addresses)
        threading.Thread(target=signer.serve, args=(made.places.signer, ORIGIN), daemon=True).start()
        while not (made.places.signer / signer.DOOR).exists():
            threading.Event().wait(0.01)
        yield made
