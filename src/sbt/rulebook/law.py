"""The law as pages, actions and tools hold it: the rule book and what is said beside the rules."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sbt.rulebook.custody import Custody
from sbt.rulebook.information import Information
from sbt.rulebook.protection import Protection
from sbt.rulebook.reference import (
    Addressee,
    CalendarDay,
    Control,
    Correction,
    CourtSanction,
    DemoOverlay,
    DisciplineReference,
    Disclosure,
    Employment,
    Instrument,
    MatrixReference,
    Offices,
    Province,
    Regency,
    Served,
    Signatory,
    Substitute,
    Word,
)
from sbt.rulebook.reprisal import Reprisal
from sbt.rules.book import Election, Institution, Kind, RuleBook
from sbt.rules.deadline import Term
from sbt.rules.mark import Label

OWN = "sbt"
"""The citation of a rule of this product, which rests on no instrument."""
OWN_RULE = Label("aturan produk SBT", "rule of the SBT product")


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """All law in force, and every older version that a case may have pinned."""

    book: RuleBook
    digest: str
    instruments: Mapping[str, Instrument]
    provinces: Mapping[str, Province]
    regencies: Mapping[str, Regency]
    terms: Mapping[str, Term]
    employment: Employment
    control: Control
    offices: Offices
    disclosure: Disclosure
    custody: Custody
    reprisal: Reprisal
    information: Information
    protection: Protection
    demo: DemoOverlay | None = None
    """Only where the overlay of demo mode was published."""
    signatories: tuple[Signatory, ...] = ()
    served: tuple[Served, ...] = ()
    matrices: Mapping[str, MatrixReference] = field(default_factory=dict)
    """By digest."""
    disciplines: Mapping[str, DisciplineReference] = field(default_factory=dict)
    """By digest."""
    powers: Mapping[str, Word] = field(default_factory=dict)
    coordinators: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Roles that look after officers -> kinds of institution where they may be the second person for others."""
    decisive: frozenset[str] = frozenset()
    """Powers that need a fresh factor of the officer who uses them."""
    election_offices: tuple[Word, ...] = ()
    court_sanctions: Mapping[str, CourtSanction] = field(default_factory=dict)
    calendar_days: tuple[CalendarDay, ...] = ()
    corrections: tuple[Correction, ...] = ()
    satgas_kinds: frozenset[str] = frozenset()
    accused_kinds: frozenset[str] = frozenset()
    """Kinds of institution whose staff may be accused."""

    def institution(self, id_: str) -> Institution | None:
        """Give the institution, or None for an unknown one."""
        return self.book.commons.institutions.get(id_)

    def kind_of(self, institution: str) -> Kind | None:
        """Give the kind of the institution, or None."""
        known = self.institution(institution)
        return self.book.commons.kinds.get(known.kind) if known else None

    def institutions_of(self, *kinds: str) -> tuple[Institution, ...]:
        """List the institutions of the kinds, in the order of the law."""
        return tuple(known for known in self.book.commons.institutions.values() if known.kind in kinds)

    def offers(self, area: str) -> bool:
        """Tell whether forms offer the place: with the overlay of demo mode no regency but the invented ones."""
        return self.demo is None or area not in self.regencies or self.regencies[area].demo

    def regencies_of(self, province: str) -> tuple[Regency, ...]:
        """List the regencies and cities of the province that forms offer."""
        return tuple(one for one in self.regencies.values() if one.province == province and self.offers(one.code))

    def accused_offices(self) -> tuple[Institution, ...]:
        """List the institutions whose staff may be accused, as far as forms offer their place."""
        return tuple(known for known in self.institutions_of(*self.accused_kinds) if self.offers(known.area))

    def area_name(self, code: str) -> str:
        """Give the name of a province, or of a regency with its kind; the code itself for an unknown one."""
        if code in self.provinces:
            return self.provinces[code].name
        if code in self.regencies:
            regency = self.regencies[code]
            return f"{'Kota' if regency.kind == 'kota' else 'Kabupaten'} {regency.name}"
        return code

    def office_of(self, area: str) -> str:
        """Give the supervising office that a report from the area reaches, empty when there is none."""
        return self.book.commons.by_sight_and_area.get(("office", area), "")

    def ppk_of(self, institution: str) -> Addressee | None:
        """Give the appointing authority of the instansi, or None when the law names no title for its kind."""
        known = self.institution(institution)
        title = next((one for one in self.offices.titles if known and known.kind in one.kinds), None)
        if known is None or title is None:
            return None
        return Addressee(institution=known.id, title=self._title(title.title, known), warrant=title.warrant)

    def addressee_of(self, institution: str, *, post: str = "", conflict: bool = False) -> Addressee | None:
        """Give to whom the letter about a person of the instansi goes: the PPK, or the first fitting substitute."""
        known = self.institution(institution)
        for rule in self.offices.substitutes if known and conflict else ():
            if known and known.kind in rule.kinds and (not rule.posts or post in rule.posts):
                return self._substitute(rule, known)
        return self.ppk_of(institution)

    def addressee_chosen(self, institution: str, choice: str) -> Addressee | None:
        """Give the substitute that an answer means for the instansi; None where the answer means no substitute."""
        known = self.institution(institution)
        rules = [rule for rule in self.offices.substitutes if choice and rule.choice == choice]
        if known is None or not rules:
            return None
        found = self._substitute(next((rule for rule in rules if known.kind in rule.kinds), rules[0]), known)
        return found if found.institution else None

    def _substitute(self, rule: Substitute, known: Institution) -> Addressee:
        place = self.book.commons.place({"instansi": known.id})
        holder = rule.institution or self._of_kind(rule.kind, known.area[:2]) or place.province
        chosen = self.ppk_of(holder)
        title = chosen.title if chosen else rule.label
        return Addressee(institution=holder, title=title, rule=rule.id, choice=rule.choice, warrant=rule.warrant)

    def _of_kind(self, kind: str, province: str) -> str:
        return next((one.id for one in self.institutions_of(kind) if one.area == province), "")

    def _title(self, title: Label, known: Institution) -> Label:
        def filled(text: str, language: str) -> str:
            name = self.regencies[known.area].name if known.area in self.regencies else self.area_name(known.area)
            return text.replace("{institution}", known.name.in_language(language)).replace("{name}", name)

        return Label(filled(title.id, "id"), filled(title.en, "en"))

    def elections(self) -> tuple[Election, ...]:
        """List the elections, the latest first in the order of the law."""
        return tuple(self.book.commons.elections.values())

    def cite(self, basis: str | Iterable[str], language: str = "id") -> str:
        """Print citations for readers: `pp-94-2021#Pasal 26 ayat (2)` as 'PP 94/2021 Pasal 26 ayat (2)'."""
        if isinstance(basis, str):
            return self._cite_one(basis, language)
        return "; ".join(dict.fromkeys(self._cite_one(one, language) for one in basis))

    def _cite_one(self, basis: str, language: str) -> str:
        if basis == OWN:
            return OWN_RULE.in_language(language)
        id_, _, place = basis.partition("#")
        instrument = self.instruments.get(id_)
        if instrument is None:
            return basis
        name = instrument.short.in_language(language) or instrument.name.in_language(language)
        return f"{name} {_place(place, language)}".rstrip()


def _place(place: str, language: str) -> str:
    if not language.startswith("en"):
        return place
    for indonesian, english in _ENGLISH:
        place = re.sub(rf"\b{indonesian}\b", english, place)
    return place


_ENGLISH = (
    ("Pasal", "Article"),
    ("ayat", "paragraph"),
    ("huruf", "letter"),
    ("angka", "number"),
    ("Lampiran", "Annex"),
    ("dan seterusnya", "and following"),
    ("diktum", "ruling"),
)
