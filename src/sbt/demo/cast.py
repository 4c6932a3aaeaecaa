"""Who acts in the demo: officers with dated postings in every institution that has a part, and which of them may do what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password

from sbt.demo.people import overlay_of
from sbt.demo.script import read_plan
from sbt.people.actions import post_officer
from sbt.people.actor import actor_for
from sbt.people.demo_factor import give_demo_factor
from sbt.people.models import Officer, Posting

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sbt.rulebook.law import Law
    from sbt.rulebook.reference import DemoAccount
    from sbt.rules.authority import Actor, Place

SINCE = date(2023, 1, 2)


class NobodyMayError(LookupError):
    """tidak ada pelaku demo yang berwenang"""


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """A role in an institution."""

    institution: str
    role: str


class Cast:
    """Knows the roles of each kind of institution and finds the one who holds a power."""

    def __init__(self, law: Law) -> None:
        self._law = law
        self.accounts: tuple[DemoAccount, ...] = overlay_of(law).accounts
        self._roles: dict[str, tuple[str, ...]] = {}
        own: dict[str, list[str]] = {}
        for account in self.accounts:
            own.setdefault(account.institution, []).append(account.role)
            kind = self._kind(account.institution)
            self._roles[kind] = tuple(dict.fromkeys((*self._roles.get(kind, ()), account.role)))
        self._own = {institution: tuple(roles) for institution, roles in own.items()}

    def roles(self, institution: str) -> tuple[str, ...]:
        """Give the roles staffed in the institution, in the order of the accounts."""
        return self._own.get(institution) or self._roles.get(self._kind(institution), ())

    def part(self, power: str, day: date, place: Place, *, institution: str = "", role: str = "") -> Part:
        """Find who may use the power there on the day; raises NobodyMayError."""
        authority = self._law.book.commons.authority
        for holder in authority.holders(power, day, place):
            if institution and holder != institution:
                continue
            for known in self.roles(holder):
                if (not role or known == role) and power in authority.role_powers(known):
                    return Part(holder, known)
        raise NobodyMayError(f"{power} pada {day}: {institution or place} {role}")

    def _kind(self, institution: str) -> str:
        known = self._law.institution(institution)
        return known.kind if known else ""


def engage(law: Law, cast: Cast, institutions: Iterable[str], *, password: str) -> None:
    """Make the officers and postings of the accounts and of every other institution that plays."""
    shared = make_password(password)
    for account in cast.accounts:
        officer = _officer(account.email, account.name, shared)
        _post(law, officer, account.institution, account.role)
        give_demo_factor([officer])
    played = {account.institution for account in cast.accounts}
    chance = Random(f"{read_plan().seed} pejabat")  # noqa: S311 - the same cast at every start
    overlay = overlay_of(law)
    for institution in sorted(set(institutions) - played):
        for role in cast.roles(institution):
            first = chance.choice((*overlay.first_male, *overlay.first_female))
            email = f"{role.replace('_', '-')}.{institution.replace('.', '-')}@rekaan.sbt.example"
            _post(law, _officer(email, f"{first} {chance.choice(overlay.last)}", ""), institution, role)


def actors(law: Law) -> Mapping[Part, Actor]:
    """Give the actor of every part that is staffed."""
    commons = law.book.commons
    rows = Posting.objects.filter(officer__email__endswith="sbt.example").order_by("from_on", "id")
    return {Part(row.institution, row.role): actor_for(row, commons) for row in rows}


def _officer(email: str, name: str, shared: str) -> Officer:
    found = Officer.objects.filter(email=email).first()
    if found is not None:
        return found
    officer = Officer(email=email, name=name, password=shared)
    if not shared:
        officer.set_unusable_password()
    officer.save(force_insert=True)
    return officer


def _post(law: Law, officer: Officer, institution: str, role: str) -> None:
    known = law.institution(institution)
    posting = post_officer(
        officer, institution, role, from_on=SINCE, decree=f"SK-REKAAN/{institution.upper()}/{role}/2023"
    )
    if known is not None and known.span.until is not None and posting.until_on is None:
        posting.until_on = known.span.until
        posting.save(update_fields=["until_on"])
