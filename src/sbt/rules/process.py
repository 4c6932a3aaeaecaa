"""How a regime lets a case move: entrances, stages and steps. These records are the schema of `law/regimes/`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from sbt.rules.deadline import Term
from sbt.rules.mark import Label, Warrant
from sbt.rules.span import Span

type FactKind = Literal["date", "text", "choice", "person", "provision", "institution", "file", "number", "case"]
type StepKind = Literal[
    "step",
    "vote",
    "hand_over",
    "merge",
    "split",
    "add_person",
    "reopen",
    "correct",
    "along",
    "conflict",
    "conflict_end",
    "substitute_found",
]

FACT_KINDS: tuple[FactKind, ...] = (
    *("date", "text", "choice", "person", "provision", "institution", "file", "number"),
    "case",
)
"""A `case` is another one by its reference."""
STEP_KINDS: tuple[StepKind, ...] = (
    "step",
    "vote",
    "hand_over",
    "merge",
    "split",
    "add_person",
    "reopen",
    "correct",
    "along",
    "conflict",
    "conflict_end",
    "substitute_found",
)
"""A step of the kind `along` happens to a case only with a step on another one; nobody takes it by itself."""
ANY_OPEN = "*"
"""In `from`: every stage that is not final."""

CASE_VALUES = frozenset(
    {
        "election", "election_kind", "form", "row", "level", "category", "result", "dimension", "effect",
        "sanction", "outcome", "instansi", "office", "subject", "employment", "job_level", "letter_start",
        "conclusion", "answer", "evidence_state", "registration", "track", "block_scope", "post",
        "identity",
    }
)  # fmt: skip
"""What a case remembers of its facts by name; a closed list."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice."""

    code: str
    label: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class FactField:
    """One thing the officer states when taking a step."""

    name: str
    kind: FactKind
    label: Label
    hint: Label = Label("", "")
    required: bool = True
    many: bool = False
    options: tuple[Option, ...] = ()
    source: str = ""
    """For choice and provision without options: rows, sanctions, institutions, job_levels, dimensions, effects.

    For files: copies_made or copies_released, where only copies of the case may be named, never an upload.
    """
    longest: int = 4000
    shortest: int = 0
    past: bool = True
    """For dates: not later than today."""
    to_reporter: bool = False
    """Addressed to the reporter: a text while the case waits for him, a choice once its step's disclosure row is open."""


@dataclass(frozen=True, slots=True)
class GuardUse:
    """A named condition with its argument, as a step mentions it."""

    name: str
    argument: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A term that a step starts, counted from the event's day or from a date fact, when the equalities hold."""

    term: str
    counted_from: str = ""
    when: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Target:
    """The stage a step leads to: a fixed one, or one looked up by a fact's code."""

    stage: str = ""
    by: str = ""
    table: Mapping[str, str] = field(default_factory=dict)

    def stages(self) -> frozenset[str]:
        """Name every stage it can lead to."""
        return frozenset({self.stage} if self.stage else ()) | frozenset(self.table.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One act of an institution on a case."""

    id: str
    label: Label
    power: str
    sources: frozenset[str]
    """Stages in which it may be taken; `*` for every open one."""
    kind: StepKind = "step"
    target: Target = Target()
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    guards: tuple[GuardUse, ...] = ()
    facts: tuple[FactField, ...] = ()
    sets: tuple[str, ...] = ()
    clears: tuple[str, ...] = ()
    records: Mapping[str, str] = field(default_factory=dict)
    """Case value -> fact whose code it takes, or `=code` for a fixed one."""
    starts: tuple[Start, ...] = ()
    stops: tuple[str, ...] = ()
    suspends: tuple[str, ...] = ()
    resumes: tuple[str, ...] = ()
    makes: str = ""
    """What else the step puts on file: letter, acknowledgement (of the letter last received) or decision."""
    releases: bool = False
    """From this step on the accused's instansi sees the case."""
    hidden_from: frozenset[str] = frozenset()
    """Kinds of sight (instansi, …) that never see this event."""
    tells: tuple[str, ...] = ()
    hint: Label = Label("", "")
    said: Label = Label("", "")
    """How the timeline says it when done; the label otherwise."""
    public: Label = Label("", "")
    """How the reporter's page says it; empty: not shown there."""
    discloses: str = ""
    """The item of `law/disclosure.yaml` that saying it in public discloses; empty: nothing but the status."""
    warrant: Warrant = Warrant()

    def fact(self, name: str) -> FactField | None:
        """Give the fact field of that name."""
        return next((known for known in self.facts if known.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Where a case can lie, whose power moves it on, and how it is called in public."""

    id: str
    station: int
    label: Label
    desk: str = ""
    """The power whose holders have it on their desk; empty when final."""
    final: bool = False
    public: Label = Label("", "")
    published: str = ""
    """The status under which published counts put it."""
    no_term: Label = Label("", "")
    """Why no clock runs here, said on the screen; needed where no step into it starts one."""
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance:
    """One way for a case to come in."""

    id: str
    label: Label
    stage: str
    power: str
    starts: tuple[Start, ...] = ()
    sets: tuple[str, ...] = ()
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverRule:
    """How an open case of another regime comes under this one: from which of its stages, to where, with which clocks."""

    id: str
    label: Label
    comes_from: str
    """The regime that the case leaves."""
    sources: frozenset[str]
    stage: str
    power: str
    since: date
    """The first day on which it may be done."""
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    starts: tuple[Start, ...] = ()
    keeps: tuple[str, ...] = ()
    """Terms that run on; all others stop."""
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """One regime: how reports received in its span are handled."""

    id: str
    label: Label
    received: Span
    entrances: tuple[Entrance, ...]
    stages: tuple[Stage, ...]
    steps: tuple[Step, ...]
    terms: tuple[Term, ...]
    stations: tuple[Label, ...] = ()
    marks: Mapping[str, Label] = field(default_factory=dict)
    """Every mark a step may set, with what it says when missing or present."""
    statuses: Mapping[str, Label] = field(default_factory=dict)
    handovers: tuple[HandOverRule, ...] = ()
    digest: str = ""
    warrant: Warrant = Warrant()

    def stage(self, id_: str) -> Stage:
        """Give the stage; raises KeyError for an unknown one."""
        for stage in self.stages:
            if stage.id == id_:
                return stage
        raise KeyError(id_)

    def step(self, id_: str) -> Step | None:
        """Give the step, or None for an unknown one."""
        return next((step for step in self.steps if step.id == id_), None)

    def entrance(self, id_: str) -> Entrance | None:
        """Give the entrance, or None for an unknown one."""
        return next((entrance for entrance in self.entrances if entrance.id == id_), None)

    def handover(self, id_: str) -> HandOverRule | None:
        """Give the handover rule, or None for an unknown one."""
        return next((rule for rule in self.handovers if rule.id == id_), None)

    def handover_for(self, comes_from: str, stage: str, marks: frozenset[str], on: date) -> HandOverRule | None:
        """Give the rule by which a case in the stage of the other regime comes here on the day, or None."""
        return next(
            (
                rule
                for rule in self.handovers
                if rule.comes_from == comes_from
                and stage in rule.sources
                and rule.since <= on
                and marks.issuperset(rule.needs)
                and marks.isdisjoint(rule.unless)
            ),
            None,
        )

    def open_in(self, step: Step, stage: str) -> bool:
        """Tell whether the step may be taken in the stage."""
        return stage in step.sources or (ANY_OPEN in step.sources and not self.stage(stage).final)

    def turns_of(self, powers: frozenset[str]) -> frozenset[str]:
        """Name the stages in which holders of the powers have a turn: the desk, a vote, a step on, or a limit to meet."""
        return frozenset(stage.id for stage in self.stages if stage.desk in powers) | frozenset(
            stage
            for step in self.steps
            if step.power in powers and (step.kind == "vote" or step.target.stages() or step.stops)
            for stage in step.sources - {ANY_OPEN}
        )
