"""Plays the demo through the actions of the product, day by day, on the days of the plan. Goes on where it stopped."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from django.db import connection

from sbt.cases.jobs import compare, sweep
from sbt.demo.acts import Acts
from sbt.demo.cast import actors, engage
from sbt.demo.custodians import give_keys
from sbt.demo.models import Played
from sbt.demo.schedule import Envelope, Schedule, evening
from sbt.demo.shown_accused import hand_code
from sbt.demo.shown_conflicts import show_conflicts
from sbt.demo.shown_information import show_information
from sbt.demo.shown_seals import show_seals
from sbt.notices.actions import mark_read
from sbt.notices.models import Notice
from sbt.people.acting import acting
from sbt.people.actor import JOBS, PUBLIC
from sbt.rulebook.current import law as law_in_force

if TYPE_CHECKING:
    from collections.abc import Callable

LOCK = 7_362_902
SAID_EVERY = 7
"""Days between two lines of progress."""
UNREAD = timedelta(days=5)
"""So much of what institutions were told is still unread at the end."""


class PlanChangedError(RuntimeError):
    """demo baru separuh dimainkan, sedangkan hukum atau rencananya sudah berubah; mulai lagi dengan SBT_DATA yang baru"""

    def __str__(self) -> str:
        return str(self.__doc__)


def play_demo(*, password: str, progress: Callable[[str], None]) -> None:
    """Play every day of the plan that was not played yet; a finished demo is left as it is."""
    last = Played.objects.order_by("-number").first()
    if last is not None and last.finished:
        return
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s)", [LOCK])
        row = cursor.fetchone()
        if not (row and row[0]):
            progress("demo sedang dimainkan oleh proses lain")
            return
        cursor.execute("set synchronous_commit = off")
    try:
        _play(Schedule(law_in_force()), password, progress)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("reset synchronous_commit")
            cursor.execute("select pg_advisory_unlock(%s)", [LOCK])


def _play(schedule: Schedule, password: str, progress: Callable[[str], None]) -> None:
    law = schedule.law
    done = {row.number: row for row in Played.objects.order_by("number")}
    if any(row.plan != schedule.fingerprint for row in done.values()):
        raise PlanChangedError
    progress(f"demo sedang disiapkan: {len(schedule.items)} laporan, {schedule.plan.days} hari")
    if not done:
        _engage(schedule, password)
    acts = Acts(schedule)
    for row in done.values():
        acts.remember(row.opened)
    acts.actors = {**actors(law)}
    for day, envelopes in groupby(schedule.envelopes, key=lambda envelope: envelope.day):
        number = schedule.day_number(day)
        fresh = [envelope for envelope in envelopes if envelope.number not in done]
        for envelope in fresh:
            _perform(envelope, acts, number)
        if fresh and day < schedule.plan.last_day:
            sweep(law.book, evening(day))
        if fresh and number and number % SAID_EVERY == 0:
            progress(f"demo sedang disiapkan: hari {number} dari {schedule.plan.days}")
    tries = _show(schedule, acts)
    _finish(schedule)
    progress(f"demo siap: {len(schedule.items)} laporan")
    for where, code in tries:
        if code:
            progress(f"coba {where}: {code}")


def _show(schedule: Schedule, acts: Acts) -> list[tuple[str, str]]:
    """Leave something to try beside the reports, and name where and with which code."""
    law, eve = schedule.law, evening(schedule.plan.last_day - timedelta(days=1))
    shown = [acts.receipts[road] for road in schedule.plan.raw["receipts_shown"] if road in acts.receipts]
    show_seals(acts.actors, shown, law, eve)
    waiting, cleared = show_conflicts(acts.actors.values(), law, eve)
    return [
        ("/status dengan kode laporan", ", ".join(shown)),
        ("/hak-jawab dengan kode terlapor", hand_code(acts.actors.values(), law, eve)),
        ("/hak-jawab dengan kode terlapor yang dipulihkan", cleared),
        ("kasus yang menunggu di BKN karena benturan kepentingan", waiting),
        ("/status dengan kode permintaan informasi", show_information(law, eve)),
    ]


def _engage(schedule: Schedule, password: str) -> None:
    begin = evening(schedule.plan.first_day - timedelta(days=1))
    with acting(JOBS, now=begin):
        engage(schedule.law, schedule.cast, schedule.institutions(), password=password)
        give_keys(schedule.law, begin)
        _mark(schedule, 0, 0)


def _perform(envelope: Envelope, acts: Acts, day: int) -> None:
    actor = PUBLIC if envelope.part is None else acts.actors[envelope.part]
    with acting(actor, now=envelope.at):
        opened = acts.perform(envelope, actor)
        _mark(acts.schedule, envelope.number, day, opened)


def _finish(schedule: Schedule) -> None:
    begins: datetime = evening(schedule.plan.last_day - timedelta(days=1)) + timedelta(hours=12)
    sweep(schedule.law.book, begins)
    compare(schedule.plan.last_day)
    with acting(JOBS, now=begins):
        for institution in sorted(schedule.institutions()):
            _read_notices(institution, schedule.plan.last_day - UNREAD)
        _mark(schedule, len(schedule.envelopes) + 1, schedule.plan.days, finished=True)


def _read_notices(institution: str, until: date) -> None:
    """Let the institution have read what it was told up to the day."""
    last = Notice.objects.filter(institution=institution, on__lte=until).order_by("-id").first()
    if last is not None:
        mark_read(institution, last.id, on=until)


def _mark(
    schedule: Schedule, number: int, day: int, opened: dict[str, list[str]] | None = None, *, finished: bool = False
) -> None:
    row = Played(number=number, day=day, days=schedule.plan.days, plan=schedule.fingerprint, opened=opened or {})
    row.finished = finished
    row.save(force_insert=True)
