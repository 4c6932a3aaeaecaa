"""The law as one book: what a case pinned when it came in, and what holds on the day of a step."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sbt.rules.authority import Actor, Authority, Place
from sbt.rules.calendar import WorkCalendar
from sbt.rules.case import CaseState
from sbt.rules.deadline import Term
from sbt.rules.discipline import Discipline
from sbt.rules.mark import Label, Warrant
from sbt.rules.matrix import Matrix, Row
from sbt.rules.period import Period
from sbt.rules.powers import NOBODY
from sbt.rules.process import Process
from sbt.rules.span import Span

PINS = ("process", "matrix", "discipline")
SUBSTITUTE = "substitute"
"""The case value that names who decides in place of an appointing authority with an interest of his own."""
VOTING = frozenset({"voting", "rerun"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """A body that takes part, or whose staff may be accused."""

    id: str
    kind: str
    name: Label
    short: str
    area: str = ""
    zone: str = "WIB"
    span: Span = Span()
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of institution and how far its officers see."""

    id: str
    label: Label
    sight: str = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Determination:
    """When candidates for offices were determined, everywhere or in the named areas."""

    office: str
    on: date
    areas: frozenset[str] = frozenset()
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionStage:
    """One stretch of an election's calendar."""

    id: str
    kind: str
    span: Span
    label: Label
    held: bool = True
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class Election:
    """An election with its stages and determinations."""

    id: str
    label: Label
    kind: str
    determinations: tuple[Determination, ...] = ()
    stages: tuple[ElectionStage, ...] = ()
    planned: bool = False

    def determined_on(self, office: str = "", area: str = "") -> date | None:
        """Give the day of determination for the office and area; a regional one before the general one."""
        fitting = [d for d in self.determinations if not office or d.office == office]
        regional = [d for d in fitting if d.areas and any(area.startswith(part) for part in d.areas)]
        general = [d for d in fitting if not d.areas]
        chosen = regional or general
        return min((d.on for d in chosen), default=None)

    def campaign(self) -> Span | None:
        """Give the campaign period, or None when it is not set."""
        return next((stage.span for stage in self.stages if stage.kind == "campaign" and stage.held), None)

    def voting_days(self) -> tuple[date, ...]:
        """Give the days of voting, reruns among them."""
        held = (stage for stage in self.stages if stage.held and stage.kind in VOTING)
        return tuple(stage.span.start for stage in held if stage.span.start is not None)

    def underway(self, day: date) -> bool:
        """Tell whether the day lies between the first and the last stage."""
        starts = [stage.span.start for stage in self.stages if stage.held and stage.span.start is not None]
        ends = [stage.span.until for stage in self.stages if stage.held and stage.span.until is not None]
        return bool(starts and ends) and min(starts) <= day <= max(ends)

    def stage_on(self, day: date) -> ElectionStage | None:
        """Give the stage a day lies in: the narrowest when several run side by side."""
        running = [stage for stage in self.stages if stage.held and stage.span.covers(day)]
        return min(running, key=_length, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Commons:
    """What is not pinned: it holds as of the day of the step."""

    institutions: Mapping[str, Institution]
    kinds: Mapping[str, Kind]
    authority: Authority
    calendar: WorkCalendar
    elections: Mapping[str, Election]
    digest: str = ""

    def sight(self, kind: str) -> str:
        """Give how far an institution of the kind sees, `none` for an unknown kind."""
        known = self.kinds.get(kind)
        return known.sight if known else "none"

    def sight_for(self, actor: Actor) -> str:
        """Give the relation in which the posting sees cases, `none` where it sees none."""
        if not actor.within(self.authority.table.sight):
            return NOBODY
        return self.authority.sight(actor.institution, actor.kind, actor.role)

    def sight_of(self, institution: str) -> str:
        """Give the widest relation in which the institution sees cases."""
        kind = self._kind(institution)
        return self.authority.table.widest(self.authority.reach(institution, kind))

    def shows(self, sight: str, group: str) -> bool:
        """Tell whether the table of powers opens the group of fields to the relation."""
        return self.authority.table.shows(sight, group)

    def zone_of(self, institution: str) -> str:
        """Give the zone of the institution's seat, WIB for an unknown one."""
        known = self.institutions.get(institution)
        return known.zone if known else "WIB"

    def area_of(self, institution: str) -> str:
        """Give the area of the institution, empty for national ones."""
        known = self.institutions.get(institution)
        return known.area if known else ""

    def place(self, values: Mapping[str, str]) -> Place:
        """Give the institutions that the case's office and instansi stand for; a substitute stands for the instansi."""
        office, instansi = values.get("office", ""), values.get(SUBSTITUTE) or values.get("instansi", "")
        area = self.area_of(office) or self.area_of(instansi)
        province = self._of_sight("province", area[:2])
        kanreg = self._kanreg(area[:2])
        return Place(
            office=office,
            office_kind=self._kind(office),
            province=province,
            province_kind=self._kind(province),
            kanreg=kanreg,
            kanreg_kind=self._kind(kanreg),
            instansi=instansi,
            instansi_kind=self._kind(instansi),
        )

    def office_of(self, area: str) -> str:
        """Give the office of first entrance for a place: the nearest one up from the regency; empty when none is known."""
        for sight, code in (("office", area), ("province", area[:2]), ("office", "")):
            if found := self.by_sight_and_area.get((sight, code)):
                return found
        return ""

    def election_of(self, act: Period, area: str) -> Election | None:
        """Give the election that an act most likely concerns: of those under way on its first day, the one next voted.

        Where all have voted it is the one that voted last. None when none is under way: the officer names it.
        """
        underway = [one for one in self.elections.values() if not one.planned and one.underway(act.first)]
        ahead = [(day, one.id, one) for one in underway for day in one.voting_days() if day >= act.first]
        behind = [(day, one.id, one) for one in underway for day in one.voting_days()]
        return min(ahead)[2] if ahead else max(behind)[2] if behind else None

    def _kind(self, institution: str) -> str:
        known = self.institutions.get(institution)
        return known.kind if known else ""

    def _of_sight(self, sight: str, area: str) -> str:
        if not area:
            return ""
        return self.by_sight_and_area.get((sight, area), "")

    def _kanreg(self, area: str) -> str:
        return self.by_sight_and_area.get(("kanreg", area), "") if area else ""

    by_sight_and_area: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(sight, province code) -> institution; filled by the reader for province offices and Kanreg."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLaw:
    """The law of one case on one day."""

    process: Process
    matrix: Matrix
    discipline: Discipline
    commons: Commons

    def term(self, id_: str) -> Term:
        """Give the term from the process or the discipline rules; raises KeyError for an unknown one."""
        for term in (*self.process.terms, *self.discipline.terms):
            if term.id == id_:
                return term
        raise KeyError(id_)

    def find_term(self, id_: str) -> Term | None:
        """Give the term, or None where the case's process and discipline do not know it."""
        return next((term for term in (*self.process.terms, *self.discipline.terms) if term.id == id_), None)

    def row_of(self, state: CaseState) -> Row | None:
        """Give the matrix row chosen for the case, or None."""
        return self.matrix.row(state.values.get("row", ""))

    def place_of(self, state: CaseState) -> Place:
        """Give the institutions that the case's place names."""
        return self.commons.place(state.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """Every published version of every process, matrix and discipline, and the commons in force."""

    processes: tuple[Process, ...]
    matrices: tuple[Matrix, ...]
    disciplines: tuple[Discipline, ...]
    commons: Commons
    by_digest: Mapping[str, Process | Matrix | Discipline] = field(default_factory=dict)

    def pins_for(self, *, received: date, act: date) -> dict[str, str]:
        """Choose the three digests of a case: process by day of receipt, matrix and discipline by day of the act.

        Raises LookupError when no version covers the day.
        """
        process = next((p for p in self.processes if p.received.covers(received)), None)
        matrix = next((m for m in self.matrices if m.acts.covers(act)), None)
        discipline = next((d for d in self.disciplines if d.acts.covers(act)), None)
        if process is None or matrix is None or discipline is None:
            raise LookupError(received, act)
        return {"process": process.digest, "matrix": matrix.digest, "discipline": discipline.digest}

    def law_for(self, pins: Mapping[str, str]) -> CaseLaw:
        """Give the law that the pins name; raises KeyError for a digest never published."""
        process, matrix, discipline = (self.by_digest[pins[name]] for name in PINS)
        if not (isinstance(process, Process) and isinstance(matrix, Matrix) and isinstance(discipline, Discipline)):
            raise KeyError(dict(pins))
        return CaseLaw(process=process, matrix=matrix, discipline=discipline, commons=self.commons)


def _length(stage: ElectionStage) -> int:
    if stage.span.start is None or stage.span.until is None:
        return 10_000
    return (stage.span.until - stage.span.start).days
