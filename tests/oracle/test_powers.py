"""Every cell of the hand-written matrix against the rules: who may take which step on which case, and in which stage."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random

import pytest

from sbt.rulebook.current import law
from sbt.rules.book import Commons
from sbt.rules.case import CaseState
from sbt.rules.decide import moves
from tests.oracle.expected import POSTINGS, READS, STEPS, Where, informs, may_do
from tests.oracle.world import CASES, actors

pytestmark = pytest.mark.django_db
DAY = date(2024, 12, 4)
NOW = datetime(2024, 12, 4, 3, tzinfo=UTC)
TRIPLES = int(os.environ.get("SBT_TRIPLES") or (1_000_000 if os.environ.get("SBT_FULL") else 20_000))
GROUPS = {
    "who_reported": "pelapor",
    "report": "laporan",
    "raw_evidence": "bukti_asli",
    "day_received": "hari_diterima",
    "words_of_reporter": "kata_pelapor",
    "votes_and_marks": "riwayat_awal",
    "other_cases_of_event": "rangkaian",
    "whole_number": "nomor_induk",
}


@pytest.fixture
def commons(published_law: None) -> Commons:
    return law().book.commons


def values(case: Where) -> dict[str, str]:
    return {"office": case.office, "instansi": case.instansi}


def test_the_map_of_the_oracle_is_that_of_the_law(commons: Commons) -> None:
    for case in CASES:
        place = commons.place(values(case))
        assert (place.province, place.kanreg) == (case.province, case.kanreg)


def test_every_step_stands_in_the_oracle(commons: Commons) -> None:
    process = next(one for one in law().book.processes if one.received.covers(DAY))
    assert {step.id for step in process.steps} == set(STEPS)


def test_every_cell(commons: Commons) -> None:
    process = next(one for one in law().book.processes if one.received.covers(DAY))
    wrong, allowed = [], 0
    for actor in actors(commons):
        for case in CASES:
            place = commons.place(values(case))
            for step in process.steps:
                said = commons.authority.may(actor, step.power, DAY, place).allowed
                due = may_do(actor.institution, actor.role, step.id, case)
                allowed += due
                if said != due:
                    wrong.append((actor.posting, step.id, case, said))
    assert not wrong, f"{len(wrong)} cells differ, the first: {wrong[:5]}"
    assert allowed > len(POSTINGS)


def test_every_posting_of_the_information_officers(commons: Commons) -> None:
    wrong = [
        (actor.posting, power)
        for actor in actors(commons)
        for power in ("ppid.layani", "ppid.setujui", "ppid.putus_keberatan")
        if commons.authority.may(actor, power, DAY, commons.place({})).allowed
        != informs(actor.institution, actor.role, power)
    ]
    assert not wrong


def test_every_stage_offers_steps_by_the_same_verdicts(commons: Commons) -> None:
    """What the panel of actions and the API show as another's power is what the oracle forbids, in every stage."""
    process = next(one for one in law().book.processes if one.received.covers(DAY))
    pins = law().book.pins_for(received=DAY, act=date(2024, 11, 20))
    case_law = law().book.law_for(pins)
    case, seen = CASES[1], set()
    for stage in process.stages:
        state = replace(CaseState(), stage=stage.id, stage_entry=1, seq=1, pins=pins, values=values(case))
        for actor in actors(commons):
            for move in moves(state, actor, case_law, NOW):
                closed = move.refused is not None and move.refused.kind == "power"
                assert closed != may_do(actor.institution, actor.role, move.step.id, case), (
                    actor.posting,
                    move.step.id,
                )
                seen.add(move.step.id)
    alone = {step.id for step in process.steps if step.kind != "along"}
    assert seen == alone


def test_random_triples(commons: Commons) -> None:
    """Postings of every institution of the country on cases of every place: no verdict differs."""
    process = next(one for one in law().book.processes if one.received.covers(DAY))
    chance = Random(20241204)
    offices = [i for i in commons.institutions.values() if i.kind == "bawaslu_kabkota"]
    agencies = [i for i in commons.institutions.values() if i.id.startswith(("pemda-", "pemprov-", "kemen"))]
    roles = sorted({role for _, role in POSTINGS})
    kinds = {i.kind for i in commons.institutions.values()}
    by_kind = {kind: [i for i in commons.institutions.values() if i.kind == kind] for kind in sorted(kinds)}
    people = list(actors(commons))
    allowed = 0
    for _ in range(TRIPLES):
        office = chance.choice(offices)
        instansi = chance.choice(agencies).id if chance.random() < 0.9 else chance.choice(("bkn", ""))
        place = commons.place({"office": office.id, "instansi": instansi})
        case = Where(office.id, place.province, place.kanreg, instansi, chance.random() < 0.5)
        near = (office.id, place.province, place.kanreg, instansi)
        one = chance.choice(people)
        if chance.random() < 0.7:
            near_id = chance.choice([name for name in near if name]) if chance.random() < 0.6 else ""
            body = commons.institutions[near_id] if near_id else chance.choice(by_kind[chance.choice(sorted(kinds))])
            one = replace(one, institution=body.id, kind=body.kind, role=chance.choice(roles))
        step = chance.choice(process.steps)
        said = commons.authority.may(one, step.power, DAY, place).allowed
        due = may_do(one.institution, one.role, step.id, case)
        allowed += due
        assert said == due, (one.institution, one.role, step.id, case)
    assert allowed > TRIPLES // 100


def test_fields_open_by_relation(commons: Commons) -> None:
    table = commons.authority.table
    assert set(GROUPS.values()) | {"ringkasan"} == set(table.fields)
    for group, relations in READS.items():
        for relation in ("nation", "province", "kanreg", "office", "instansi", "none", ""):
            assert table.shows(relation, GROUPS[group]) == (relation in relations), (group, relation)
