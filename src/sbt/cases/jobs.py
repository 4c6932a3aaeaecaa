"""The clock's sweep: lets limits that passed have their effect. Late or early, the outcome is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procrastinate.contrib.django import app

from sbt.cases.actions import lapse
from sbt.cases.models import Deadline
from sbt.people.acting import acting
from sbt.people.actor import CLOCK
from sbt.project.clock import demo_days, now
from sbt.rulebook.current import law
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from sbt.rules.book import RuleBook

BATCH = 500


def self_acting_terms(book: RuleBook) -> frozenset[str]:
    """Name the terms whose passing has an effect without a person."""
    terms = [term for process in book.processes for term in process.terms]
    terms += [term for discipline in book.disciplines for term in discipline.terms]
    return frozenset(term.id for term in terms if term.acts_by_itself)


def sweep(book: RuleBook, instant: datetime) -> int:
    """Lapse every clock whose limit has passed and acts by itself; give how many."""
    terms, done = self_acting_terms(book), 0
    due = Deadline.objects.filter(state="running", term__in=terms, due_on__lt=instant.date()).order_by("due_on", "id")
    for row in list(due.values_list("case_id", "term")[:BATCH]):
        with acting(CLOCK, now=instant) as act:
            outcome = act.settle(lapse(row[0], row[1], book=book, now=instant))
            done += not isinstance(outcome, Refused)
    return done


@app.periodic(cron="*/5 * * * *")
@app.task(name="cases.clock", queueing_lock="cases.clock")
def clock(timestamp: int) -> None:
    """Sweep every five minutes, but not while the demo is played: its days lie before the clock."""
    if demo_days() is None:
        sweep(law().book, now())
