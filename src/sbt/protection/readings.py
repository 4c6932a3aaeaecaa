"""Notes who read which sensitive part of which case and why, before it is shown; and gives the log to its inspectors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sbt.people.acting import reading
from sbt.people.actor import JOBS
from sbt.people.asking import ask
from sbt.protection.models import Reading
from sbt.rules import reading as rule
from sbt.rules.deadline import local_day

if TYPE_CHECKING:
    from sbt.rulebook.law import Law
    from sbt.rulebook.protection import Protection
    from sbt.rules.authority import Actor

NUMBER, REPORT, ORIGINAL = "nomor_induk", "laporan", "bukti_asli"
"""Groups of fields of `law/powers.yaml` whose reading is noted."""
_NOTE = """
with noted as (
 insert into protection_reading (at, "on", posting, institution, watched_by, ref, fields, nips, purpose)
 select %(at)s::timestamptz, %(on)s::date, %(posting)s::text, %(institution)s::text, %(watched_by)s::text, %(ref)s::text,
  %(fields)s::text[], %(nips)s::text[], case when exists (select from cases_desk as desk join cases_case as c
   on c.id = desk.case_id where c.ref = %(ref)s::text and desk.institution = %(institution)s::text)
   then %(own)s::text else %(beyond)s::text end)
select 1
"""
_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class _Page:
    posting: str
    ref: str
    fields: tuple[str, ...]
    hour: int


_pages: dict[_Page, None] = {}


def note(
    actor: Actor,
    ref: str,
    fields: Iterable[str],
    *,
    law: Law,
    now: datetime,
    nips: Iterable[str] = (),
    purpose: str = "",
) -> None:
    """Put one row into the log, in one journey; what follows may only be shown once it is there."""
    known, wanted = law.protection, sorted(set(fields))
    if not wanted or not known.purposes:
        return
    given = {
        "at": now,
        "on": local_day(now, actor.zone),
        "posting": actor.posting,
        "institution": actor.institution,
        "watched_by": known.watcher(actor.institution, actor.kind, actor.role),
        "ref": ref,
        "fields": wanted,
        "nips": sorted(set(nips)),
        "own": purpose or _purpose(known, own=True),
        "beyond": purpose or _purpose(known, own=False),
    }
    ask(_NOTE, given, actor=actor)


def note_page(actor: Actor, ref: str, fields: Iterable[str], *, law: Law, now: datetime) -> None:
    """Note what a page shows that is opened again and again: once an hour for each reader, case and process."""
    page = _Page(actor.posting, ref, tuple(sorted(set(fields))), int(now.timestamp() // 3600))
    if page in _pages:
        return
    note(actor, ref, page.fields, law=law, now=now)
    if len(_pages) >= _REMEMBERED:
        _pages.clear()
    _pages[page] = None


def _purpose(known: Protection, *, own: bool) -> str:
    return next((one.id for one in known.purposes.values() if one.own == own), "")


@dataclass(frozen=True, slots=True)
class Unusual:
    """Unusual reading of one posting."""

    posting: str
    institution: str
    flag: rule.Flag


def watched(actor: Actor, law: Law, *, since: datetime, most: int) -> tuple[list[Reading], list[Unusual]]:
    """Give an inspector the latest readings that his institution watches, and what is unusual among them all."""
    if not law.protection.inspects(actor.kind, actor.role):
        return [], []
    rows = Reading.objects.filter(watched_by=actor.institution, at__gte=since).order_by("-at", "-id")
    own = {one.id for one in law.protection.purposes.values() if one.own}
    seats: dict[tuple[str, str], list[rule.Reading]] = defaultdict(list)
    for at, posting, institution, ref, purpose in rows.values_list("at", "posting", "institution", "ref", "purpose"):
        seats[posting, institution].append(rule.Reading(at, ref, purpose in own))
    found = [
        Unusual(posting, institution, flag)
        for (posting, institution), readings in seats.items()
        for flag in rule.flags(readings, law.protection.unusual)
    ]
    return list(rows[:most]), sorted(found, key=lambda one: one.flag.last, reverse=True)


def days_before(now: datetime, days: int) -> datetime:
    """Give the instant that many days ago."""
    return now - timedelta(days=days)


def readers_of(ref: str) -> list[tuple[str, str]]:
    """Give every posting that read the case, with its institution."""
    return list(Reading.objects.filter(ref=ref).values_list("institution", "posting").distinct())


def readings_told(ref: str, *, since: date) -> list[tuple[date, str, str]]:
    """Give on which days which institution read the case and what for: no officer, and nothing from before he was told.

    Earlier days would say when a report came in.
    """
    with reading(JOBS):
        rows = (
            Reading.objects.filter(ref=ref, on__gte=since)
            .order_by("on")
            .values_list("on", "institution", "purpose")
            .distinct()
        )
        return list(rows)
