"""Every case in a posting's sight, the newest first, in keyset pages."""

from __future__ import annotations

import base64
import binascii
import uuid
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from sbt.cases.queries.sight import cases_visible_to

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sbt.cases.models import Case
    from sbt.rules.authority import Actor
    from sbt.rules.book import Commons

PAGE = 50


@dataclass(frozen=True, slots=True)
class CasePage:
    """A page of cases with their subjects, and the cursor of the next one, empty at the end."""

    cases: tuple[Case, ...]
    next: str


def listed_cases(actor: Actor, commons: Commons, *, text: str = "", after: str = "", size: int = PAGE) -> CasePage:
    """Give a page of the cases in sight whose number or person's name fits the text.

    The accused's instansi gets them by the day they came to their stage: the order of receipt is not for it.
    """
    kind = commons.kinds.get(actor.kind)
    day_of = "entered_on" if kind is not None and kind.sight == "instansi" else "received_on"
    rows = cases_visible_to(actor, commons).select_related("subject")
    if text:
        rows = rows.filter(Q(ref__istartswith=text) | Q(subject__name__icontains=text))
    if (key := _read_cursor(after)) is not None:
        day, case_id = key
        older = Q(**{f"{day_of}__lt": day}) | Q(**{day_of: day}, id__lt=case_id)
        rows = rows.filter(older, **{f"{day_of}__lte": day})
    found = list(rows.order_by(f"-{day_of}", "-id")[: size + 1])
    shown = found[:size]
    cursor = _cursor(getattr(shown[-1], day_of), shown[-1].id) if len(found) > size else ""
    return CasePage(tuple(shown), cursor)


def named_cases(actor: Actor, commons: Commons, refs: Iterable[str]) -> list[Case]:
    """Give those of the named cases that are in sight, in the order of their numbers."""
    return list(cases_visible_to(actor, commons).select_related("subject").filter(ref__in=list(refs)).order_by("ref"))


def _cursor(day: date, case_id: uuid.UUID) -> str:
    return base64.urlsafe_b64encode(day.toordinal().to_bytes(4) + case_id.bytes).decode().rstrip("=")


def _read_cursor(text: str) -> tuple[date, uuid.UUID] | None:
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        return (date.fromordinal(int.from_bytes(raw[:4])), uuid.UUID(bytes=raw[4:])) if raw else None
    except (binascii.Error, ValueError, OverflowError):
        return None
