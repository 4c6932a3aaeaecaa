"""Every case of the oracle in the database: who finds it in lists and by number, at the API too, and what he reads of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from sbt.cases.queries import cases_visible_to
from sbt.intake.receipt import new_reference
from sbt.people.actions import add_officer, post_officer
from sbt.people.tokens import give_token
from sbt.project import clock
from sbt.rulebook.current import law
from tests.oracle.conftest import NOW, Keep, Kept
from tests.oracle.expected import POSTINGS, READS, STEPS, may_do, stands
from tests.oracle.world import CASES, actors

pytestmark = pytest.mark.django_db
REAL = [(institution, role) for institution, role in POSTINGS if role != "none"]


def test_each_posting_finds_exactly_the_cases_of_the_oracle(keep: Keep) -> None:
    kept = keep(CASES)
    commons, seen_by_somebody = law().book.commons, set()
    for actor in actors(commons):
        found = set(cases_visible_to(actor, commons).values_list("ref", flat=True))
        due = {one.case.ref for one in kept if stands(actor.institution, actor.role, one.where)}
        assert found == due, (actor.posting, len(found), len(due))
        seen_by_somebody |= found
    assert len(seen_by_somebody) == len(kept)


@pytest.fixture
def api(published_law: None, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Give the caller of a posting."""
    monkeypatch.setattr(clock, "now", lambda: NOW)

    def caller(institution: str, role: str) -> Any:
        officer = add_officer(f"{role}@{institution}.example", "Petugas Contoh")
        posting = post_officer(officer, institution, role, from_on=date(2022, 1, 1), decree="SK 1")
        token = give_token(posting, now=clock.real_now())
        client = Client(headers={"authorization": f"Bearer {token}"})
        return lambda path: client.get(f"/api/v1{path}")

    return caller


@pytest.mark.parametrize(("institution", "role"), REAL)
def test_the_api_gives_each_posting_what_the_oracle_says(institution: str, role: str, keep: Keep, api: Any) -> None:
    kept, get = keep(CASES), api(institution, role)
    listed = get("/cases?desk=all&size=100").json()
    entries = {one["ref"]: one for one in listed["cases"]}
    due = {one.case.ref for one in kept if stands(institution, role, one.where)}
    assert set(entries) == due
    sample = kept if due else kept[:2]
    for one in sample[:: 1 if len(due) < len(kept) // 2 else 5]:
        answer = get(f"/cases/{one.case.ref}")
        relation = stands(institution, role, one.where)
        assert answer.status_code == (200 if relation else 404), (one.where, answer.status_code)
        if relation:
            check_fields(answer.json(), entries[one.case.ref], relation, one)
            check_moves(get(f"/cases/{one.case.ref}/moves").json(), institution, role, one)
        else:
            check_nothing(get, one, answer)


def check_fields(found: dict[str, Any], entry: dict[str, Any], relation: str, one: Kept) -> None:
    """Each group of fields is there exactly for the relations that read it."""
    read = {
        "report": any(report["story"] == "Cerita rahasia pelapor" for report in found["reports"]),
        "raw_evidence": str(one.file.id) in {file["id"] for file in found["files"]},
        "day_received": found["received_on"] is not None,
        "words_of_reporter": found["subject"]["account"] == "@kata-pelapor",
        "votes_and_marks": bool(found["marks"]),
        "whole_number": found["subject"]["nip"] == "198501012010011003",
    }
    for group, shown in read.items():
        assert shown == (relation in READS[group]), (relation, group)
    assert (entry["received_on"] is not None) == (relation in READS["day_received"])


def check_moves(found: dict[str, Any], institution: str, role: str, one: Kept) -> None:
    """What the panel closes for want of power is what the oracle forbids."""
    power = {"role_lacks_power", "power_held_by_other", "power_not_held_on_date", "power_vacant", "own_staff_accused"}
    for move in found["moves"]:
        assert (move["code"] in power) != may_do(institution, role, move["step"], one.where), (move, one.where)
    assert {move["step"] for move in found["moves"]} <= set(STEPS)


def check_nothing(get: Any, one: Kept, answer: Any) -> None:
    """A case out of sight answers as one that never was, at every address and by every part of it."""
    absent = get(f"/cases/{new_reference(2024)}")
    assert (answer.status_code, len(answer.content)) == (absent.status_code, len(absent.content))
    for path in (f"/cases/{one.case.ref}/moves", f"/cases/{one.case.ref}/events", f"/files/{one.file.id}"):
        assert get(path).status_code == 404, path
    found = get(f"/cases?desk=all&q={one.case.ref}").json()
    assert found["cases"] == []
