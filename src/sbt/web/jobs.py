"""Clears what signing in leaves behind: sessions nobody can come back to, counts of tries, forms that waited in vain."""

from __future__ import annotations

from procrastinate.contrib.django import app

from sbt.people import limits
from sbt.people.acting import acting
from sbt.people.actor import JOBS
from sbt.people.sessions import SessionStore
from sbt.project import clock
from sbt.web.held_forms import forget_held


@app.periodic(cron="*/10 * * * *")
@app.task(name="web.clear_sign_in", queueing_lock="web.clear_sign_in")
def clear_sign_in(timestamp: int) -> None:
    """Delete what is past its time, by the real clock."""
    now = clock.real_now()
    with acting(JOBS, now=clock.now()):
        SessionStore.clear_expired()
        limits.forget_old(now)
        forget_held(now)
