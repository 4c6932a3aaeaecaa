"""The work list of an institution: what lies on its desk, the nearest limit first, in keyset pages."""

from __future__ import annotations

import base64
import binascii
import uuid
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, F, FilteredRelation, Q

from sbt.cases.models import Desk
from sbt.cases.projection import NO_LIMIT
from sbt.rules.process import Process

if TYPE_CHECKING:
    from sbt.rules.authority import Actor
    from sbt.rules.book import RuleBook

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class WorklistFilter:
    """What the officer wants to see of his desk."""

    stage: str = ""
    stages: frozenset[str] | None = None
    """Only these stages: those in which the officer's role has a turn. None for the whole desk."""
    due_until: date | None = None
    overdue_before: date | None = None
    text: str = ""
    mine: str = ""
    """A posting: only what is assigned to it."""
    form: str = ""


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One line of the work list."""

    ref: str
    name: str
    unit: str
    form: str
    stage: str
    instansi: str
    received_on: date
    due_on: date | None
    due_zone: str
    due_term: str
    assigned: str
    """The colleague who has it; officers of other institutions are not named."""
    process: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of rows and the cursor of the next one, empty at the end."""

    rows: tuple[DeskRow, ...]
    next: str


_FIELDS = (
    "due_on",
    "case_id",
    "case__ref",
    "case__subject__name",
    "case__subject__unit",
    "case__form",
    "stage",
    "case__instansi",
    "case__received_on",
    "due_zone",
    "due_term",
    "own__posting__officer__name",
    "case__process",
)


def worklist(actor: Actor, wanted: WorklistFilter, *, after: str = "", size: int = PAGE) -> Page:
    """Give a page of the institution's desk after the cursor; a cursor that is none starts at the beginning."""
    own = Q(case__assignments__institution=actor.institution)
    rows = Desk.objects.filter(institution=actor.institution)
    rows = rows.annotate(own=FilteredRelation("case__assignments", condition=own))
    if wanted.stage:
        rows = rows.filter(stage=wanted.stage)
    if wanted.stages is not None:
        rows = rows.filter(stage__in=sorted(wanted.stages))
    if wanted.due_until:
        rows = rows.filter(due_on__lte=wanted.due_until)
    if wanted.overdue_before:
        rows = rows.filter(due_on__lt=wanted.overdue_before)
    if wanted.mine:
        rows = rows.filter(own__posting=uuid.UUID(wanted.mine))
    if wanted.form:
        rows = rows.filter(case__form=wanted.form)
    if wanted.text:
        rows = rows.filter(
            Q(case__ref__istartswith=wanted.text)
            | Q(case__subject__name__icontains=wanted.text)
            | Q(case__subject__unit__icontains=wanted.text)
        )
    if (key := _read_cursor(after)) is not None:
        day, case_id = key
        rows = rows.filter(Q(due_on__gt=day) | Q(due_on=day, case_id__gt=case_id), due_on__gte=day)
    found = list(rows.order_by("due_on", "case_id").values_list(*_FIELDS)[: size + 1])
    shown = found[:size]
    cursor = _cursor(shown[-1][0], shown[-1][1]) if len(found) > size else ""
    return Page(tuple(_row(values) for values in shown), cursor)


@dataclass(frozen=True, slots=True)
class StageCount:
    """How many cases of a stage lie on the desk, and of how many the limit has passed or ends within three days."""

    cases: int
    late: int
    soon: int


def stage_counts(actor: Actor, today: date) -> dict[str, StageCount]:
    """Count the desk by stage."""
    rows = (
        Desk.objects.filter(institution=actor.institution)
        .values("stage")
        .annotate(
            n=Count("id"),
            late=Count("id", filter=Q(due_on__lt=today)),
            soon=Count("id", filter=Q(due_on__gte=today, due_on__lte=date.fromordinal(today.toordinal() + 3))),
        )
        .order_by(F("stage"))
    )
    return {row["stage"]: StageCount(row["n"], row["late"], row["soon"]) for row in rows}


def turns_of(actor: Actor, book: RuleBook) -> frozenset[str]:
    """Name the stages of every regime, also of those that older cases pinned, in which the actor's role has a turn."""
    powers = book.commons.authority.role_powers(actor.role)
    kept = (text for text in book.by_digest.values() if isinstance(text, Process))
    return frozenset(stage for process in (*book.processes, *kept) for stage in process.turns_of(powers))


def _row(values: tuple[object, ...]) -> DeskRow:
    due, _, ref, name, unit, form, stage, instansi, received, zone, term, assigned, process = values
    if not isinstance(due, date) or not isinstance(received, date):
        raise TypeError(values)
    return DeskRow(
        ref=str(ref),
        name=str(name),
        unit=str(unit),
        form=str(form),
        stage=str(stage),
        instansi=str(instansi),
        received_on=received,
        due_on=None if due == NO_LIMIT else due,
        due_zone=str(zone),
        due_term=str(term),
        assigned=str(assigned or ""),
        process=str(process),
    )


def _cursor(day: date, case_id: uuid.UUID) -> str:
    return base64.urlsafe_b64encode(day.toordinal().to_bytes(4) + case_id.bytes).decode().rstrip("=")


def _read_cursor(text: str) -> tuple[date, uuid.UUID] | None:
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        return (date.fromordinal(int.from_bytes(raw[:4])), uuid.UUID(bytes=raw[4:])) if raw else None
    except (binascii.Error, ValueError, OverflowError):
        return None
