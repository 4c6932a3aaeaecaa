"""The clock's sweep, the clearing of files that no case needs, and the comparing of reports that are alike."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from procrastinate.contrib.django import app

from sbt.cases.actions import lapse
from sbt.cases.clearing import KEPT_FOR, clear_nameless, clear_unclaimed
from sbt.cases.look_alikes import note_patterns, patterns_of, told_lately
from sbt.cases.models import Deadline
from sbt.people.acting import acting, reading
from sbt.people.actor import CLOCK, JOBS
from sbt.project.clock import demo_days, now, real_now
from sbt.rulebook.current import law
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    import uuid
    from datetime import datetime

    from django.db.models import QuerySet

    from sbt.rules.book import RuleBook

BATCH = 500


def self_acting_terms(book: RuleBook) -> frozenset[str]:
    """Name the terms whose passing has an effect without a person."""
    terms = [term for process in book.processes for term in process.terms]
    terms += [term for discipline in book.disciplines for term in discipline.terms]
    return frozenset(term.id for term in terms if term.acts_by_itself)


def sweep(book: RuleBook, instant: datetime, *, batch: int = BATCH) -> int:
    """Lapse every clock whose limit has passed and acts by itself; give how many. A refused one holds up no other."""
    due = Deadline.objects.filter(state="running", term__in=self_acting_terms(book), due_on__lt=instant.date())
    done, last = 0, (date.min, 0)
    while rows := _after(due, last, batch):
        for _due_on, _id, case_id, term in rows:
            with acting(CLOCK, now=instant) as act:
                outcome = act.settle(lapse(case_id, term, book=book, now=instant))
                done += not isinstance(outcome, Refused)
        last = rows[-1][:2]
    return done


def _after(due: QuerySet[Deadline], last: tuple[date, int], batch: int) -> list[tuple[date, int, uuid.UUID, str]]:
    day, id_ = last
    rows = due.filter(Q(due_on__gt=day) | Q(due_on=day, id__gt=id_), due_on__gte=day).order_by("due_on", "id")
    return list(rows.values_list("due_on", "id", "case_id", "term")[:batch])


@app.periodic(cron="*/5 * * * *")
@app.task(name="cases.clock", queueing_lock="cases.clock")
def clock(timestamp: int) -> None:
    """Sweep every five minutes, but not while the demo is played: its days lie before the clock."""
    if demo_days() is None:
        sweep(law().book, now())


@app.periodic(cron="37 * * * *")
@app.task(name="cases.clear_files", queueing_lock="cases.clear_files")
def clear_files(timestamp: int) -> None:
    """Delete, once an hour, uploads that nobody claimed and stored bytes that no row names, each after a day."""
    instant = now()
    with acting(JOBS, now=instant):
        clear_unclaimed(instant.date())
    with acting(JOBS, now=instant):
        clear_nameless(real_now() - KEPT_FOR)


def compare(today: date) -> int:
    """Note which reports of the last weeks are alike; give how many were added to a pattern."""
    with reading(JOBS):
        told = told_lately(today)
    found = patterns_of(told)
    with acting(JOBS, now=now()):
        return note_patterns(found, today)


@app.periodic(cron="47 * * * *")
@app.task(name="cases.compare_reports", queueing_lock="cases.compare_reports")
def compare_reports(timestamp: int) -> None:
    """Compare the reports of the last weeks, every hour, but not while the demo is played."""
    if demo_days() is None:
        compare(now().date())
