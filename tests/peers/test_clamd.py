"""Our client against a real clamd, with one signature of our own: Debian's package brings none."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from sbt.evidence import scanner
from sbt.evidence.jobs import sweep
from sbt.evidence.models import QUARANTINED, REFUSED, SAFE
from tests.shell.evidence_files import handed_in, inspected, picture
from tests.shell.hostile.bytes_of import EICAR, zipped

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2024, 10, 14, 2, 0, tzinfo=UTC)
PATIENCE = 60


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The path of the socket of a clamd of our own."""
    subprocess.run([ROOT / "tools" / "clamav.sh"], check=True, capture_output=True)
    unpacked, folder = ROOT / ".tools" / "clamav", tmp_path_factory.mktemp("clamd")
    place, known = folder / "clamd.sock", folder / "signatures"
    known.mkdir()
    (known / "ours.ndb").write_text(f"Uji.Eicar:0:*:{EICAR.hex()}\n")
    folder.chmod(0o755)
    settings = {
        "DatabaseDirectory": known, "LocalSocket": place, "Foreground": "yes", "StreamMaxLength": "26M",
        "User": "root" if os.getuid() == 0 else "", "TemporaryDirectory": folder,
    }  # fmt: skip
    config = folder / "clamd.conf"
    config.write_text("".join(f"{name} {value}\n" for name, value in settings.items() if value))
    libraries = ":".join(str(path) for path in (unpacked / "usr" / "lib").glob("*-linux-gnu"))
    daemon = subprocess.Popen(
        [unpacked / "usr" / "sbin" / "clamd", f"--config-file={config}"],
        env={"LD_LIBRARY_PATH": libraries}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    limit = time.monotonic() + PATIENCE
    while not place.exists():
        assert daemon.poll() is None, daemon.stdout.read() if daemon.stdout else ""
        assert time.monotonic() < limit
        time.sleep(0.2)
    yield str(place)
    daemon.terminate()
    daemon.communicate(timeout=20)


@pytest.fixture(autouse=True)
def scanned(clamd: str, settings: Settings) -> None:
    settings.CLAMD_SOCKET = clamd


def test_it_answers() -> None:
    assert scanner.status() == "ok"


def test_what_it_knows_is_refused_wherever_it_hides() -> None:
    assert scanner.infected([EICAR])
    assert scanner.infected([EICAR[:30], EICAR[30:]])
    assert scanner.infected([zipped("a.txt", content=EICAR)])
    assert not scanner.infected([b"biasa saja"])
    bad = inspected(handed_in("a.png", picture() + EICAR, NOW), NOW)
    assert (bad.state, bad.findings) == (REFUSED, ["malware"])


def test_a_clean_file_is_let_out_and_a_recording_counts_as_scanned() -> None:
    assert inspected(handed_in("a.png", picture(), NOW), NOW).state == SAFE
    amr = b"#!AMR\n" + (b"\x04" + bytes(12)) * 5
    recording = inspected(handed_in("a.amr", amr, NOW), NOW)
    assert recording.state == SAFE


def test_more_than_it_takes_is_no_clean_bill(settings: Settings) -> None:
    """A daemon that is set to take less than a file may have cuts the stream: the file stays in quarantine."""
    with pytest.raises(scanner.ScannerDownError):
        scanner.infected([bytes(1 << 20)] * 30)
    file = handed_in("a.png", picture(), NOW)
    settings.CLAMD_SOCKET = "127.0.0.1:1"
    assert sweep(NOW) == 0
    file.refresh_from_db()
    assert file.state == QUARANTINED
