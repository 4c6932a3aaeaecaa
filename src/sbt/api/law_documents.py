"""What this door gives out of the law: every entry with its citation and how sure it is."""

from __future__ import annotations

from datetime import date

from sbt.api.documents import Document, Named


class WarrantDocument(Document):
    """What an entry rests on: citations in words, and `yes`, `partial` or `no` (belum dipastikan)."""

    basis: list[str]
    verified: str
    note: str


class LawDocument(Document):
    """The law in force, and where its parts are."""

    digest: str
    parts: list[str]


class StageDocument(Document):
    """Where a case can lie."""

    id: str
    station: int
    label: str
    final: bool


class StepDocument(Document):
    """One act of an institution."""

    id: str
    kind: str
    label: str
    power: str
    stages: list[str]
    leads_to: list[str]
    warrant: WarrantDocument


class RegimeDocument(Document):
    """How reports received in a span of days are handled."""

    id: str
    label: str
    digest: str
    received_from: date | None
    received_until: date | None
    entrances: list[Named]
    stages: list[StageDocument]
    steps: list[StepDocument]
    terms: list[str]
    warrant: WarrantDocument


class RegimesDocument(Document):
    """Every regime."""

    regimes: list[RegimeDocument]


class RowDocument(Document):
    """One row of the matrix; `fit` says how it fits the form and day that were asked for."""

    id: str
    number: int
    category: str
    description: str
    condition: str
    phase: str
    form: str
    level: str
    sanctions: list[str]
    fit: str
    reason: str
    warrant: WarrantDocument


class ViolationsDocument(Document):
    """The matrix in force for acts of a day."""

    matrix: str
    label: str
    act_on: date
    forms: list[Named]
    rows: list[RowDocument]


class SanctionDocument(Document):
    """A sanction; `lawful` and `reason` answer for the row and employment that were asked for."""

    id: str
    level: str
    label: str
    employment: list[str]
    ends_employment: bool
    lawful: bool | None
    reason: str
    warrant: WarrantDocument


class SanctionsDocument(Document):
    """The discipline rules in force for acts of a day."""

    discipline: str
    label: str
    act_on: date
    sanctions: list[SanctionDocument]


class HolidayDocument(Document):
    """A closed or noted day."""

    on: date
    name: str
    kind: str
    closes: bool
    estimated: bool
    areas: list[str]


class CalendarDocument(Document):
    """A year's closed days."""

    year: int
    days: list[HolidayDocument]


class TermDocument(Document):
    """A time limit of the law; not `certain`: belum dipastikan."""

    id: str
    label: str
    amount: int
    unit: str
    direction: str
    duty: str
    starts_from: str
    on_lapse: str
    acts_by_itself: bool
    certain: bool
    warrant: WarrantDocument


class TermsDocument(Document):
    """Every time limit."""

    terms: list[TermDocument]


class CountedDayDocument(Document):
    """One day of a count."""

    on: date
    counts: bool


class ExplainedDocument(Document):
    """A time limit counted from a day, so that a reader can follow the sum."""

    term: TermDocument
    start: date
    area: str
    due_on: date
    days: list[CountedDayDocument]


class InstitutionDocument(Document):
    """A body that takes part, or whose staff may be accused."""

    id: str
    kind: str
    name: str
    short: str
    area: str
    zone: str
    since: date | None
    until: date | None
    may_be_accused: bool
    verified: str


class InstitutionsDocument(Document):
    """Institutions; `next` is the cursor of the page after this one."""

    institutions: list[InstitutionDocument]
    next: str
