"""What a case is at a moment: the sum of its events, nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sbt.rules.deadline import Clock
from sbt.rules.event import Event

OFFICER = "officer"
"""The fact by which a conflict of interest names the posting of the person who has it."""


@dataclass(frozen=True, slots=True)
class Done:
    """The last time a step was taken."""

    posting: str
    institution: str
    on: date
    seq: int


@dataclass(frozen=True, slots=True)
class Origin:
    """What started a clock: the step, entrance or handover, and whether the case was released by then."""

    step: str
    released: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseState:
    """One accused person and one act, as the events have made it."""

    stage: str = ""
    stage_entry: int = 0
    """Number of the event that led into the present stage; a command names the one it saw."""
    seq: int = 0
    pins: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    marks: frozenset[str] = frozenset()
    clocks: Mapping[str, Clock] = field(default_factory=dict)
    origins: Mapping[str, Origin] = field(default_factory=dict)
    """Term -> what started its clock last."""
    votes: Mapping[str, str] = field(default_factory=dict)
    """Institution -> choice, of the voting under way."""
    done: Mapping[str, Done] = field(default_factory=dict)
    hands: frozenset[tuple[str, str]] = frozenset()
    """Who took which step or opened the case by which entrance, ever: (posting, step)."""
    shut: frozenset[str] = frozenset()
    """Postings whose holder has an interest of his own in the case: nothing of it is for him, in any hat."""
    released: bool = False
    dates: Mapping[str, date] = field(default_factory=dict)
    """`step.fact` -> the last date stated there."""

    @property
    def running(self) -> tuple[Clock, ...]:
        """Give the clocks that count, the earliest last day first."""
        return tuple(sorted((c for c in self.clocks.values() if c.state == "running"), key=lambda c: c.due_on))

    @property
    def next_due(self) -> Clock | None:
        """Give the clock that ends first, or None."""
        return next(iter(self.running), None)


def evolve(state: CaseState, event: Event) -> CaseState:
    """Give the state after the event. Total: every stored event of a known shape has a next state."""
    seq, effects = state.seq + 1, event.effects
    moved = effects.to is not None and effects.to != state.stage
    clocks = {**state.clocks, **{clock.term: clock for clock in effects.clocks}}
    released = state.released or effects.released
    begun = {clock.term: Origin(event.step, released) for clock in effects.clocks if _begins(state, clock)}
    votes = {} if moved else dict(state.votes)
    if effects.vote:
        votes[event.institution] = effects.vote
    dates = {f"{event.step}.{name}": value for name, value in event.facts.items() if isinstance(value, date)}
    return replace(
        state,
        seq=seq,
        stage=effects.to if effects.to is not None else state.stage,
        stage_entry=seq if moved else state.stage_entry,
        pins={**state.pins, **effects.pins},
        values={**state.values, **effects.values},
        marks=(state.marks - frozenset(effects.clears)) | frozenset(effects.sets),
        clocks=clocks,
        origins={**state.origins, **begun},
        votes=votes,
        done={**state.done, event.step: Done(event.posting, event.institution, event.happened_on, seq)},
        hands=state.hands | {(event.posting, event.step)},
        shut=_shut(state, event),
        released=released,
        dates={**state.dates, **dates},
    )


def _shut(state: CaseState, event: Event) -> frozenset[str]:
    """Give who is shut out after the event: the officer that it names, or its own maker where it names none."""
    named = event.facts.get(OFFICER)
    officer = frozenset({named if isinstance(named, str) else event.posting})
    match event.kind:
        case "conflict":
            return state.shut | officer
        case "conflict_end":
            return state.shut - officer
    return state.shut


def _begins(state: CaseState, clock: Clock) -> bool:
    """Tell whether the clock starts here; one that stops, rests or runs on after a rest does not."""
    before = state.clocks.get(clock.term)
    if before is None or before.started_on != clock.started_on:
        return True
    return clock.state == "running" and before.state in ("met", "lapsed")


def replay(events: Iterable[Event]) -> CaseState:
    """Give the state that the events make."""
    state = CaseState()
    for event in events:
        state = evolve(state, event)
    return state
