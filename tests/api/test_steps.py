"""Steps: the state that was seen, the facts, the second officer, the same step twice."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest

from sbt.cases.models import Case, CaseEvent
from tests.api.api_calls import PDF, Api, pointers, problem, report

type Officers = Callable[..., Api]
SAID = {"vote": "lanjut", "reason": "Cukup jelas"}


@pytest.fixture
def case(citizen: Api) -> Case:
    citizen.post("/reports", report(accused=[{"name": "Budi Contoh", "instansi": "pemda-32.91"}]))
    return Case.objects.get()


def test_votes_side_by_side_need_no_tag(case: Case, officer: Officers) -> None:
    for institution in ("bkn", "bawaslu", "kemenpanrb", "kemendagri"):
        answer = officer(institution, "verifikator").step(case.ref, "suara", None, **SAID)
        assert answer.status_code == 201, answer.content
        assert answer.json()["stage"] == "verifikasi"
    again = problem(officer("bkn", "verifikator").step(case.ref, "suara", None, **SAID), 409, "already_voted")
    assert again["fields"] == []


def test_other_steps_name_the_state_they_saw(case: Case, officer: Officers) -> None:
    national = officer("bkn", "verifikator")
    told = problem(
        national.step(case.ref, "batalkan", None, reason="Salah orang, dibatalkan."), 428, "if_match_missing"
    )
    assert pointers(told) == {"If-Match": "if_match_missing"}
    bad = national.post(f"/cases/{case.ref}/steps/batalkan", {"facts": {}}, **{"If-Match": "*"})
    assert pointers(problem(bad, 422, "invalid_input")) == {"If-Match": "if_match_malformed"}
    answer = national.step(case.ref, "batalkan", 1, reason="Salah orang, dibatalkan.")
    assert answer.json()["final"] is True, answer.content


def test_of_two_officers_the_second_learns_what_changed(case: Case, officer: Officers) -> None:
    first, second = officer("bkn", "verifikator"), officer("bkn", "auditor")
    done = first.step(case.ref, "batalkan", 1, reason="Salah orang, dibatalkan.")
    assert done.status_code == 201, done.content
    told = problem(second.step(case.ref, "batalkan", 1, reason="Salah orang, dibatalkan."), 412, "changed_meanwhile")
    assert told["stage_entry"] == done.json()["stage_entry"]
    assert [event["step"] for event in told["meanwhile"]] == ["batalkan"]


def test_steps_out_of_order_of_another_institution_and_unknown_ones(case: Case, officer: Officers) -> None:
    auditor, agency = officer("bkn", "auditor"), officer("pemda-32.91", "pic")
    letter = {
        "number": "1/X/2024", "letter_date": "2024-11-14", "letter_start": "diterima", "addressee": "ppk",
        "condition": "bila_terbukti",
    }  # fmt: skip
    told = problem(auditor.step(case.ref, "terbitkan_rekomendasi", 1, **letter), 409, "step_not_open")
    assert "Verifikasi bersama" in told["detail"]
    problem(auditor.step(case.ref, "tidak_ada", 1), 404, "step_unknown")
    problem(agency.step(case.ref, "batalkan", 1, reason="Salah orang, dibatalkan."), 404, "not_found")
    role = problem(auditor.step(case.ref, "suara", None, **SAID), 403, "role_lacks_power")
    assert role["fields"] == []
    waits = problem(
        officer("bkn", "verifikator").step(case.ref, "simpulkan", 1, conclusion="lanjut", reason="Semua jelas"),
        409,
        "votes_missing",
    )
    assert "KemenPANRB" in waits["detail"]
    assert "21 November 2024" in waits["detail"]


@pytest.mark.parametrize(
    ("facts", "pointer", "code"),
    [
        ({"vote": "lanjut"}, "/facts/reason", "fact_missing"),
        ({"vote": "lanjut", "reason": ""}, "/facts/reason", "fact_missing"),
        ({"vote": "lanjut", "reason": "ya"}, "/facts/reason", "fact_too_short"),
        ({"vote": "lanjut", "reason": "x" * 4001}, "/facts/reason", "too_long"),
        ({"vote": "lanjut", "reason": "abc\x00def"}, "/facts/reason", "control"),
        ({"vote": "lanjut", "reason": "abc\u202edef"}, "/facts/reason", "direction"),
        ({"vote": "lanjut", "reason": ["a"]}, "/facts/reason", "fact_of_wrong_kind"),
        ({"vote": "mungkin", "reason": "Cukup jelas"}, "/facts/vote", "option_unknown"),
        ({"vote": 1, "reason": "Cukup jelas"}, "/facts/vote", "fact_of_wrong_kind"),
        ({**SAID, "lain": "x"}, "/facts/lain", "fact_unknown"),
        ({**SAID, "\x00": "x"}, "/facts/\x00", "fact_unknown"),
    ],
)
def test_facts_are_judged_each_at_its_place(
    case: Case, officer: Officers, facts: dict[str, object], pointer: str, code: str
) -> None:
    answer = officer("bkn", "verifikator").step(case.ref, "suara", None, **facts)
    assert pointers(problem(answer, 422, "invalid_input")) == {pointer: code}
    assert CaseEvent.objects.count() == 1


@pytest.mark.parametrize(
    "body", [{"facts": []}, {"fakta": {}}, {"facts": {}, "accepts": "x"}, {"facts": {}, "accepts": [1]}]
)
def test_bodies_of_another_shape(case: Case, officer: Officers, body: object) -> None:
    problem(officer("bkn", "verifikator").post(f"/cases/{case.ref}/steps/suara", body), 422, "invalid_input")


def test_dates_files_numbers_and_institutions_of_a_step(case: Case, officer: Officers) -> None:
    office, other = officer("bawaslu-32.91", "pengkaji"), officer("bkn", "verifikator")
    mine, theirs = office.upload(PDF).json()["id"], other.upload(PDF).json()["id"]
    wrong = {"heard": "saksi", "attendance": "hadir", "held_on": "2024-11-31", "minutes": theirs}
    told = problem(office.step(case.ref, "catat_klarifikasi", 1, **wrong), 422, "invalid_input")
    assert pointers(told) == {"/facts/held_on": "date_impossible", "/facts/minutes": "file_unknown"}
    late = problem(
        office.step(case.ref, "catat_klarifikasi", 1, **{**wrong, "held_on": "2024-12-31", "minutes": mine}),
        422,
        "date_in_future",
    )
    assert pointers(late) == {"/facts/held_on": "date_in_future"}
    right = {**wrong, "held_on": "2024-11-13", "minutes": mine}
    assert office.step(case.ref, "catat_klarifikasi", 1, **right).status_code == 201
    problem(other.get(f"/files/{mine}"), 409, "file_not_open")  # in sight, still in quarantine
    passed = office.step(case.ref, "limpahkan", 1, office="kantor-lain", reason="Tempat lain")
    assert pointers(problem(passed, 422, "invalid_input")) == {"/facts/office": "institution_unknown"}


def test_the_same_step_twice_is_taken_once(case: Case, officer: Officers) -> None:
    national = officer("bkn", "verifikator")
    key = {"Idempotency-Key": uuid.uuid4().hex}
    first, second = (national.post(f"/cases/{case.ref}/steps/suara", {"facts": SAID}, **key) for _ in range(2))
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert CaseEvent.objects.filter(step="suara").count() == 1
    elsewhere = national.post("/findings", {"facts": SAID}, **key)
    assert elsewhere.status_code == 422
    stranger = officer("bawaslu", "verifikator").post(f"/cases/{case.ref}/steps/suara", {"facts": SAID}, **key)
    assert stranger.status_code == 201
    assert "Idempotent-Replay" not in stranger.headers


def test_the_accused_is_tied_to_the_register(case: Case, officer: Officers, in_register: Callable[..., str]) -> None:
    office = officer("bawaslu-32.91", "pengkaji")
    nip = in_register("197801012005011002", "BUDI CONTOH", "pemda-32.91")
    absent = office.step(case.ref, "tetapkan_identitas", 1, nip="197801012005011003", reason="Nama cocok")
    assert pointers(problem(absent, 422, "nip_not_in_register")) == {"/facts/nip": "nip_not_in_register"}
    wrong = office.step(case.ref, "tetapkan_identitas", 1, nip="1978", reason="Nama cocok")
    assert pointers(problem(wrong, 422, "invalid_input"))["/facts/nip"] == "number_length"
    done = office.step(case.ref, "tetapkan_identitas", 1, nip=nip, reason="Nama dan jabatan cocok")
    assert done.status_code == 201, done.content
    seen = office.get(f"/cases/{case.ref}").json()
    assert (seen["subject"]["confirmed"], seen["values"]["subject"]) == (True, "confirmed")
