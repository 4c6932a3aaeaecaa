"""Each named condition of the closed list: when it lets pass, when it warns, when it refuses."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from sbt.rules.authority import Actor
from sbt.rules.book import Commons, Determination, Election, ElectionStage
from sbt.rules.case import CaseState, Done
from sbt.rules.deadline import Clock
from sbt.rules.event import FactValue, Ref
from sbt.rules.guards import GUARDS, Scene
from sbt.rules.outcome import Refused, Warned
from sbt.rules.process import Step
from sbt.rules.span import Span
from tests.rules.toy_rulebook import COMMONS, DISCIPLINE, LAW, NO_LABEL, START, UNSURE, VALUES, fact, officer, term

TODAY = date(2024, 12, 2)
STEP = Step(id="langkah", label=NO_LABEL, power="kaji", sources=frozenset({"kaji"}), facts=(fact("day", "date"),))


def scene(
    facts: Mapping[str, FactValue] | None = None,
    *,
    state: CaseState | None = None,
    actor: Actor | None = None,
    commons: Commons = COMMONS,
    now: datetime = START,
    complete: bool = True,
) -> Scene:
    before = state or CaseState(stage="kaji")
    return Scene(
        state=replace(before, values={**VALUES, **before.values}),
        step=STEP,
        facts=facts or {},
        actor=actor or officer("a"),
        law=replace(LAW, commons=commons),
        now=now,
        today=TODAY,
        complete=complete,
    )


def found(name: str, argument: str, given: Scene) -> str:
    """Say in a word what the guard answers: pass, or the code, with a question mark for a warning."""
    match GUARDS[name](given, argument):
        case Refused(code):
            return code
        case Warned(code):
            return f"{code}?"
        case None:
            return "pass"


def test_subject_identified() -> None:
    known = scene(state=CaseState(values={"subject": "confirmed"}))
    assert found("subject_identified", "", known) == "pass"
    assert found("subject_identified", "", scene()) == "subject_not_identified"


def test_not_voted() -> None:
    assert found("not_voted", "", scene()) == "pass"
    assert found("not_voted", "", scene(state=CaseState(votes={"kantor": "ya"}))) == "already_voted"


def test_votes_concluded() -> None:
    argument = "suara memilih"
    clock = Clock(term="memilih", started_on=date(2024, 11, 26), due_on=TODAY)
    assert found("votes_concluded", argument, scene()) == "votes_missing"
    everybody = CaseState(votes={"kantor": "ya", "pusat": "tidak"})
    assert found("votes_concluded", argument, scene(state=everybody)) == "pass"
    assert found("votes_concluded", argument, scene(state=CaseState(clocks={"memilih": clock}))) == "pass"
    tomorrow = replace(clock, due_on=date(2024, 12, 3))
    assert found("votes_concluded", argument, scene(state=CaseState(clocks={"memilih": tomorrow}))) == "votes_missing"


def test_row_chosen() -> None:
    assert found("row_chosen", "", scene({"row": "d1"})) == "pass"
    assert found("row_chosen", "", scene(state=CaseState(values={"row": "d1"}))) == "pass"
    assert found("row_chosen", "", scene({"row": "x"})) == "row_unknown"
    assert found("row_chosen", "", scene({"row": "u1"})) == "row_unknown"
    assert found("row_chosen", "", scene()) == "row_unknown"
    assert found("row_chosen", "", scene(complete=False)) == "pass"


def test_different_officer() -> None:
    done = CaseState(done={"kaji": Done("a", "kantor", TODAY, 1)})
    assert found("different_officer", "kaji", scene(state=done, actor=officer("b"))) == "pass"
    assert found("different_officer", "kaji", scene(state=done, actor=officer("a"))) == "same_officer"
    two_hats = officer("b", "kantor", "petugas", "a", "b")
    assert found("different_officer", "kaji", scene(state=done, actor=two_hats)) == "same_officer"
    assert found("different_officer", "kaji", scene()) == "pass"


@pytest.mark.parametrize(
    ("row", "facts", "answer"),
    [
        ("d1", {"sanction": "turun"}, "pass"),
        ("d1", {"sanction": "lisan"}, "level_fixed_by_article"),
        ("d1", {"sanction": "lama"}, "not_offered_on_date"),
        ("d1", {"sanction": "lama", "decision_date": date(2023, 5, 1)}, "pass"),
        ("d1", {"sanction": "x"}, "sanction_unknown"),
        ("", {"sanction": "turun"}, "row_unknown"),
        ("d1", {}, "pass"),
    ],
)
def test_sanction_within_level(row: str, facts: dict[str, FactValue], answer: str) -> None:
    state = CaseState(values={"row": row, "employment": "pns"})
    assert found("sanction_within_level", "sanction", scene(facts, state=state)) == answer


def test_team_lawful() -> None:
    heavy = CaseState(values={"row": "d1", "job_level": "tinggi"})
    assert found("team_lawful", "team", scene(state=heavy)) == "team_missing?"
    low = {"team": (Ref("1", "-", "rendah/pengawas"),)}
    assert found("team_lawful", "team", scene(low, state=heavy)) == "member_of_lower_rank?"
    high = {"team": (Ref("1", "-", "tinggi/pengawas"),)}
    assert found("team_lawful", "team", scene(high, state=heavy)) == "pass"
    sekda = CaseState(values={"row": "d1", "post": "sekda"})
    assert found("team_lawful", "team", scene(high, state=sekda)) == "part_missing"
    assert found("team_lawful", "team", scene(high, state=CaseState(values={"row": "e1"}))) == "pass"
    assert found("team_lawful", "team", scene(complete=False, state=heavy)) == "pass"


def test_in_time() -> None:
    before = "day panggil exam"
    exam = date(2024, 12, 16)
    assert found("in_time", before, scene({"day": date(2024, 12, 5), "exam": exam})) == "pass"
    assert found("in_time", before, scene({"day": date(2024, 12, 6), "exam": exam})) == "late_for_panggil"
    assert found("in_time", before, scene({"day": date(2024, 12, 6)})) == "pass"
    earlier = CaseState(dates={"undang.exam": exam}, values={"election_kind": "national"})
    late = {"day": date(2024, 12, 6)}
    assert found("in_time", "day panggil undang.exam", scene(late, state=earlier)) == "late_for_panggil"
    assert (
        found("in_time", "day panggil undang.exam election_kind regional|rerun", scene(late, state=earlier)) == "pass"
    )
    only = "day panggil undang.exam election_kind national"
    assert found("in_time", only, scene(late, state=earlier)) == "late_for_panggil"
    unsure = "day berlaku exam"
    assert found("in_time", unsure, scene({"day": date(2025, 2, 1), "exam": exam})) == "late_for_berlaku?"
    assert found("in_time", "day unknown exam", scene({"day": TODAY, "exam": exam})) == "pass"


def test_on_last_day() -> None:
    due = CaseState(clocks={"berlaku": Clock(term="berlaku", started_on=TODAY, due_on=date(2024, 12, 23))})
    assert found("on_last_day", "day berlaku", scene({"day": date(2024, 12, 23)}, state=due)) == "pass"
    assert found("on_last_day", "day berlaku", scene({"day": date(2024, 12, 22)}, state=due)) == "not_on_last_day?"
    assert found("on_last_day", "day berlaku", scene({"day": date(2024, 12, 22)})) == "pass"


def test_not_before() -> None:
    both = {"day": date(2024, 12, 1), "base": date(2024, 12, 2)}
    assert found("not_before", "day base", scene(both)) == "date_before"
    assert found("not_before", "base day", scene(both)) == "pass"
    earlier = CaseState(dates={"kaji.when": date(2024, 12, 2)})
    assert found("not_before", "day kaji.when", scene(both, state=earlier)) == "date_before"
    assert found("not_before", "day kaji.when", scene(both)) == "pass"


def test_clock_passed() -> None:
    running = Clock(term="mengkaji", started_on=date(2024, 11, 20), due_on=date(2024, 11, 25))
    assert found("clock_passed", "mengkaji", scene()) == "clock_not_running"
    assert found("clock_passed", "mengkaji", scene(state=CaseState(clocks={"mengkaji": running}))) == "pass"
    today = replace(running, due_on=TODAY)
    assert found("clock_passed", "mengkaji", scene(state=CaseState(clocks={"mengkaji": today}))) == "clock_not_passed"
    unsure = replace(running, term="ragu")
    assert found("clock_passed", "ragu", scene(state=CaseState(clocks={"ragu": unsure}))) == "limit_not_verified?"
    met = replace(running, state="met")
    assert found("clock_passed", "mengkaji", scene(state=CaseState(clocks={"mengkaji": met}))) == "clock_not_passed"


def test_replacement_window() -> None:
    pilkada = Election(
        id="p",
        label=NO_LABEL,
        kind="regional",
        determinations=(Determination(office="kepala", on=date(2024, 9, 22)),),
        stages=(
            ElectionStage(id="i", kind="inauguration", span=Span(date(2025, 2, 20), date(2025, 2, 20)), label=NO_LABEL),
        ),
    )
    near, far = replace(COMMONS, elections={"p": pilkada}), replace(COMMONS, elections={})
    moved = {"sanction": "turun"}
    argument = "sanction kabupaten|kota"
    assert found("replacement_window", argument, scene(moved, commons=near)) == "replacement_needs_approval?"
    assert found("replacement_window", argument, scene(moved, commons=far)) == "pass"
    assert found("replacement_window", "sanction provinsi", scene(moved, commons=near)) == "pass"
    assert found("replacement_window", argument, scene({"sanction": "berhenti"}, commons=near)) == "pass"
    late = replace(scene(moved, commons=near), today=date(2025, 8, 21))
    assert found("replacement_window", argument, late) == "pass"


def test_fact_is() -> None:
    assert found("fact_is", "answer ya", scene({"answer": "ya"})) == "pass"
    assert found("fact_is", "answer ya", scene({"answer": "tidak"})) == "answer_required"
    assert found("fact_is", "answer ya", scene(complete=False)) == "pass"


def test_stated_when() -> None:
    argument = "invited terlapor allegation"
    assert found("stated_when", argument, scene({"invited": "terlapor"})) == "fact_missing"
    assert found("stated_when", argument, scene({"invited": "terlapor", "allegation": Ref("1", "d")})) == "pass"
    assert found("stated_when", argument, scene({"invited": "saksi"})) == "pass"
    assert found("stated_when", argument, scene({"invited": "terlapor"}, complete=False)) == "pass"


def test_value_is() -> None:
    state = CaseState(values={"level": "heavy"})
    assert found("value_is", "level heavy|dismissal", scene(state=state)) == "pass"
    assert found("value_is", "level light", scene(state=state)) == "value_differs"


def test_named_reporter() -> None:
    named = scene({"registration": "laporan"}, state=CaseState(values={"identity": "terbuka"}))
    nameless = scene({"registration": "laporan"}, state=CaseState(values={"identity": "anonim"}))
    assert found("named_reporter", "registration laporan", named) == "pass"
    assert found("named_reporter", "registration laporan", nameless) == "reporter_not_named"
    assert found("named_reporter", "registration laporan", scene({"registration": "laporan"})) == "reporter_not_named"
    assert found("named_reporter", "registration laporan", scene({"registration": "temuan"})) == "pass"
    assert found("named_reporter", "registration laporan", scene(complete=False)) == "pass"


def test_instansi_kind() -> None:
    assert found("instansi_kind", "kabupaten|kota", scene()) == "pass"
    assert found("instansi_kind", "provinsi", scene()) == "instansi_of_other_kind"


def test_every_guard_has_its_test() -> None:
    here: Mapping[str, Callable[[], None] | object] = globals()
    assert [name for name in GUARDS if f"test_{name}" not in here] == []


def test_the_unsure_term_is_unsure() -> None:
    assert not term("x", 1, warrant=UNSURE).acts_by_itself
    assert DISCIPLINE.terms[1].warrant is UNSURE
    assert START.tzinfo is UTC


@pytest.mark.parametrize(
    ("stated", "expected"), [({"note": "x"}, "pass"), ({"files": Ref("1", "d")}, "pass"), ({}, "nothing_given")]
)
def test_one_stated(stated: Mapping[str, FactValue], expected: str) -> None:
    assert found("one_stated", "files|note", scene(stated)) == expected
    assert found("one_stated", "files|note", scene(complete=False)) == "pass"
