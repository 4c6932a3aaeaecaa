"""Clears what intake may not keep."""

from __future__ import annotations

from procrastinate.contrib.django import app

from sbt.intake.draft import purge_drafts
from sbt.people.acting import acting
from sbt.people.actions import forget_answers
from sbt.people.actor import JOBS
from sbt.project import clock


@app.periodic(cron="17 * * * *")
@app.task(name="intake.clear_old", queueing_lock="intake.clear_old")
def clear_old(timestamp: int) -> None:
    """Delete drafts nobody can open any more and kept answers past their time, by the clock that dated them."""
    now = clock.now()
    with acting(JOBS, now=now):
        purge_drafts(now.date())
        forget_answers(now.date())
