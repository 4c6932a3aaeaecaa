"""Institutions, powers, roles and offices as the law files write them."""

from datetime import date
from typing import Literal

from sbt.rulebook.entries.base import Dated, Id, LabelEntry, Many, Named, Warranted, Words, many
from sbt.rulebook.reference import Signatory
from sbt.rules.authority import Grant, Role, Territory, Vacancy
from sbt.rules.book import Institution, Kind
from sbt.rules.mark import Label
from sbt.rules.span import Span

type Zone = Literal["WIB", "WITA", "WIT"]
type Sight = Literal["nation", "province", "office", "instansi", "kanreg", "none"]


class KindEntry(Named):
    """A kind of institution."""

    sight: Sight = "none"
    satgas: bool = False

    def made(self) -> Kind:
        """Make the kind."""
        return Kind(id=self.id, label=self.label.made(), sight=self.sight)


class ServedEntry(Warranted):
    """A province that a regional office serves."""

    province: str


class InstitutionEntry(Dated):
    """One institution."""

    id: Id
    kind: Id
    name: LabelEntry
    short: Words
    area: str = ""
    zone: Zone = "WIB"
    seat: str = ""
    areas: list[ServedEntry] = []

    def made(self) -> Institution:
        """Make the institution."""
        return Institution(
            id=self.id,
            kind=self.kind,
            name=self.name.made(),
            short=self.short,
            area=self.area,
            zone=self.zone,
            span=self.span(),
            warrant=self.warrant(),
        )


class PatternEntry(Dated):
    """Institutions of which there is one for each province or regency."""

    per: Literal["province", "regency"]
    where: Literal["kabupaten", "kota", ""] = ""
    except_provinces: list[str] = []
    id: Words
    kind: Id
    name: LabelEntry
    short: Words
    names: dict[str, LabelEntry] = {}
    """Area code -> the name where it does not follow the pattern."""

    def fits(self, code: str, kind: str) -> bool:
        """Tell whether an area gets such an institution."""
        return (not self.where or self.where == kind) and code[:2] not in self.except_provinces

    def made(self, *, code: str, name: str, zone: str) -> Institution:
        """Make the institution of an area."""
        label = self.names.get(code, self.name)
        return Institution(
            id=_filled(self.id, code, name),
            kind=self.kind,
            name=Label(_filled(label.id, code, name), _filled(label.en, code, name)),
            short=_filled(self.short, code, name),
            area=code,
            zone=zone,
            span=self.span(),
            warrant=self.warrant(),
        )


class GrantEntry(Dated):
    """One power of one institution, or of those of a kind."""

    power: Id
    institution: str = ""
    kind: Many[Id] = ()
    territory: Territory
    mode: Literal["exclusive", "joint"] = "exclusive"

    def made(self) -> Grant:
        """Make the grant."""
        return Grant(
            power=self.power,
            territory=self.territory,
            span=self.span(),
            institution=self.institution,
            kinds=frozenset(many(self.kind)),
            joint=self.mode == "joint",
            warrant=self.warrant(),
        )


class VacancyEntry(Dated):
    """A time without a holder."""

    power: Id

    def made(self) -> Vacancy:
        """Make the vacancy."""
        return Vacancy(power=self.power, span=Span(self.from_, self.until), warrant=self.warrant())


class RoleEntry(Named):
    """What an officer of the role may use."""

    powers: list[Id]
    kinds: Many[Id] = ()
    """Kinds of institution in which the role exists; empty for all."""
    sees: Id | None = None
    """The only relation in which the role stands to cases."""
    coordinates: bool = False
    """Whether the role looks after the officers of its institution."""
    steps_in: Many[Id] = ()
    """Kinds of institution whose coordinators may be the second person elsewhere."""

    def made(self) -> Role:
        """Make the role."""
        return Role(
            id=self.id,
            label=self.label.made(),
            powers=frozenset(self.powers),
            kinds=frozenset(many(self.kinds)),
            sees=self.sees or "",
            warrant=self.warrant(),
        )


class LowerLevelEntry(Named):
    """A level below the offices, which has no officers of its own here."""


class SignatoryEntry(Warranted):
    """Who signed a joint decree."""

    instrument: Id
    institution: Id
    office: LabelEntry
    decree_no: Words
    active_until: date | None = None

    def made(self) -> Signatory:
        """Make the signatory."""
        return Signatory(
            instrument=self.instrument,
            institution=self.institution,
            office=self.office.made(),
            decree_no=self.decree_no,
            until=self.active_until,
            warrant=self.warrant(),
        )


def _filled(text: str, code: str, name: str) -> str:
    return text.replace("{code}", code).replace("{name}", name)
