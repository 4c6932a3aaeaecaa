"""Forwardings and steps on many cases: all or nothing; and what officers enter themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sbt.cases.models import Case, CaseFile, Forwarding
from sbt.intake.models import Report
from tests.api.api_calls import PDF, Api, pointers, problem, report

type Officers = Callable[..., Api]


def forwarding(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "forwarding",
        "number": "011/PM.00.02/K.JB-01/11/2024",
        "dated_on": "2024-11-13",
        "plenary_on": "2024-11-12",
        "lines": [line(n) for n in (1, 2, 3)],
        **changes,
    }


def line(n: int, **changes: Any) -> dict[str, Any]:
    return {
        "accused": {"name": f"Pegawai {n}", "instansi": "pemda-32.91"},
        "register_number": f"00{n}/Reg/TM/PB/Kab/13.10/XI/2024",
        "form": "social_media",
        "row": "discipline-01",
        "act": {"on": "2024-11-01"},
        "story": "Membagikan ajakan memilih salah satu calon di grup kantor.",
        **changes,
    }


@pytest.fixture
def row(law: Any) -> str:
    """A row of the matrix of the day."""
    return str(law.book.matrices[-1].rows[0].id)


def test_a_forwarding_opens_a_case_for_every_person(officer: Officers, row: str) -> None:
    office = officer("bawaslu-32.91", "pengkaji")
    paper = office.upload(PDF, "form-a.pdf").json()["id"]
    lines = [line(n, row=row) for n in (1, 2, 3)]
    answer = office.post("/batches", forwarding(lines=lines, papers=[paper]))
    assert answer.status_code == 201, answer.content
    refs = [made["ref"] for made in answer.json()["lines"]]
    assert Case.objects.filter(ref__in=refs, office="bawaslu-32.91", stage="pemeriksaan_kelengkapan").count() == 3
    assert CaseFile.objects.filter(from_report=False).count() == 3
    assert Forwarding.objects.get().accepted


def test_one_faulty_line_refuses_all_and_each_fault_is_told(officer: Officers, row: str) -> None:
    office = officer("bawaslu-32.91", "pengkaji")
    lines = [
        line(1, row=row),
        line(2, row="tidak-ada", register_number=""),
        line(3, row=row, accused={"nip": "12"}, story="\x00"),
        line(4, row=row, act={"on": "2024-11-13"}),
        line(5, row=row, act={"on": "2025-11-13"}),
    ]
    key = {"Idempotency-Key": "b0f3c1d2e4a5968778695a4b"}
    answer = office.post("/batches", forwarding(lines=lines), **key)
    told = problem(answer, 422, "batch_refused")
    assert pointers(told) == {
        "/lines/1/row": "row_unknown",
        "/lines/1/register_number": "register_number_missing",
        "/lines/2/accused/nip": "number_length",
        "/lines/2/story": "control",
        "/lines/3/act": "date_after_plenary",
        "/lines/4/act/on": "date_in_future",
        "/lines/4/act": "date_in_future",
    } | ({"/lines/2/name": "accused_missing"} if "/lines/2/name" in pointers(told) else {})
    assert not Case.objects.exists()
    assert not Forwarding.objects.get().accepted
    again = office.post("/batches", forwarding(lines=lines), **key)
    assert (again.status_code, again.content) == (422, answer.content)
    assert Forwarding.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"lines": []}, "/lines", "field_too_short"),
        ({"kind": "lain"}, "", "field_not_a_choice"),
        ({"number": ""}, "/number", "text_missing"),
        ({"dated_on": "2024-12-01"}, "/dated_on", "date_in_future"),
        ({"plenary_on": "2024-11-14"}, "/plenary_on", "plenary_after_letter"),
        ({"papers": ["x"]}, "/papers/0", "file_unknown"),
        ({"area": "9"}, "/area", "area_unknown"),
        ({"lines": [line(1, lain=1)]}, "/lines/0/lain", "unknown_field"),
    ],
)
def test_forwardings_of_another_shape(officer: Officers, change: dict[str, Any], pointer: str, code: str) -> None:
    answer = officer("bawaslu-32.91", "pengkaji").post("/batches", forwarding(**change))
    assert pointers(problem(answer, 422, "invalid_input")).get(pointer) == code, answer.content


def test_only_offices_forward(officer: Officers, row: str) -> None:
    answer = officer("kemenpanrb", "verifikator").post("/batches", forwarding(lines=[line(1, row=row)]))
    problem(answer, 403, "power_not_held_on_date")
    assert not Forwarding.objects.exists()


def test_one_step_on_many_cases_is_all_or_nothing(citizen: Api, officer: Officers) -> None:
    citizen.post("/reports", report(accused=[{"name": f"Pegawai {n}"} for n in range(3)]))
    cases = [{"ref": ref, "stage_entry": 1} for ref in Case.objects.values_list("ref", flat=True)]
    vote = {"kind": "steps", "step": "suara", "facts": {"vote": "lanjut", "reason": "Cukup jelas"}, "cases": cases}
    national = officer("bkn", "verifikator")
    national.step(cases[1]["ref"], "suara", None, vote="lanjut", reason="Cukup jelas")
    told = problem(national.post("/batches", vote), 409, "already_voted")
    assert "/cases/1" in pointers(told)
    other = officer("bawaslu", "verifikator").post("/batches", vote)
    assert other.status_code == 201, other.content
    assert len(other.json()["taken"]) == 3
    stale = {**vote, "step": "batalkan", "facts": {"reason": "Salah orang, dibatalkan."}}
    national.step(cases[0]["ref"], "batalkan", 1, reason="Salah orang, dibatalkan.")
    problem(national.post("/batches", stale), 412, "changed_meanwhile")
    unknown = {**vote, "cases": [{"ref": "NET-2024-7K4QM2", "stage_entry": 1}]}
    problem(national.post("/batches", unknown), 404, "not_found")
    wrong = {**vote, "facts": {"vote": "lanjut"}}
    assert pointers(problem(national.post("/batches", wrong), 422, "invalid_input")) == {
        "/facts/reason": "fact_missing"
    }


def test_officers_enter_findings_initial_information_and_paper(officer: Officers) -> None:
    office = officer("bawaslu-32.91", "pengkaji")
    paper = office.upload(PDF).json()["id"]
    answer = office.post("/findings", report(files=[paper]))
    assert answer.status_code == 201, answer.content
    assert office.get(f"/cases/{answer.json()['cases'][0]}").json()["office"] == "bawaslu-32.91"
    assert office.post("/findings", report(entrance="informasi_awal", channel="telepon")).status_code == 201
    assert office.post("/findings", report(entrance="laporan", channel="kertas")).status_code == 201
    assert set(Report.objects.values_list("entrance", "channel")) == {
        ("temuan", "petugas"),
        ("informasi_awal", "telepon"),
        ("laporan", "kertas"),
    }
    for entrance in ("tidak-ada", "penerusan"):
        told = problem(office.post("/findings", report(entrance=entrance)), 422, "invalid_input")
        assert pointers(told) == {"/entrance": "entrance_unknown"}
    elsewhere = officer("bawaslu-32.92", "pengkaji")
    problem(elsewhere.post("/findings", report()), 403, "power_held_by_other")
    problem(officer("bkn", "verifikator").post("/findings", report()), 403, "power_held_by_other")


@pytest.mark.parametrize(("dimension", "code"), [("a\x00b", "field_wrong_type"), ("sebarang", "option_unknown")])
def test_a_dimension_that_the_matrix_does_not_know_is_refused(
    officer: Officers, row: str, dimension: str, code: str
) -> None:
    sent = officer("bawaslu-32.91", "pengkaji").post(
        "/batches", forwarding(lines=[line(1, row=row, dimension=dimension)])
    )
    assert sent.status_code == 422
    assert pointers(sent.json()) == {"/lines/0/dimension": code}
    assert not Case.objects.exists()


def test_an_office_forwards_nothing_from_elsewhere(officer: Officers, row: str) -> None:
    office = officer("bawaslu-32.91", "pengkaji")
    sent = office.post("/batches", forwarding(area="73.91", lines=[line(1, row=row)]))
    assert pointers(problem(sent, 422, "area_unknown")) == {"/area": "area_unknown"}
    assert not Case.objects.exists()
