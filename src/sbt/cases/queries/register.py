"""All cases in sight, the newest first, in keyset pages; the work list is beside this."""

from __future__ import annotations

import base64
import binascii
import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q

from sbt.cases.models import CaseEvent
from sbt.cases.projection import NO_LIMIT
from sbt.cases.queries.sight import cases_visible_to, with_colleague
from sbt.rules.process import Process

if TYPE_CHECKING:
    from sbt.cases.models import Case
    from sbt.rules.authority import Actor
    from sbt.rules.book import Commons, RuleBook


DUE = ("due_on", "due_zone", "due_term")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """Which of the cases in sight."""

    stage: str = ""
    status: str = ""
    form: str = ""
    text: str = ""
    final: bool | None = None
    received_from: date | None = None
    received_until: date | None = None
    overdue_before: date | None = None
    changed_from: datetime | None = None
    """Only cases with an event that was recorded then or later."""
    shown_steps: frozenset[str] = frozenset()
    """The steps whose events the accused's instansi may know (`steps_shown`): no other counts as a change for it."""


@dataclass(frozen=True, slots=True)
class ListedCase:
    """A case in sight, with the days that the posting may know."""

    case: Case
    received_on: date | None
    due_on: date | None
    due_zone: str
    due_term: str


@dataclass(frozen=True, slots=True)
class CasePage:
    """A page of cases and the cursor of the next one, empty at the end."""

    cases: tuple[ListedCase, ...]
    next: str


def register(actor: Actor, commons: Commons, wanted: CaseFilter, *, after: str = "", size: int = 50) -> CasePage:
    """Give a page of the cases in sight after the cursor; raises ValueError for a cursor that is none.

    The accused's instansi gets them by the day they came to their stage, with the limits of its own desk: when a
    report came in, and what else runs, is not for it.
    """
    inside = not commons.shows(commons.sight_for(actor), "hari_diterima")
    day_of, due = ("entered_on", "desk_due_on") if inside else ("received_on", "due_on")
    rows = with_colleague(cases_visible_to(actor, commons), actor).select_related("subject")
    if inside:
        rows = rows.annotate(desk=FilteredRelation("desks", condition=Q(desks__institution=actor.institution)))
        rows = rows.annotate(**{f"desk_{name}": F(f"desk__{name}") for name in DUE})
    for column in ("stage", "status", "form"):
        if code := getattr(wanted, column):
            rows = rows.filter(**{column: code})
    if wanted.final is not None:
        rows = rows.filter(final=wanted.final)
    days = {
        f"{day_of}__gte": wanted.received_from,
        f"{day_of}__lte": wanted.received_until,
        f"{due}__lt": wanted.overdue_before,
    }
    rows = rows.filter(**{lookup: day for lookup, day in days.items() if day})
    if wanted.changed_from:
        events = CaseEvent.objects.filter(case=OuterRef("id"), recorded_at__gte=wanted.changed_from)
        known = events.filter(step__in=wanted.shown_steps) if inside else events.filter(seq=OuterRef("seq"))
        rows = rows.filter(Exists(known))
    if wanted.text:
        rows = rows.filter(Q(ref__istartswith=wanted.text) | Q(subject__name__icontains=wanted.text))
    if after:
        day, id_ = _read_cursor(after)
        older = Q(**{f"{day_of}__lt": day}) | Q(**{day_of: day}, id__lt=id_)
        rows = rows.filter(older, **{f"{day_of}__lte": day})
    found = list(rows.order_by(f"-{day_of}", "-id")[: size + 1])
    cases = found[:size]
    cursor = _cursor(getattr(cases[-1], day_of), cases[-1].id) if len(found) > size else ""
    return CasePage(tuple(_listed(case, inside=inside) for case in cases), cursor)


def steps_shown(book: RuleBook, sight: str) -> frozenset[str]:
    """Name the steps whose events the sight may know in every regime that has them."""
    laws = [one for one in book.by_digest.values() if isinstance(one, Process)]
    hidden = {step.id for process in laws for step in process.steps if sight in step.hidden_from}
    return frozenset(step.id for process in laws for step in process.steps) - hidden


def _listed(case: Case, *, inside: bool) -> ListedCase:
    last, zone, term = (getattr(case, f"desk_{name}" if inside else name) for name in DUE)
    if last is None or last == NO_LIMIT:
        return ListedCase(case, None if inside else case.received_on, None, "", "")
    return ListedCase(case, None if inside else case.received_on, last, zone, term)


def _cursor(day: date, case_id: uuid.UUID) -> str:
    return base64.urlsafe_b64encode(day.toordinal().to_bytes(4) + case_id.bytes).decode().rstrip("=")


def _read_cursor(text: str) -> tuple[date, uuid.UUID]:
    if not is_cursor(text):
        raise ValueError(text)
    raw = base64.urlsafe_b64decode(text + "=")
    return date.fromordinal(int.from_bytes(raw[:4])), uuid.UUID(bytes=raw[4:])


def is_cursor(text: str) -> bool:
    """Tell whether a text can be the cursor of a page, of this list or of the work list."""
    try:
        raw = base64.urlsafe_b64decode(text + "=")
        written = _cursor(date.fromordinal(int.from_bytes(raw[:4])), uuid.UUID(bytes=raw[4:]))
    except (binascii.Error, OverflowError, ValueError):
        return False
    return written == text
