"""What a proposal about postings says, row by row, and what is wrong with it under the law of the day."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from sbt.people.appointing import LONGEST, text_fault, unfit
from sbt.people.models import SYSTEMS, Officer, Posting
from sbt.people.queries import live_postings
from sbt.rules.outcome import Refused
from sbt.rules.text import TextFault, check_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sbt.rules.book import Commons

MOST = 1000
"""Postings in one proposal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One posting to be given: whom, where, as what, by which act and for how long."""

    email: str
    name: str
    institution: str
    role: str
    decree: str
    from_on: date
    until_on: date | None = None
    office: str = ""
    acts_for: str = ""
    """The posting whose place is taken for a time."""
    acting_as: str = ""

    def kept(self) -> dict[str, str]:
        """Give the row as a proposal keeps it."""
        return {
            key: value.isoformat() if isinstance(value, date) else value or "" for key, value in asdict(self).items()
        }


def read_grant(kept: dict[str, str]) -> Grant:
    """Read a row that `kept` wrote."""
    days = {key: date.fromisoformat(kept[key]) if kept[key] else None for key in ("from_on", "until_on")}
    return Grant(**kept | days)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Where a coordinator may act: within his institution, or everywhere."""

    posting: Posting
    everywhere: bool

    def covers(self, institution: str) -> bool:
        """Tell whether postings of the institution are his concern."""
        return self.everywhere or institution == self.posting.institution


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Officers and postings that a proposal touches, read in two questions however many rows it has."""

    officers: dict[str, Officer]
    held: frozenset[tuple[uuid.UUID, str, str, str]]
    substituted: dict[str, Posting]


def known_of(grants: Iterable[Grant], *, on: date) -> Known:
    """Read what is known of the persons and postings named."""
    rows = list(grants)
    emails = {one.email.lower() for one in rows}
    officers = {one.email.lower(): one for one in Officer.objects.filter(email__in=emails)}
    live = live_postings(on).filter(officer__in=officers.values())
    places = {uuid.UUID(one.acts_for) for one in rows if one.acts_for}
    return Known(
        officers=officers,
        held=frozenset((one.officer_id, one.institution, one.role, str(one.acts_for_id or "")) for one in live),
        substituted={str(one.id): one for one in Posting.objects.filter(id__in=places).select_related("officer")},
    )


def faults_of(grants: Sequence[Grant], *, reach: Reach, commons: Commons, known: Known) -> list[Refused | None]:
    """Judge every row; None where it can be granted."""
    found: list[Refused | None] = []
    seen: set[tuple[str, str, str]] = set()
    for one in grants:
        same = (one.email.lower(), one.institution, one.role)
        twice = Refused("grant_twice", "facts", {}, "email") if same in seen else None
        seen.add(same)
        found.append(twice or _fault(one, reach, commons, known))
    return found


def concerned(grants: Iterable[Grant], known: Known) -> list[uuid.UUID]:
    """Name the officers who neither propose nor confirm these grants: who gets them, and whose place is taken."""
    officers = {known.officers[one.email.lower()].id for one in grants if one.email.lower() in known.officers}
    return sorted(officers | {one.officer_id for one in known.substituted.values()})


def _fault(one: Grant, reach: Reach, commons: Commons, known: Known) -> Refused | None:
    try:
        validate_email(one.email)
    except ValidationError:
        return Refused("email_unreadable", "facts", {"email": one.email}, "email")
    officer = known.officers.get(one.email.lower())
    if fault := _text(one, officer):
        return fault
    if not reach.covers(one.institution):
        return Refused("grant_outside", "power", {}, "institution")
    if refused := unfit(one.institution, one.role, commons, one.from_on):
        return refused
    if one.until_on is not None and one.until_on < one.from_on:
        return Refused("posting_ends_before_start", "facts", {"day": one.from_on.isoformat()}, "until_on")
    if officer is not None and officer.id == reach.posting.officer_id:
        return Refused("grant_himself", "guard", {}, "email")
    if officer is not None and (not officer.is_active or officer.email.endswith(SYSTEMS)):
        return Refused("officer_closed", "facts", {}, "email")
    if one.acts_for or one.acting_as:
        return _substitution_fault(one, officer, reach, known)
    if officer is not None and (officer.id, one.institution, one.role, "") in known.held:
        return Refused("posting_held", "facts", {"day": one.from_on.isoformat()}, "email")
    return None


def _text(one: Grant, officer: Officer | None) -> Refused | None:
    for field in ("name", "decree", "office"):
        checked = check_text(getattr(one, field), limit=LONGEST)
        if isinstance(checked, TextFault):
            refused = text_fault(checked)
            return Refused(refused.code, refused.kind, refused.params, field)
        if field == "name" and not checked and officer is None:
            return Refused("officer_name_missing", "facts", {}, field)
        if field == "decree" and not checked:
            return Refused("decree_missing", "facts", {}, field)
    return None


def _substitution_fault(one: Grant, officer: Officer | None, reach: Reach, known: Known) -> Refused | None:
    place = known.substituted.get(one.acts_for)
    if place is None or one.acting_as not in ("plt", "plh"):
        return Refused("posting_unknown", "unknown", {"day": one.from_on.isoformat()}, "acts_for")
    if (place.institution, place.role) != (one.institution, one.role) or place.acts_for_id is not None:
        return Refused("substitute_of_another", "facts", {}, "acts_for")
    if one.until_on is None:
        return Refused("substitute_without_end", "facts", {}, "until_on")
    if officer is not None and officer.id == place.officer_id:
        return Refused("substitute_himself", "facts", {}, "email")
    if place.officer_id == reach.posting.officer_id:
        return Refused("grant_himself", "guard", {}, "acts_for")
    if officer is not None and (officer.id, one.institution, one.role, one.acts_for) in known.held:
        return Refused("posting_held", "facts", {"day": one.from_on.isoformat()}, "email")
    return None
