"""A regime as `regime.yaml` and `steps.yaml` write it."""

from datetime import date
from typing import Any, Literal

from pydantic import Field, field_validator

from sbt.rulebook.entries.base import Entry, Id, LabelEntry, Many, SpanEntry, Warranted, Words, many, words
from sbt.rulebook.entries.term import TermEntry
from sbt.rules.mark import Warrant
from sbt.rules.process import (
    Entrance,
    FactField,
    FactKind,
    GuardUse,
    HandOverRule,
    Option,
    Process,
    Stage,
    Start,
    Step,
    StepKind,
    Target,
)


class OptionEntry(Entry):
    """One answer of a choice."""

    code: Id
    label: LabelEntry


class FactEntry(Entry):
    """One fact that a step asks for; its name is the key above it."""

    kind: FactKind
    label: LabelEntry
    hint: LabelEntry | None = None
    required: bool = True
    many: bool = False
    options: list[OptionEntry] = []
    source: str = ""
    longest: int = Field(default=4000, gt=0)
    shortest: int = Field(default=0, ge=0)
    past: bool = True
    to_reporter: bool = False

    def made(self, name: str) -> FactField:
        """Make the fact field."""
        return FactField(
            name=name,
            kind=self.kind,
            label=self.label.made(),
            hint=words(self.hint),
            required=self.required,
            many=self.many,
            options=tuple(Option(option.code, option.label.made()) for option in self.options),
            source=self.source,
            longest=self.longest,
            shortest=self.shortest,
            past=self.past,
            to_reporter=self.to_reporter,
        )


class StartEntry(Entry):
    """A term started by a step; written short as its id alone."""

    term: Id
    counted_from: str = ""
    when: dict[str, str] = {}

    def made(self) -> Start:
        """Make the start."""
        return Start(term=self.term, counted_from=self.counted_from, when=self.when)


class TargetEntry(Entry):
    """A stage looked up by the code of a fact."""

    stage: str = ""
    by: str
    table: dict[str, Id] = Field(min_length=1)


def _starts(value: Any) -> Any:
    if isinstance(value, str):
        return [{"term": value}]
    if isinstance(value, list):
        return [{"term": part} if isinstance(part, str) else part for part in value]
    return value


class StepEntry(Warranted):
    """One step."""

    id: Id
    label: LabelEntry
    power: Id
    from_: Many[str] = Field(alias="from")
    kind: StepKind = "step"
    to: Id | TargetEntry | None = None
    needs: Many[Id] = ()
    unless: Many[Id] = ()
    guards: Many[Words] = ()
    facts: dict[Id, FactEntry] = {}
    sets: Many[Id] = ()
    clears: Many[Id] = ()
    records: dict[str, str] = {}
    starts: list[StartEntry] = []
    stops: Many[Id] = ()
    suspends: Many[Id] = ()
    resumes: Many[Id] = ()
    discloses: str = ""
    makes: Literal["", "letter", "acknowledgement", "decision", "clearance"] = ""
    releases: bool = False
    hidden_from: Many[str] = ()
    tells: Many[str] = ()
    hint: LabelEntry | None = None
    said: LabelEntry | None = None
    public: LabelEntry | None = None

    _short_starts = field_validator("starts", mode="before")(_starts)

    def made(self, above: Warrant) -> Step:
        """Make the step."""
        return Step(
            id=self.id,
            label=self.label.made(),
            power=self.power,
            sources=frozenset(many(self.from_)),
            kind=self.kind,
            target=_target(self.to),
            needs=many(self.needs),
            unless=many(self.unless),
            guards=tuple(GuardUse(name, argument.strip()) for name, _, argument in _parted(many(self.guards))),
            facts=tuple(fact.made(name) for name, fact in self.facts.items()),
            sets=many(self.sets),
            clears=many(self.clears),
            records=self.records,
            starts=tuple(start.made() for start in self.starts),
            stops=many(self.stops),
            suspends=many(self.suspends),
            resumes=many(self.resumes),
            makes=self.makes,
            discloses=self.discloses,
            releases=self.releases,
            hidden_from=frozenset(many(self.hidden_from)),
            tells=many(self.tells),
            hint=words(self.hint),
            said=words(self.said),
            public=words(self.public),
            warrant=self.warrant(above),
        )


class StageEntry(Warranted):
    """One stage."""

    id: Id
    station: int = Field(ge=1)
    label: LabelEntry
    desk: str = ""
    final: bool = False
    public: LabelEntry | None = None
    published: str = ""
    no_term: LabelEntry | None = None

    def made(self, above: Warrant) -> Stage:
        """Make the stage."""
        return Stage(
            id=self.id,
            station=self.station,
            label=self.label.made(),
            desk=self.desk,
            final=self.final,
            public=words(self.public),
            published=self.published,
            no_term=words(self.no_term),
            warrant=self.warrant(above),
        )


class EntranceEntry(Warranted):
    """One way in."""

    id: Id
    label: LabelEntry
    stage: Id
    power: Id
    starts: list[StartEntry] = []
    sets: Many[Id] = ()

    _short_starts = field_validator("starts", mode="before")(_starts)

    def made(self, above: Warrant) -> Entrance:
        """Make the entrance."""
        return Entrance(
            id=self.id,
            label=self.label.made(),
            stage=self.stage,
            power=self.power,
            starts=tuple(start.made() for start in self.starts),
            sets=many(self.sets),
            warrant=self.warrant(above),
        )


class RegimeEntry(Warranted):
    """A regime without its steps."""

    id: Id
    label: LabelEntry
    received: SpanEntry
    terms: Many[str] = ()
    stations: list[LabelEntry] = []
    entrances: list[EntranceEntry] = Field(min_length=1)
    stages: list[StageEntry] = Field(min_length=1)
    marks: dict[Id, LabelEntry] = {}
    statuses: dict[Id, LabelEntry] = {}


class HandOverEntry(Warranted):
    """How an open case of another regime comes under this one."""

    id: Id
    label: LabelEntry
    comes_from: Id
    from_: Many[Id] = Field(alias="from")
    to: Id
    power: Id
    since: date
    needs: Many[Id] = ()
    unless: Many[Id] = ()
    sets: Many[Id] = ()
    starts: list[StartEntry] = []
    keeps: Many[Id] = ()

    _short_starts = field_validator("starts", mode="before")(_starts)

    def made(self, above: Warrant) -> HandOverRule:
        """Make the rule."""
        return HandOverRule(
            id=self.id,
            label=self.label.made(),
            comes_from=self.comes_from,
            sources=frozenset(many(self.from_)),
            stage=self.to,
            power=self.power,
            since=self.since,
            needs=many(self.needs),
            unless=many(self.unless),
            sets=many(self.sets),
            starts=tuple(start.made() for start in self.starts),
            keeps=many(self.keeps),
            warrant=self.warrant(above),
        )


class ProcessEntry(Entry):
    """All texts of one version of a regime."""

    process: RegimeEntry
    steps: list[StepEntry] = Field(min_length=1)
    terms: list[TermEntry]
    handovers: list[HandOverEntry] = []

    def made(self, digest: str) -> Process:
        """Make the process."""
        above = self.process.warrant()
        return Process(
            id=self.process.id,
            label=self.process.label.made(),
            received=self.process.received.made(),
            entrances=tuple(entrance.made(above) for entrance in self.process.entrances),
            stages=tuple(stage.made(above) for stage in self.process.stages),
            steps=tuple(step.made(above) for step in self.steps),
            terms=tuple(term.made() for term in self.terms),
            stations=tuple(station.made() for station in self.process.stations),
            marks={name: label.made() for name, label in self.process.marks.items()},
            statuses={name: label.made() for name, label in self.process.statuses.items()},
            handovers=tuple(rule.made(above) for rule in self.handovers),
            digest=digest,
            warrant=above,
        )


def _target(to: str | TargetEntry | None) -> Target:
    if isinstance(to, TargetEntry):
        return Target(stage=to.stage, by=to.by, table=to.table)
    return Target(stage=to or "")


def _parted(uses: tuple[str, ...]) -> list[tuple[str, str, str]]:
    return [use.partition(" ") for use in uses]
