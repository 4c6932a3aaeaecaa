"""Who holds which power, where and since when. A power belongs to an institution; a role says who in it may use it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sbt.rules.mark import Label, Warrant
from sbt.rules.powers import CLOSED, NOBODY, OWN_INSTANSI, PowerTable
from sbt.rules.span import Span

type Territory = Literal["nation", "province", "office", "instansi", "kanreg"]

TERRITORIES: tuple[Territory, ...] = ("nation", "province", "office", "instansi", "kanreg")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One power held by an institution (or by the institution of a kind that the case's place names) for a time."""

    power: str
    territory: Territory
    span: Span
    institution: str = ""
    kinds: frozenset[str] = frozenset()
    joint: bool = False
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vacancy:
    """A time in which the law names no holder of a power; declared so that the gap is seen."""

    power: str
    span: Span
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What an officer of this role may use of his institution's powers."""

    id: str
    label: Label
    powers: frozenset[str]
    kinds: frozenset[str] = frozenset()
    """Kinds of institution in which the role exists; empty for all."""
    sees: str = ""
    """The only relation in which the role stands to cases; empty: as far as its institution sees."""
    warrant: Warrant = Warrant()

    def exists_at(self, kind: str) -> bool:
        """Tell whether institutions of the kind have the role."""
        return not self.kinds or kind in self.kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts: one posting, never the sum of somebody's hats."""

    posting: str
    institution: str
    kind: str
    role: str
    area: str = ""
    zone: str = "WIB"
    hats: frozenset[str] = frozenset()
    """All postings of the same person, so that two hats are not two persons."""
    scopes: frozenset[str] | None = None
    """Powers to which a system's token is narrowed; None for all of the posting."""

    def within(self, power: str) -> bool:
        """Tell whether the token, where there is one, covers the power."""
        return self.scopes is None or power in self.scopes


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The institutions that a case's place and accused name."""

    office: str = ""
    office_kind: str = ""
    province: str = ""
    province_kind: str = ""
    kanreg: str = ""
    kanreg_kind: str = ""
    instansi: str = ""
    instansi_kind: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a power may be used, with the reason when not and the grant's basis when so."""

    allowed: bool
    reason: str = ""
    holders: tuple[str, ...] = ()
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True)
class Authority:
    """All grants, vacancies and roles of a day's law."""

    grants: tuple[Grant, ...]
    vacancies: tuple[Vacancy, ...]
    roles: tuple[Role, ...]
    table: PowerTable = CLOSED

    def holders(self, power: str, day: date, place: Place) -> tuple[str, ...]:
        """Name the institutions that hold the power on the day for a case at the place.

        Left out is whoever has an interest of his own: where his own staff is accused and no role of his may go on.
        """
        named = (_holder(grant, place) for grant in self._of(power, day) if not self._interested(grant, power, place))
        return tuple(dict.fromkeys(holder for holder in named if holder))

    def sight(self, institution: str, kind: str, role: str, day: date | None = None) -> str:
        """Give the relation in which the role at the institution sees cases, `none` where it sees none.

        Without a day the grants of every day count: a posting ends with its institution.
        """
        known = self.role(role)
        if known is None or not known.exists_at(kind) or self.table.sight not in known.powers:
            return NOBODY
        reach = self.reach(institution, kind, day)
        if known.sees:
            return known.sees if known.sees in reach else NOBODY
        return self.table.widest(reach)

    def reach(self, institution: str, kind: str, day: date | None = None) -> frozenset[str]:
        """Name every relation in which the institution sees cases."""
        return frozenset(
            grant.territory
            for grant in self.grants
            if grant.power == self.table.sight
            and (grant.institution == institution or (not grant.institution and kind in grant.kinds))
            and (day is None or grant.span.covers(day))
        )

    def shut_out(self, actor: Actor, place: Place) -> bool:
        """Tell whether the posting has an interest: his institution handles a case against its own staff."""
        if not place.instansi or actor.institution != place.instansi:
            return False
        return self._sees_as(actor.role) != OWN_INSTANSI and self.table.shut_out_of_own(actor.kind, actor.role)

    def may(self, actor: Actor, power: str, day: date, place: Place) -> Verdict:
        """Say whether the posting may use the power on the day at the place."""
        if not actor.within(power):
            return Verdict(False, "scope_missing")
        held = [(holder, grant) for grant in self._of(power, day) if (holder := _holder(grant, place))]
        own = [grant for holder, grant in held if holder == actor.institution]
        if own and self.shut_out(actor, place):
            return Verdict(False, "own_staff_accused", (actor.institution,), own[0].warrant)
        for grant in own:
            if self._includes(actor, power, grant):
                return Verdict(True, warrant=grant.warrant, holders=(actor.institution,))
        if own:
            return Verdict(False, "role_lacks_power", (actor.institution,), own[0].warrant)
        if held:
            return Verdict(False, "power_held_by_other", tuple(dict.fromkeys(holder for holder, _ in held)))
        for vacancy in self.vacancies:
            if vacancy.power == power and vacancy.span.covers(day):
                return Verdict(False, "power_vacant", warrant=vacancy.warrant)
        return Verdict(False, "power_not_held_on_date")

    def role_powers(self, role: str) -> frozenset[str]:
        """Give the powers that the role may use; none for an unknown role."""
        return next((known.powers for known in self.roles if known.id == role), frozenset())

    def role(self, id_: str) -> Role | None:
        """Give the role, or None for an unknown one."""
        return next((known for known in self.roles if known.id == id_), None)

    def _includes(self, actor: Actor, power: str, grant: Grant) -> bool:
        role = self.role(actor.role)
        if role is None or power not in role.powers or not role.exists_at(actor.kind):
            return False
        return not role.sees or role.sees == grant.territory

    def _sees_as(self, role: str) -> str:
        known = self.role(role)
        return known.sees if known else ""

    def _interested(self, grant: Grant, power: str, place: Place) -> bool:
        if grant.territory == OWN_INSTANSI or not place.instansi or _holder(grant, place) != place.instansi:
            return False
        able = [role for role in self.roles if power in role.powers and role.exists_at(place.instansi_kind)]
        return bool(able) and all(self.table.shut_out_of_own(place.instansi_kind, role.id) for role in able)

    def _of(self, power: str, day: date) -> Iterable[Grant]:
        return (grant for grant in self.grants if grant.power == power and grant.span.covers(day))


def _holder(grant: Grant, place: Place) -> str:
    if grant.institution:
        return grant.institution
    holder, kind = {
        "nation": ("", ""),
        "province": (place.province, place.province_kind),
        "office": (place.office, place.office_kind),
        "instansi": (place.instansi, place.instansi_kind),
        "kanreg": (place.kanreg, place.kanreg_kind),
    }[grant.territory]
    return holder if not grant.kinds or kind in grant.kinds else ""
