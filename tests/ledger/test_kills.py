"""Sequencer and signer are killed at any moment; nothing acknowledged is lost or doubled, and no published file is missing."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack

import psycopg
import pytest

from sbt.cases.models import CaseEvent
from sbt.ledger.founding import Places, found
from sbt.ledger.signer import DOOR
from sbt.tlog.keys import COSIGNATURE
from sbt.witness.memory import kept_key
from tests.conftest import FOLDER
from tests.ledger.conftest import NAMES, ORIGIN, Log
from tests.ledger.test_beat import checkpoint, verified
from tests.shell.test_write_path import received

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("published_law")]
KILLS = 100 if os.environ.get("SBT_FULL") else 5
PATIENCE = 60


class Process:
    """One `sbt` command that is killed and started again."""

    def __init__(self, *words: str) -> None:
        self.command = [sys.executable, "-m", "sbt.project.command", *words]
        self.child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.child = subprocess.Popen(self.command, stderr=subprocess.DEVNULL)

    def kill(self) -> None:
        assert self.child is not None
        self.child.send_signal(signal.SIGKILL)
        self.child.wait()


@pytest.fixture
def at_home(empty_log: psycopg.Connection) -> Iterator[Log]:
    """The log where the commands look for it: in the data folder of the run."""
    made = Log(Places(FOLDER))
    with ExitStack() as stack:
        for folder in ("log", "signer", "witnesses"):
            stack.callback(shutil.rmtree, FOLDER / folder, ignore_errors=True)
        found(made.places, ORIGIN, given=None, witnesses={})
        for name in NAMES:
            kept_key(made.places.witness(name), name, COSIGNATURE)
            made.wake(name)
            stack.callback(made.sleep, name)
        addresses = {name: f"http://127.0.0.1:{server.server_port}" for name, server in made.servers.items()}
        found(made.places, ORIGIN, given=None, witnesses=addresses)
        yield made


def once() -> bool:
    command = [sys.executable, "-m", "sbt.project.command", "sequencer", "--once"]
    return subprocess.run(command, check=False, capture_output=True, timeout=PATIENCE).returncode == 0


def test_no_kill_loses_doubles_or_forks(at_home: Log, empty_log: psycopg.Connection) -> None:
    chance = random.Random(5)
    sequencer, signing = Process("sequencer", "--beat", "0.2"), Process("signer", "--origin", ORIGIN)
    olds: list[bytes] = []
    signing.start()
    try:
        for number in range(KILLS):
            sequencer.start()
            before = at_home.places.public / "checkpoint"
            seen = before.stat().st_mtime_ns if before.exists() else 0
            received()
            if number % 3 == 2:
                signing.kill()
                signing.start()
            limit = time.monotonic() + PATIENCE
            while not (before.exists() and before.stat().st_mtime_ns != seen):
                assert time.monotonic() < limit, "nothing was published"
                if sequencer.child and sequencer.child.poll() is not None:
                    sequencer.start()  # it found no signer, as a supervisor would see
                time.sleep(0.02)
            received()
            time.sleep(chance.random() * 0.3)
            sequencer.kill()
            olds.append(checkpoint(at_home))
        limit = time.monotonic() + PATIENCE
        while not (once() and empty_log.execute("select count(*) from ledger.pending").fetchone() == (0,)):
            assert time.monotonic() < limit, "something waits for ever"
        assert (at_home.places.signer / DOOR).exists()
    finally:
        signing.kill()
    refs = [
        row[0] for row in empty_log.execute("select ref from ledger.entry where source = 'cases_caseevent'").fetchall()
    ]
    assert sorted(refs) == sorted(str(event.id) for event in CaseEvent.objects.all())
    assert len(olds) == KILLS
    found_now = verified(at_home, *olds)
    assert found_now.size == empty_log.execute("select count(*) from ledger.entry").fetchone()[0]  # type: ignore[index]
