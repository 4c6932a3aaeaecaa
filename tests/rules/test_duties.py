"""Separation of duty: one person never carries a case through two duties, whatever hat he wears; two persons may."""

from dataclasses import replace

import pytest

from sbt.rules.case import CaseState, evolve
from sbt.rules.command import OpenCase, TakeStep
from sbt.rules.decide import decide, moves
from sbt.rules.outcome import Accepted, Refused
from sbt.rules.powers import Duty, PowerTable
from tests.rules.toy_rulebook import COMMONS, LAW, NO_LABEL, PUBLIC, START, VALUES, officer

TABLE = PowerTable(
    duties=(
        Duty(id="verifikasi", label=NO_LABEL, powers=frozenset({"suara"})),
        Duty(id="keputusan", label=NO_LABEL, powers=frozenset({"simpul"})),
    )
)
KEPT_APART = replace(LAW, commons=replace(COMMONS, authority=replace(COMMONS.authority, table=TABLE)))


@pytest.fixture
def voted() -> CaseState:
    state = CaseState()
    for command, actor in (
        (OpenCase(entrance="lapor", values=VALUES, pins={"process": "toy-1"}), PUBLIC),
        (TakeStep(step="suara", facts={"vote": "ya"}), officer("kantor-1")),
        (TakeStep(step="suara", facts={"vote": "ya"}), officer("pusat-1", "pusat")),
    ):
        outcome = decide(state, command, actor, KEPT_APART, START)
        assert isinstance(outcome, Accepted), outcome
        state = evolve(state, outcome.event)
    return state


def test_who_verified_does_not_decide(voted: CaseState) -> None:
    command = TakeStep(step="simpulkan", facts={"conclusion": "ya"})
    same = decide(voted, command, officer("pusat-1", "pusat"), KEPT_APART, START)
    assert isinstance(same, Refused)
    assert (same.code, same.kind, same.params["earlier"]) == ("two_duties", "power", "verifikasi")
    assert isinstance(decide(voted, command, officer("pusat-2", "pusat"), KEPT_APART, START), Accepted)


def test_another_hat_is_the_same_person(voted: CaseState) -> None:
    command = TakeStep(step="simpulkan", facts={"conclusion": "ya"})
    two_hats = officer("pusat-9", "pusat", "petugas", "pusat-1")
    outcome = decide(voted, command, two_hats, KEPT_APART, START)
    assert isinstance(outcome, Refused)
    assert outcome.code == "two_duties"


def test_the_panel_says_so_before_anybody_tries(voted: CaseState) -> None:
    shown = {move.step.id: move for move in moves(voted, officer("pusat-1", "pusat"), KEPT_APART, START)}
    refused = shown["simpulkan"].refused
    assert refused is not None
    assert refused.code == "two_duties"


def test_without_a_table_nothing_is_kept_apart(voted: CaseState) -> None:
    command = TakeStep(step="simpulkan", facts={"conclusion": "ya"})
    assert isinstance(decide(voted, command, officer("pusat-1", "pusat"), LAW, START), Accepted)
