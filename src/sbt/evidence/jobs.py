"""Looks into what lies in quarantine. No job names a file or says when it came: the sweep finds them by their state."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from procrastinate.contrib.django import app

from sbt.evidence.inspection import inspect, next_waiting
from sbt.evidence.scanner import ScannerDownError
from sbt.people.acting import acting
from sbt.people.actor import JOBS
from sbt.project import clock

if TYPE_CHECKING:
    import uuid
    from datetime import datetime

SECONDS = 50.0


def sweep(now: datetime, *, seconds: float = SECONDS) -> int:
    """Inspect what waits, one transaction a file, for about as long as said; give how many.

    A scanner that does not answer ends the sweep: what is not looked into stays in quarantine.
    """
    until, done = time.monotonic() + seconds, 0
    last: uuid.UUID | None = None
    while time.monotonic() < until:
        with acting(JOBS, now=now):
            file = next_waiting(after=last)
            if file is None:
                break
            try:
                inspect(file)
            except ScannerDownError:
                break
            last, done = file.id, done + 1
    return done


@app.periodic(cron="* * * * *")
@app.task(name="evidence.inspect", queueing_lock="evidence.inspect", lock="evidence.inspect")
def inspect_waiting(timestamp: int) -> None:
    """Look into what waits, every minute."""
    sweep(clock.now())
