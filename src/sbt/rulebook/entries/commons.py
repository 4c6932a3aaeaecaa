"""Everything of the law that no case pins, as one piece."""

from collections.abc import Mapping
from datetime import date

from pydantic import Field

from sbt.rulebook.entries.base import Entry, Id, LabelEntry, Named, Warranted
from sbt.rulebook.entries.bodies import (
    GrantEntry,
    InstitutionEntry,
    KindEntry,
    LowerLevelEntry,
    PatternEntry,
    RoleEntry,
    SignatoryEntry,
    VacancyEntry,
    Zone,
)
from sbt.rulebook.entries.control import (
    AsnKindEntry,
    ControlEntry,
    CourtSanctionEntry,
    JobLevelEntry,
    PpkSanctionEntry,
    ReplacementEntry,
)
from sbt.rulebook.entries.custody import CustodyFile
from sbt.rulebook.entries.days import CalendarEntry, ElectionEntry, OverrideEntry
from sbt.rulebook.entries.disclosure import DisclosureFile
from sbt.rulebook.entries.information import InformationFile
from sbt.rulebook.entries.matrix import WordEntry
from sbt.rulebook.entries.offices import OfficesFile
from sbt.rulebook.entries.overlay import OverlayEntry, RegencyEntry
from sbt.rulebook.entries.powers import PowersFile
from sbt.rulebook.entries.protection import ProcessingFile, RetentionFile
from sbt.rulebook.entries.reprisal import ReprisalFile
from sbt.rulebook.entries.term import TermEntry
from sbt.rulebook.reference import Control, Employment, Instrument, Province
from sbt.rules.mark import Label


class InstrumentEntry(Warranted):
    """Something that entries cite."""

    id: Id
    kind: str
    name: LabelEntry
    short: LabelEntry | None = None
    date_: date | None = Field(default=None, alias="date")
    until: date | None = None

    def made(self) -> Instrument:
        """Make the instrument."""
        short = (
            self.short.made()
            if self.short
            else Label(self.name.id.split(" tentang ")[0], self.name.en.split(" on ")[0])
        )
        return Instrument(
            id=self.id,
            kind=self.kind,
            name=self.name.made(),
            short=short,
            dated=self.date_,
            until=self.until,
            warrant=self.warrant(),
        )


class SourcesFile(Entry):
    """`sources.yaml`."""

    instruments: list[InstrumentEntry] = Field(min_length=1)


class InstitutionsFile(Entry):
    """`institutions.yaml`."""

    kinds: list[KindEntry] = Field(min_length=1)
    institutions: list[InstitutionEntry] = []
    patterns: list[PatternEntry] = []
    lower_levels: list[LowerLevelEntry] = []
    signatories: list[SignatoryEntry] = []


class PowerEntry(WordEntry):
    """A power; a decisive one needs a fresh factor of the officer who uses it."""

    decisive: bool = False


class RolesFile(Entry):
    """`roles.yaml`."""

    powers: list[PowerEntry] = []
    roles: list[RoleEntry] = Field(min_length=1)


class GrantsFile(Entry):
    """`grants.yaml`."""

    grants: list[GrantEntry] = Field(min_length=1)
    vacancies: list[VacancyEntry] = []


class ElectionsFile(Entry):
    """`elections.yaml`."""

    offices: list[WordEntry] = []
    stage_kinds: list[Id] = []
    elections: list[ElectionEntry]


class CriminalFile(Entry):
    """`criminal.yaml`."""

    court_sanctions: list[CourtSanctionEntry]


class ControlFile(Entry):
    """`control.yaml`."""

    control_actions: list[ControlEntry]
    ppk_sanctions: list[PpkSanctionEntry]
    replacement_guard: ReplacementEntry | None = None

    def made(self) -> Control:
        """Make the control reference."""
        return Control(
            actions=tuple(action.made() for action in self.control_actions),
            ppk_sanctions=tuple(sanction.made() for sanction in self.ppk_sanctions),
            replacement=self.replacement_guard.made() if self.replacement_guard else None,
        )


class PostEntry(Named):
    """A post with rules of its own."""

    job_level: Id | None = None


class NumberPartEntry(Entry):
    """A run of digits, positions counted from 1."""

    name: str
    from_: int = Field(alias="from")
    to: int
    format: str = ""
    values: Mapping[str, str] = {}
    reject: bool = True
    female_day_plus: int | None = None


class YearsBetweenEntry(Warranted):
    """The years that lie between two parts of a number."""

    from_: str = Field(alias="from")
    to: str
    at_least: int


class NumberEntry(Named):
    """How an identity number is built; the checks themselves are code."""

    length: int | None = None
    parts: list[NumberPartEntry] = []
    strip: str = ""
    printed: list[int] = []
    years_between: YearsBetweenEntry | None = None
    random: bool = False


class EmploymentFile(Entry):
    """`employment.yaml`."""

    levels: list[WordEntry]
    job_levels: list[JobLevelEntry]
    asn_kinds: list[AsnKindEntry]
    posts: list[PostEntry] = []
    deciders: list[WordEntry] = []
    team_members: list[WordEntry] = []
    identity_numbers: list[NumberEntry] = []

    def made(self) -> Employment:
        """Make the employment reference."""
        return Employment(
            levels=tuple(word.made() for word in self.levels),
            job_levels=tuple(level.made() for level in self.job_levels),
            asn_kinds=tuple(kind.made() for kind in self.asn_kinds),
            posts=tuple(WordEntry(id=post.id, label=post.label).made() for post in self.posts),
            deciders=tuple(word.made() for word in self.deciders),
            team_members=tuple(word.made() for word in self.team_members),
        )


class ProvinceEntry(Entry):
    """A row of `areas/provinces.csv`."""

    code: str
    name: str
    zone: Zone

    def made(self) -> Province:
        """Make the province."""
        return Province(code=self.code, name=self.name, zone=self.zone)


class OverrideFile(Entry):
    """A file of `calendars/overrides/`."""

    override: OverrideEntry


class CommonsEntry(Entry):
    """All texts of one version of the commons."""

    sources: SourcesFile
    institutions: InstitutionsFile
    roles: RolesFile
    grants: GrantsFile
    powers: PowersFile = PowersFile()
    custody: CustodyFile = CustodyFile()
    reprisal: ReprisalFile = ReprisalFile()
    information: InformationFile = InformationFile()
    processing: ProcessingFile = ProcessingFile()
    retention: RetentionFile = RetentionFile()
    elections: ElectionsFile
    criminal: CriminalFile
    control: ControlFile
    employment: EmploymentFile
    offices: OfficesFile
    disclosure: DisclosureFile
    provinces: list[ProvinceEntry]
    regencies: list[RegencyEntry]
    calendars: list[CalendarEntry]
    overrides: list[OverrideFile] = []
    terms: list[TermEntry] = []
    overlay: OverlayEntry | None = None
    in_force: Mapping[str, Mapping[str, str]] = {}
    supersedes: str = ""
