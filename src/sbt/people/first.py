"""Makes the first coordinators of an installation: two persons at once, each confirmed by the other, never by default."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sbt.people.appointing import appoint, name_officer
from sbt.people.enrolment import make_links
from sbt.people.models import Officer, PeopleEvent, Posting
from sbt.people.queries import live_postings
from sbt.project import clock
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    from datetime import date, datetime

    from sbt.rulebook.law import Law
    from sbt.rules.book import Commons


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Who is to be a coordinator, with the password he typed himself; without one he gets a link."""

    email: str
    name: str
    password: str = field(repr=False)


def home(law: Law, institution: str) -> tuple[str, str] | Refused:
    """Give the institution whose coordinators step in for all others, and their role, as the law data say."""
    institutions = law.book.commons.institutions
    for role, kinds in law.coordinators.items():
        found = sorted(one.id for one in institutions.values() if one.kind in kinds)
        if institution and institution in institutions:
            return institution, role
        if not institution and found:
            return found[0], role
    return Refused("institution_unknown", "unknown")


def coordinators_of(institution: str, role: str, *, on: date) -> list[str]:
    """Name the coordinators that the institution has."""
    found = live_postings(on).filter(institution=institution, role=role)
    return sorted(found.values_list("officer__email", flat=True))


def make_first(
    pair: tuple[Newcomer, Newcomer], institution: str, role: str, *, decree: str, commons: Commons, now: datetime
) -> list[tuple[Officer, str]] | Refused:
    """Make both, or neither; gives each with his link where he typed no password."""
    if pair[0].email == pair[1].email:
        return Refused("setup_same_person", "guard")
    today = local_day(now, "WIB")
    made: list[tuple[Officer, Posting]] = []
    for one in pair:
        officer = Officer.objects.filter(email__iexact=one.email).first() or name_officer(
            one.email, one.name, one.password or None
        )
        if isinstance(officer, Refused):
            return officer
        posting = appoint(one.email, institution, role, commons=commons, from_on=today, decree=decree)
        if isinstance(posting, Refused):
            return posting
        made.append((officer, posting))
    for (officer, posting), (other, _theirs) in zip(made, reversed(made), strict=True):
        PeopleEvent.objects.create(
            at=clock.real_now(),
            on=today,
            kind="setup",
            institution=institution,
            posting=str(posting.id),
            officer=officer,
            first=officer,
            second=other,
            facts={"role": role, "decree": posting.decree},
        )
    links = {officer.id: token for officer, token in make_links([one for one, _posting in made], by=None)}
    return [(officer, links.get(officer.id, "")) for officer, _posting in made]
