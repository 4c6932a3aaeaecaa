"""Proposes by itself what the retention schedule says is due; two persons decide."""

from __future__ import annotations

from procrastinate.contrib.django import app

from sbt.people.acting import acting
from sbt.people.actor import JOBS
from sbt.project import clock
from sbt.protection.disposals import propose
from sbt.rulebook.current import law
from sbt.rules.deadline import local_day


@app.periodic(cron="41 2 * * *")
@app.task(name="protection.propose_due", queueing_lock="protection.propose_due")
def propose_due(timestamp: int) -> None:
    """Propose each night what became due, by the day of the house; what stands in a proposal is not proposed again."""
    now = clock.now()
    with acting(JOBS, now=now):
        propose(law(), today=local_day(now, JOBS.zone))
