"""What pages and letters need to know of the law beyond the rules: names, titles, explanations. Decides nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sbt.rules.case import CaseState
from sbt.rules.disclosure import Moment
from sbt.rules.mark import Label, Warrant

NO_LABEL = Label("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A law, regulation, decree or letter that entries cite."""

    id: str
    kind: str
    name: Label
    short: Label
    dated: date | None = None
    until: date | None = None
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A code with its label and an explanation."""

    id: str
    label: Label
    hint: Label = NO_LABEL
    suggests: tuple[str, ...] = ()
    """For a form of act: the dimensions it usually belongs to."""
    order: int | None = None
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two readings of the law that contradict each other, and which one is followed."""

    id: str
    topic: Label
    readings: tuple[Label, ...]
    followed: int | None
    reason: Label
    touches: tuple[str, ...] = ()
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixReference:
    """What a matrix says beside its rows."""

    forms: tuple[Word, ...] = ()
    dimensions: tuple[Word, ...] = ()
    effects: tuple[Word, ...] = ()
    phases: tuple[Word, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    groups: Mapping[str, str] = field(default_factory=dict)
    """Row id -> matrix, statute or criminal."""
    court_sanctions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Row id -> ids of what a court may impose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobLevel:
    """A level of job; those without an order cannot be compared by the system."""

    id: str
    label: Label
    order: int | None = None
    counts_only: bool = False
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class AsnKind:
    """A kind of employment."""

    id: str
    label: Label
    asn: bool = True
    own_rules: bool = False
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlAction:
    """One rung of what may be done towards an instansi that does not act."""

    id: str
    step: int
    label: Label
    scopes: tuple[str, ...] = ()
    temporary: bool = False
    effect: Label = NO_LABEL
    tell_subject: bool = False
    review_term: str = ""
    second_signer: bool = False
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class PpkSanction:
    """What may happen to the PPK or superior himself."""

    id: str
    label: Label
    institution: str = ""
    by: Label = NO_LABEL
    term: str = ""
    until: date | None = None
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """A rule about examining and punishing: refused, warned of, or only explained."""

    id: str
    effect: str
    label: Label
    levels: tuple[str, ...] = ()
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtSanction:
    """What only a court may impose."""

    id: str
    label: Label
    election_kind: str
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacementGuard:
    """When replacing officials around an election needs an approval."""

    label: Label
    kinds: frozenset[str]
    touches: frozenset[str]
    approval_by: str
    question: Label
    windows: tuple[Word, ...] = ()
    exemptions: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DisciplineReference:
    """What a discipline says beside its sanctions."""

    advice: tuple[Advice, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    transitions: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Employment:
    """Kinds of employment, levels of job and of sanction, posts with rules of their own."""

    levels: tuple[Word, ...] = ()
    job_levels: tuple[JobLevel, ...] = ()
    asn_kinds: tuple[AsnKind, ...] = ()
    posts: tuple[Word, ...] = ()
    deciders: tuple[Word, ...] = ()
    team_members: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """What may be done towards an instansi or a PPK that does not act."""

    actions: tuple[ControlAction, ...] = ()
    ppk_sanctions: tuple[PpkSanction, ...] = ()
    replacement: ReplacementGuard | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """A province with the zone of its time."""

    code: str
    name: str
    zone: str
    demo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Regency:
    """A kabupaten or kota."""

    code: str
    province: str
    name: str
    kind: str
    demo: bool = False
    """Invented, of the demo overlay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """A closed or noted day of a published calendar."""

    day: date
    name: str
    kind: str
    estimated: bool = False
    closes: bool = True
    areas: frozenset[str] = frozenset()
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A decree that added closed days to a calendar or took some away."""

    id: str
    decree: str
    dated: date
    added: tuple[CalendarDay, ...] = ()
    removed: tuple[tuple[date, str], ...] = ()
    """Day and kind."""
    not_found: tuple[tuple[date, str], ...] = ()
    """Of the removed ones, those that no calendar had."""
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeTitle:
    """The office that appoints in instansi of the kinds, with `{name}` or `{institution}` in its title."""

    id: str
    kinds: frozenset[str]
    role: str
    office: str
    title: Label
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """A way of holding an office, with what stands before the title."""

    id: str
    prefix: Label
    label: Label
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitute:
    """When a letter goes elsewhere than to the PPK, and where."""

    id: str
    label: Label
    kinds: frozenset[str]
    posts: frozenset[str]
    conflict: bool
    institution: str
    kind: str
    office: str
    choice: str = ""
    """The answer of a step's `addressee` that means this one."""
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class Offices:
    """Titles, ways of holding, and substitutes."""

    titles: tuple[OfficeTitle, ...] = ()
    acting: tuple[Acting, ...] = ()
    conflicts: tuple[Word, ...] = ()
    substitutes: tuple[Substitute, ...] = ()
    conflict_mark: str = ""
    personnel_office: Label = NO_LABEL


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """To whom a letter goes: the institution and the full title of its head."""

    institution: str
    title: Label
    rule: str = ""
    """Id of the substitute rule; empty for the PPK himself."""
    choice: str = ""
    """The answer of a step's `addressee` that means him; empty for the PPK."""
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Who signed a joint decree, under which number."""

    instrument: str
    institution: str
    office: Label
    decree_no: str
    until: date | None = None
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A province served by a regional office, with how sure that is."""

    institution: str
    province: str
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureRow:
    """From which moment a reader may read an item of a track; `never` closes it for good."""

    reader: str
    track: str
    item: str
    when: str
    detail: str = ""
    smallest: int | None = None
    """For counts: smaller ones stay hidden."""
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldStep:
    """A step that the accused is told of, with the facts he reads; `only` names the answers under which it is his."""

    step: str
    only: Mapping[str, str] = field(default_factory=dict)
    item: str = "status"
    """The item of the disclosure rows that must be open to him."""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """What may be read; whatever has no row is closed."""

    readers: tuple[Word, ...] = ()
    tracks: tuple[Word, ...] = ()
    items: tuple[Word, ...] = ()
    moments: tuple[Moment, ...] = ()
    rows: tuple[DisclosureRow, ...] = ()
    told_accused: tuple[ToldStep, ...] = ()

    def row(self, reader: str, track: str, item: str) -> DisclosureRow | None:
        """Give the row; None means closed."""
        for row in self.rows:
            if (row.reader, row.track, row.item) == (reader, track, item):
                return row
        return None

    def open_rows(self, reader: str, state: CaseState) -> tuple[DisclosureRow, ...]:
        """Give the rows that are open to the reader now; one marked `never` closes its item on every track."""
        moments = {moment.id: moment for moment in self.moments}
        mine = [row for row in self.rows if row.reader == reader]
        closed = {row.item for row in mine if row.when == "never"}
        return tuple(row for row in mine if row.item not in closed and moments[row.when].reached(state))


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAccount:
    """An account that demo mode makes."""

    email: str
    name: str
    institution: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPost:
    """A post of an invented person."""

    title: str
    job_level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoOverlay:
    """What demo mode invents."""

    accounts: tuple[DemoAccount, ...] = ()
    first_male: tuple[str, ...] = ()
    first_female: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    posts: tuple[DemoPost, ...] = ()
