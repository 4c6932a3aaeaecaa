"""The one place where a command is accepted or refused: the reason is the deepest one, the effects are complete."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from sbt.rules.authority import Actor
from sbt.rules.case import CaseState, Origin, evolve
from sbt.rules.command import Command, HandOver, Lapse, OpenCase, TakeStep
from sbt.rules.deadline import start_clock
from sbt.rules.decide import decide, desks, moves
from sbt.rules.event import Ref
from sbt.rules.outcome import Accepted, Refused
from sbt.rules.process import Step, Target
from sbt.rules.sight import bound
from tests.rules.toy_rulebook import LAW, NO_LABEL, PROCESS, PUBLIC, START, VALUES, fact, officer, term

A, B, PUSAT = officer("a"), officer("b"), officer("p", "pusat")


def do(state: CaseState, command: Command, actor: Actor = A, now: datetime = START) -> CaseState:
    outcome = decide(state, command, actor, LAW, now)
    assert isinstance(outcome, Accepted), outcome
    return evolve(state, outcome.event)


def refused(state: CaseState, command: Command, actor: Actor = A, now: datetime = START) -> str:
    outcome = decide(state, command, actor, LAW, now)
    assert isinstance(outcome, Refused), outcome
    return outcome.code


def step(name: str, **facts: Any) -> TakeStep:
    return TakeStep(step=name, facts=facts)


@pytest.fixture
def opened() -> CaseState:
    return do(CaseState(), OpenCase(entrance="lapor", values=VALUES, pins={"process": "toy-1"}), PUBLIC)


@pytest.fixture
def studied(opened: CaseState) -> CaseState:
    state = do(opened, step("suara", vote="ya"))
    state = do(state, step("suara", vote="ya"), PUSAT)
    return do(state, step("simpulkan", conclusion="ya"), PUSAT)


def test_opening_starts_the_clocks_and_pins(opened: CaseState) -> None:
    assert (opened.stage, opened.seq, opened.stage_entry) == ("masuk", 1, 1)
    assert opened.clocks["memilih"].due_on == date(2024, 12, 9)
    assert opened.pins == {"process": "toy-1"}
    assert refused(CaseState(), OpenCase(entrance="x", values={}, pins={}), PUBLIC) == "entrance_unknown"
    assert refused(CaseState(), OpenCase(entrance="lapor", values={}, pins={}), A) == "power_held_by_other"


def test_a_row_known_when_opening_brings_its_level() -> None:
    command = OpenCase(entrance="lapor", values={**VALUES, "row": "d1"}, pins={})
    assert do(CaseState(), command, PUBLIC).values["level"] == "heavy"


def test_votes_are_of_one_stage(opened: CaseState, studied: CaseState) -> None:
    voted = do(opened, step("suara", vote="ya"))
    assert voted.votes == {"kantor": "ya"}
    assert refused(voted, step("suara", vote="tidak"), B) == "already_voted"
    assert studied.votes == {}
    assert studied.clocks["memilih"].state == "met"
    assert studied.clocks["mengkaji"].due_on == date(2024, 12, 6)  # the third is a rerun day in the area of the office


def test_four_votes_at_once_do_not_refuse_one_another(opened: CaseState) -> None:
    voted = do(opened, TakeStep(step="suara", facts={"vote": "ya"}, stage_entry=opened.stage_entry))
    assert do(voted, TakeStep(step="suara", facts={"vote": "ya"}, stage_entry=opened.stage_entry), PUSAT).votes


def test_what_changed_meanwhile_refuses(studied: CaseState) -> None:
    stale = TakeStep(step="kaji", facts={"row": "d1"}, stage_entry=1)
    assert refused(studied, stale) == "changed_meanwhile"


@pytest.mark.parametrize(
    ("name", "facts", "actor", "code"),
    [
        ("terbang", {}, A, "step_unknown"),
        ("kaji", {}, PUSAT, "power_held_by_other"),
        ("kaji", {}, officer("x", role="pengamat"), "role_lacks_power"),
        ("suara", {"vote": "ya"}, A, "step_not_open"),
        ("sahkan", {}, B, "mark_missing"),
        ("kaji", {}, A, "fact_missing"),
        ("kaji", {"row": "d1", "extra": "x"}, A, "fact_unknown"),
        ("kaji", {"row": 3}, A, "fact_of_wrong_kind"),
        ("kaji", {"row": "d1", "when": "gestern"}, A, "fact_of_wrong_kind"),
        ("kaji", {"row": "d1", "when": date(2024, 12, 3)}, A, "date_in_future"),
        ("kaji", {"row": "nope"}, A, "row_unknown"),
        ("tegur", {}, PUSAT, "clock_not_passed"),
    ],
)
def test_the_reason_is_the_deepest_one(
    studied: CaseState, name: str, facts: dict[str, Any], actor: Actor, code: str
) -> None:
    assert refused(studied, step(name, **facts), actor) == code


def test_two_pairs_of_eyes_and_the_end(studied: CaseState) -> None:
    state = do(studied, step("kaji", row="d1"))
    assert (state.values["level"], state.values["category"]) == ("heavy", "discipline")
    assert refused(state, step("sahkan"), A) == "same_officer"
    ended = do(state, step("sahkan"), B)
    assert ended.stage == "selesai"
    assert ended.released
    assert ended.running == ()
    assert refused(ended, step("kaji", row="d1")) == "step_not_open"
    again = do(ended, step("buka"), PUSAT)
    assert (again.stage, again.clocks["mengkaji"].state, "dikaji" in again.marks) == ("kaji", "running", False)


def test_a_question_pauses_the_clock(studied: CaseState) -> None:
    asked = do(studied, step("tanya"), now=START + timedelta(days=2))
    assert asked.clocks["mengkaji"].state == "suspended"
    answered = do(asked, step("jawab"), PUSAT, START + timedelta(days=10))
    assert answered.clocks["mengkaji"].due_on == date(2024, 12, 16)
    assert "ditanya" not in answered.marks


def test_a_certain_limit_lapses_on_its_day_whenever_the_worker_comes(studied: CaseState) -> None:
    assert refused(studied, Lapse(term="mengkaji")) == "clock_not_passed"
    assert refused(studied, Lapse(term="nirwana")) == "clock_not_passed"
    late = decide(studied, Lapse(term="mengkaji"), A, LAW, START + timedelta(days=20))
    assert isinstance(late, Accepted)
    assert late.event.happened_on == date(2024, 12, 7)
    lapsed = evolve(studied, late.event)
    assert (lapsed.stage, lapsed.clocks["mengkaji"].state) == ("ditolak", "lapsed")
    assert "kedaluwarsa" in lapsed.marks


def test_the_passing_of_an_uncertain_limit_does_nothing_by_itself(studied: CaseState) -> None:
    unsure = replace(studied.clocks["mengkaji"], term="ragu")
    state = replace(studied, clocks={"ragu": unsure})
    assert refused(state, Lapse(term="ragu"), now=START + timedelta(days=20)) == "limit_not_verified"


def test_a_handover_stops_what_it_does_not_keep(studied: CaseState) -> None:
    state = replace(studied, clocks={**studied.clocks, "ragu": replace(studied.clocks["mengkaji"], term="ragu")})
    command, since = HandOver(pins={"process": "toy-2"}, rule="dari_lama"), START + timedelta(days=3)
    assert refused(state, replace(command, rule="x"), PUSAT, since) == "handover_unknown"
    assert refused(state, command, PUSAT) == "handover_does_not_fit"
    assert refused(state, command, A, since) == "power_held_by_other"
    handed = do(state, command, PUSAT, since)
    assert handed.pins["process"] == "toy-2"
    assert handed.clocks["ragu"].state == "running"
    assert handed.clocks["mengkaji"].started_on == date(2024, 12, 5)
    assert PROCESS.handover_for("lama", "kaji", frozenset(), date(2024, 12, 4)) is None


def test_a_year_without_calendar_is_an_answer(studied: CaseState) -> None:
    state = do(studied, step("tanya"))
    outcome = decide(state, step("jawab"), PUSAT, LAW, datetime(2026, 1, 5, tzinfo=START.tzinfo))
    assert isinstance(outcome, Refused)
    assert outcome.code in {"calendar_not_published", "power_held_by_other"}


def test_desks_are_the_holder_and_those_who_have_not_voted(opened: CaseState) -> None:
    day = date(2024, 12, 2)
    assert desks(opened, LAW, day) == ("pusat", "kantor")
    assert desks(do(opened, step("suara", vote="ya")), LAW, day) == ("pusat",)
    assert desks(CaseState(), LAW, day) == ()


def test_who_is_bound_by_a_running_clock_has_the_case_on_the_desk(studied: CaseState) -> None:
    day, asked = date(2024, 12, 2), do(studied, step("tanya"))
    assert "kantor" not in bound(asked, LAW)
    told = {**asked.clocks, "mengkaji": replace(asked.clocks["mengkaji"], state="running")}
    assert desks(replace(asked, clocks=told), LAW, day)[-1] == "kantor"


@pytest.mark.parametrize(("released", "expected"), [(False, ()), (True, ("pemda",))])
def test_the_instansi_is_bound_only_by_what_it_may_know(released: bool, expected: tuple[str, ...]) -> None:
    law = replace(LAW, process=replace(PROCESS, terms=(*PROCESS.terms, term("menjawab", 3, duty="instansi"))))
    running = start_clock(law.term("menjawab"), on=START.date(), at=None, calendar=law.commons.calendar, zone="WIB")
    origins = {"menjawab": Origin("kaji", released)}
    assert bound(CaseState(values=VALUES, clocks={"menjawab": running}, origins=origins), law) == expected


def test_a_step_of_the_kind_along_comes_with_a_step_on_another_case_only(studied: CaseState) -> None:
    ikut = Step(id="ikut", label=NO_LABEL, power="kaji", sources=frozenset({"kaji"}), kind="along",
                target=Target("selesai"), facts=(fact("with_case", "case"),))  # fmt: skip
    law = replace(LAW, process=replace(PROCESS, steps=(*PROCESS.steps, ikut)))
    assert "ikut" not in {move.step.id for move in moves(studied, A, law, START)}
    alone = decide(studied, step("ikut", with_case="K-1"), A, law, START)
    assert isinstance(alone, Refused)
    assert alone.code == "step_only_along"
    assert isinstance(decide(studied, replace(step("ikut", with_case="K-1"), along=True), A, law, START), Accepted)
    wrong = decide(studied, replace(step("ikut", with_case=3), along=True), A, law, START)
    assert isinstance(wrong, Refused)
    assert wrong.code == "fact_of_wrong_kind"


def test_moves_say_what_is_open_and_why_the_rest_is_not(studied: CaseState) -> None:
    listed = {move.step.id: move.refused.code if move.refused else "" for move in moves(studied, A, LAW, START)}
    assert listed == {"kaji": "", "tanya": "", "sahkan": "mark_missing", "tegur": "power_held_by_other"}


def test_an_act_cannot_be_dated_ahead(studied: CaseState) -> None:
    ahead = TakeStep(step="kaji", facts={"row": "d1"}, happened_on=date(2024, 12, 3))
    assert refused(studied, ahead) == "date_in_future"
    assert fact("x", "date").past
    assert Ref("1", "-").code == ""
