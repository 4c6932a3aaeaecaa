"""Any sequence of commands whatever: the case stays lawful, ends only as the rules allow, and replays to itself."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from sbt.rules.authority import Actor
from sbt.rules.case import CaseState, evolve, replay
from sbt.rules.command import Command, HandOver, Lapse, OpenCase, TakeStep
from sbt.rules.decide import decide, desks, moves
from sbt.rules.event import Event, FactValue, Ref, effects_from_json, effects_to_json, fact_from_json, fact_to_json
from sbt.rules.outcome import Accepted
from tests.rules.toy_rulebook import LAW, PROCESS, PUBLIC, START, VALUES, officer

ACTORS = st.sampled_from(
    [officer("a"), officer("b"), officer("p", "pusat"), officer("q", "pusat"), officer("o", role="pengamat"), PUBLIC]
)
VALUE: st.SearchStrategy[FactValue] = st.one_of(
    st.sampled_from(["ya", "tidak", "d1", "e1", "u1", "x"]),
    st.dates(date(2024, 11, 1), date(2025, 2, 1)),
    st.integers(-1, 3),
    st.just(Ref("1", "-", "tinggi/pengawas")),
    st.just(()),
    st.just((Ref("1", "-"),)),
)
FACTS = st.dictionaries(st.sampled_from(["vote", "conclusion", "row", "when", "extra"]), VALUE, max_size=3)
LIKELY = st.sampled_from(
    [
        ("suara", {"vote": "ya"}), ("simpulkan", {"conclusion": "ya"}), ("simpulkan", {"conclusion": "tidak"}),
        ("kaji", {"row": "d1"}), ("sahkan", {}), ("tanya", {}), ("jawab", {}), ("buka", {}), ("tegur", {}),
    ]
)  # fmt: skip
STEPS = st.sampled_from([*(step.id for step in PROCESS.steps), "terbang"])


class AnyHistory(RuleBasedStateMachine):
    """One case under commands that nobody planned."""

    def __init__(self) -> None:
        super().__init__()
        self.now: datetime = START
        self.events: list[Event] = []
        self.state = CaseState()

    @initialize()
    def open(self) -> None:
        self.send(OpenCase(entrance="lapor", values=VALUES, pins={"process": "toy-1"}), PUBLIC)

    @rule(actor=ACTORS, step=STEPS, facts=FACTS, entry=st.sampled_from([None, 0, 1, 2, 5]))
    def take_anything(self, actor: Actor, step: str, facts: dict[str, FactValue], entry: int | None) -> None:
        self.send(TakeStep(step=step, facts=facts, stage_entry=entry), actor)

    @rule(actor=ACTORS, likely=LIKELY)
    def take_what_is_likely(self, actor: Actor, likely: tuple[str, dict[str, FactValue]]) -> None:
        self.send(TakeStep(step=likely[0], facts=likely[1]), actor)

    @rule(term=st.sampled_from(["memilih", "mengkaji", "ragu", "x"]), actor=ACTORS)
    def lapse(self, term: str, actor: Actor) -> None:
        self.send(Lapse(term=term), actor)

    @rule(actor=ACTORS, name=st.sampled_from(["dari_lama", "x"]))
    def hand_over(self, actor: Actor, name: str) -> None:
        self.send(HandOver(pins={"process": "toy-1"}, rule=name), actor)

    @rule(hours=st.integers(1, 24 * 9))
    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @invariant()
    def the_events_make_the_state(self) -> None:
        assert replay(self.events) == self.state
        assert self.state.seq == len(self.events)

    @invariant()
    def an_end_has_what_it_needs(self) -> None:
        if self.state.stage == "selesai":
            assert "dikaji" in self.state.marks
            assert self.state.done["kaji"].posting != self.state.done["sahkan"].posting
            assert "row" in self.state.values
        if self.state.stage == "ditolak":
            assert self.state.values.get("conclusion") == "tidak" or "kedaluwarsa" in self.state.marks

    @invariant()
    def nothing_runs_after_the_end(self) -> None:
        if self.state.stage and PROCESS.stage(self.state.stage).final:
            assert self.state.running == ()

    @invariant()
    def votes_are_of_bodies_that_may_vote(self) -> None:
        assert set(self.state.votes) <= {"kantor", "pusat"}

    @invariant()
    def asking_is_always_answered(self) -> None:
        if self.state.stage:
            listed = moves(self.state, officer("a"), LAW, self.now)
            assert all(PROCESS.open_in(move.step, self.state.stage) for move in listed)
            desks(self.state, LAW, self.now.date())

    def send(self, command: Command, actor: Actor) -> None:
        outcome = decide(self.state, command, actor, LAW, self.now)
        if isinstance(outcome, Accepted):
            stored = effects_from_json(effects_to_json(outcome.event.effects))
            assert stored == outcome.event.effects
            for value in outcome.event.facts.values():
                assert fact_from_json(fact_to_json(value)) == value
            self.events.append(outcome.event)
            self.state = evolve(self.state, outcome.event)


TestAnyHistory = AnyHistory.TestCase
TestAnyHistory.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)


@pytest.mark.parametrize("value", ["x", 3, date(2024, 1, 1), Ref("1", "2", "3"), (Ref("1", "2"),), ("a", "b")])
def test_a_fact_comes_back_from_storage(value: FactValue) -> None:
    assert fact_from_json(fact_to_json(value)) == value


@pytest.mark.parametrize("stored", [None, {"id": 1}, {"date": 3}, 3.5])
def test_a_stored_fact_of_no_known_shape_is_an_error(stored: object) -> None:
    with pytest.raises(ValueError, match=r".*"):
        fact_from_json(stored)
