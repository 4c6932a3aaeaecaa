"""POST /reports and what a receipt opens: good input, and each kind of bad one."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest

from sbt.cases.models import Case, CaseFile, Content
from sbt.evidence.models import File
from sbt.intake import visitors
from sbt.intake.models import Draft, Report
from sbt.intake.pace import Allowance, solved
from sbt.intake.receipt import new_receipt
from sbt.sealing import envelope
from sbt.sealing.envelope import Recipient
from sbt.sealing.queries import envelope_of
from tests.api.api_calls import PDF, Api, pointers, problem, report
from tests.sealing.custodians import appointed


def test_a_report_becomes_a_case_and_its_receipt_opens_its_status(citizen: Api) -> None:
    answer = citizen.post("/reports", report())
    assert answer.status_code == 201, answer.content
    body = answer.json()
    assert body["cases"] == 1
    assert answer.headers["Cache-Control"] == "no-store"
    status = citizen.post("/reports/status", {"receipt": body["receipt"].lower().replace("-", " ")})
    assert status.status_code == 200, status.content
    assert status.json()["cases"][0]["station"] == 2
    assert "Budi" not in status.content.decode()
    case = Case.objects.get()
    assert (case.office, case.area) == ("bawaslu-32.91", "32.91")
    assert Report.objects.get().channel == "api"


def test_two_accused_are_two_linked_cases(citizen: Api) -> None:
    two = [{"name": "Budi Contoh"}, {"nip": "19780101 200501 1 002"}]
    assert citizen.post("/reports", report(accused=two)).json()["cases"] == 2
    assert Case.objects.values("incident").distinct().count() == 1
    assert Case.objects.filter(subject__nip="197801012005011002").exists()


def test_uploads_belong_to_whoever_holds_their_handle_and_become_evidence_once(citizen: Api) -> None:
    handle = citizen.upload(PDF).json()["id"]
    assert len(handle) >= 40
    assert not File.objects.exists()
    first = citizen.post("/reports", report(files=[handle]))
    assert first.status_code == 201, first.content
    assert CaseFile.objects.get().from_report
    assert not Draft.objects.exists()
    again = problem(citizen.post("/reports", report(files=[handle])), 422, "invalid_input")
    assert pointers(again) == {"/files/0": "file_unknown"}


ME = {"name": "Sari Contoh", "address": "Jalan Contoh 1", "phone": "0812 3456 7890", "signed": True}


def test_a_named_reporter_is_sealed_at_once(citizen: Api) -> None:
    problem(citizen.post("/reports", report(reporter=ME)), 409, "sealing_unavailable")
    custodians = appointed()
    assert citizen.post("/reports", report(reporter=ME | {"choice": "rahasia"})).status_code == 201
    sealed = envelope_of(Report.objects.get().id)
    assert sealed is not None
    assert sealed.choice == "rahasia"
    assert custodians.opened(sealed)["phone"] == "0812 3456 7890"


def test_a_caller_seals_for_himself_to_the_keys_of_the_day(citizen: Api) -> None:
    custodians = appointed()
    told = citizen.get("/sealing").json()
    assert [choice["id"] for choice in told["choices"]] == ["anonim", "rahasia", "terbuka"]
    own = envelope.seal(
        {"name": "Sari Contoh"},
        report=str(uuid.uuid4()),
        choice="rahasia",
        policy=told["policy"],
        offices=told["offices"],
        recipients=[Recipient(one["key"], one["office"], envelope.from_text(one["public"])) for one in told["keys"]],
    )
    spoilt = own.written() | {"nonce": "AAAA"}
    found = problem(citizen.post("/reports", report(reporter={"sealed": spoilt})), 422, "invalid_input")
    assert pointers(found) == {"/reporter/sealed": "seal_unreadable"}
    old = own.written() | {"policy": "2020-1"}
    problem(citizen.post("/reports", report(reporter={"sealed": old})), 409, "seal_outdated")
    assert citizen.post("/reports", report(reporter={"sealed": own.written()})).status_code == 201
    sealed = envelope_of(Report.objects.get().id)
    assert sealed is not None
    assert custodians.opened(sealed) == {"name": "Sari Contoh"}


BAD: list[tuple[dict[str, Any], str, str]] = [
    ({"story": ""}, "/story", "story_missing"),
    ({"story": "   "}, "/story", "story_missing"),
    ({"story": "x" * 10_001}, "/story", "field_too_long"),
    ({"story": "Ajakan\x07 memilih salah satu calon."}, "/story", "control"),
    ({"story": "Ajakan\x00 memilih salah satu calon."}, "/story", "control"),
    ({"story": "Ajakan \u202ememilih salah satu calon."}, "/story", "direction"),
    ({"place": "a\nb"}, "/place", "line_break"),
    ({"form": "tidak-ada"}, "/form", "form_unknown"),
    ({"form": 3}, "/form", "field_wrong_type"),
    ({"area": "99.99"}, "/area", "area_unknown"),
    ({"election": "tidak-ada"}, "/election", "election_unknown"),
    ({"act": {"on": "2024-02-30"}}, "/act/on", "date_impossible"),
    ({"act": {"on": "14-11-2024"}}, "/act/on", "date_impossible"),
    ({"act": {"on": 1731542400}}, "/act/on", "date_impossible"),
    ({"act": {"on": "2024-11-15"}}, "/act/on", "date_in_future"),
    ({"act": {"on": "1901-01-01"}}, "/act/on", "date_too_old"),
    ({"act": {"on": "2024-11-05", "precision": "kira"}}, "/act/precision", "field_not_a_choice"),
    ({"act": {"on": "2024-11-05", "precision": "between"}}, "/act/until", "date_missing"),
    ({"act": {"on": "2024-11-05", "until": "2024-11-01", "precision": "between"}}, "/act/until", "dates_reversed"),
    ({"act": {}}, "/act/on", "field_missing"),
    ({"known_on": "2024-11-01"}, "/known_on", "known_before_act"),
    ({"known_on": "2024-12-01"}, "/known_on", "date_in_future"),
    ({"accused": []}, "/accused", "accused_missing"),
    ({"accused": [{}]}, "/accused/0", "accused_missing"),
    ({"accused": [{"post": "Camat"}]}, "/accused/0", "accused_missing"),
    ({"accused": [{"name": "x" * 161}]}, "/accused/0/name", "field_too_long"),
    ({"accused": [{"name": "Budi"}] * 21}, "/accused", "field_too_long"),
    ({"accused": [{"nip": "1978"}]}, "/accused/0/nip", "number_length"),
    ({"accused": [{"nip": "197813012005011002"}]}, "/accused/0/nip", "number_birth_date"),
    ({"accused": [{"nip": "197801011985011002"}]}, "/accused/0/nip", "number_start_year"),
    ({"accused": [{"nip": "197801012005013002"}]}, "/accused/0/nip", "number_sex"),
    ({"accused": [{"nik": "32010101017800A1"}]}, "/accused/0/nik", "number_not_a_digit"),
    ({"accused": [{"name": "Budi", "instansi": "tidak-ada"}]}, "/accused/0/instansi", "institution_unknown"),
    ({"links": ["bukan tautan"]}, "/links/0", "link_unreadable"),
    ({"links": ["https://contoh.id"] * 21}, "/links", "field_too_long"),
    ({"files": ["x"]}, "/files/0", "file_unknown"),
    ({"files": [str(uuid.uuid4())] * 200}, "/files", "field_too_long"),
    ({"reporter": {"name": "", "address": "", "signed": False}}, "/reporter/signed", "signature_missing"),
    (
        {"reporter": {"name": "Sari", "address": "Jalan 1", "phone": "12", "signed": True}},
        "/reporter/phone",
        "phone_unreadable",
    ),
    (
        {"reporter": {"name": "Sari", "address": "Jalan 1", "email": "sari", "signed": True}},
        "/reporter/email",
        "email_unreadable",
    ),
    ({"nama": "x"}, "/nama", "unknown_field"),
    ({"accused": [{"name": "Budi", "umur": 3}]}, "/accused/0/umur", "unknown_field"),
]


@pytest.mark.parametrize(("change", "pointer", "code"), BAD, ids=[f"{code} {at}" for _, at, code in BAD])
def test_bad_input_is_refused_with_its_place(citizen: Api, change: dict[str, Any], pointer: str, code: str) -> None:
    found = problem(citizen.post("/reports", report(**change)), 422, "invalid_input")
    assert pointers(found)[pointer] == code, found
    assert not Case.objects.exists()


def test_all_faults_are_told_at_once_in_the_language_asked_for(citizen: Api) -> None:
    wrong = report(story="", area="99", accused=[{"nip": "1"}])
    told = problem(citizen.post("/reports", wrong), 422, "invalid_input")
    assert set(pointers(told)) == {"/story", "/area", "/accused/0/nip"}
    assert "NIP terdiri atas 18 angka" in str(told)
    english = problem(citizen.post("/reports", wrong, **{"Accept-Language": "en"}), 422, "invalid_input")
    assert "A NIP has 18 digits" in str(english)
    assert english["title"] == "The input is not right yet"


@pytest.mark.parametrize(
    "body", [b"{", b" ", b'{"a": NaN}', b"\xff\xfe", b'{"story": "\\ud800"}', b"null", b"[]", b'"x"']
)
def test_a_body_that_is_no_object_is_refused(citizen: Api, body: bytes) -> None:
    answer = citizen.post("/reports", body)
    assert answer.status_code in {400, 422}, answer.content
    problem(answer, answer.status_code, "malformed_json" if answer.status_code == 400 else "invalid_input")


def test_deep_and_large_bodies_are_refused(citizen: Api) -> None:
    problem(citizen.post("/reports", b"[" * 100_000), 400, "malformed_json")
    problem(citizen.post("/reports", b" " * 3_000_000), 413, "body_too_large")


def test_other_media_types_and_methods_are_refused(citizen: Api) -> None:
    answer = citizen.client.post("/api/v1/reports", {"a": "b"})
    problem(answer, 415, "media_type_unsupported")
    answer = citizen.get("/reports")
    problem(answer, 405, "method_not_allowed")
    assert answer.headers["Allow"] == "POST"
    problem(citizen.get("/tidak-ada"), 404, "not_found")
    problem(citizen.get("/"), 404, "not_found")


def test_the_same_report_twice_gets_the_same_answer(citizen: Api) -> None:
    key = {"Idempotency-Key": uuid.uuid4().hex}
    first, second = (citizen.post("/reports", report(), **key) for _ in range(2))
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert second.headers["Idempotent-Replay"] == "true"
    assert Case.objects.count() == 1
    other = citizen.post("/reports", report(place="lain"), **key)
    assert pointers(problem(other, 422, "idempotency_key_reused")) == {"Idempotency-Key": "idempotency_key_reused"}
    problem(citizen.post("/reports", report(), **{"Idempotency-Key": "pendek"}), 422, "idempotency_key_malformed")


def test_receipts_that_open_nothing(citizen: Api) -> None:
    problem(citizen.post("/reports/status", {"receipt": new_receipt()}), 404, "receipt_unknown")
    for typed in ("", "salah", "\x00", "x" * 61):
        problem(citizen.post("/reports/status", {"receipt": typed}), 422, "invalid_input")
    mistyped = json.loads(json.dumps(new_receipt()))
    mistyped = ("A" if mistyped[0] != "A" else "B") + mistyped[1:]
    found = problem(citizen.post("/reports/status", {"receipt": mistyped}), 422, "invalid_input")
    assert pointers(found) == {"/receipt": "receipt_unreadable"}


def test_more_evidence_is_an_event_of_every_open_case(citizen: Api) -> None:
    receipt = citizen.post("/reports", report()).json()["receipt"]
    nothing = problem(citizen.post("/reports/evidence", {"receipt": receipt}), 422, "invalid_input")
    assert pointers(nothing) == {"/files": "nothing_given"}
    handle = citizen.upload(PDF).json()["id"]
    answer = citizen.post("/reports/evidence", {"receipt": receipt, "files": [handle], "note": "Tangkapan layar."})
    assert answer.status_code == 201, answer.content
    assert answer.json() == {"files": 1, "cases": 1}
    assert citizen.post("/reports/status", {"receipt": receipt}).json()["files"] == 1
    unknown = {"receipt": new_receipt(), "files": [citizen.upload(PDF).json()["id"]]}
    problem(citizen.post("/reports/evidence", unknown), 404, "receipt_unknown")


def test_a_note_with_a_link_is_evidence_without_a_file(citizen: Api) -> None:
    receipt = citizen.post("/reports", report()).json()["receipt"]
    blank = problem(citizen.post("/reports/evidence", {"receipt": receipt, "note": "  "}), 422, "invalid_input")
    assert pointers(blank) == {"/files": "nothing_given"}
    answer = citizen.post("/reports/evidence", {"receipt": receipt, "note": "https://contoh.id/unggahan/7"})
    assert (answer.status_code, answer.json()) == (201, {"files": 0, "cases": 1})
    assert Content.objects.get(name="tambah_bukti.note").text == "https://contoh.id/unggahan/7"


def test_what_is_asked_is_shown_and_answered_by_the_receipt(citizen: Api, officer: Callable[..., Api]) -> None:
    receipt = citizen.post("/reports", report()).json()["receipt"]
    case = Case.objects.get()
    office = officer("bawaslu-32.91", "pengkaji")
    asked = office.step(
        case.ref, "minta_kelengkapan", case.stage_entry, missing="Tautan unggahan itu.", noticed_on="2024-11-14"
    )
    assert asked.status_code == 201, asked.content
    status = citizen.post("/reports/status", {"receipt": receipt}).json()["cases"][0]
    assert (status["request"], status["steps"]) == ("Tautan unggahan itu.", ["perbaikan", "tarik_laporan"])
    short = problem(citizen.post("/reports/steps/perbaikan", {"receipt": receipt, "text": "ya"}), 422, "fact_too_short")
    assert "5 huruf" in short["detail"]
    problem(citizen.post("/reports/steps/sanggah", {"receipt": receipt, "text": "x" * 20}), 409, "reporter_step_closed")
    problem(citizen.post("/reports/steps/suara", {"receipt": receipt, "text": "x" * 20}), 409, "reporter_step_closed")
    body = {"receipt": receipt, "text": "Tautannya saya lampirkan.", "files": [citizen.upload(PDF).json()["id"]]}
    done = citizen.post("/reports/steps/perbaikan", {**body, "case": 1})
    assert (done.status_code, done.json()) == (201, {"files": 1, "cases": 1}), done.content
    after = citizen.post("/reports/status", {"receipt": receipt}).json()["cases"][0]
    assert (after["request"], after["steps"]) == ("", ["tarik_laporan"])
    assert citizen.post("/reports/steps/tarik_laporan", {"receipt": receipt}).status_code == 201
    problem(citizen.post("/reports/steps/perbaikan", {"receipt": new_receipt()}), 404, "receipt_unknown")


@pytest.fixture
def crowded(settings: Any) -> Iterator[dict[str, Allowance]]:
    settings.SBT_REPORTS_AN_HOUR = 0
    visitors.pace.cache_clear()
    yield visitors.pace().allowances
    visitors.pace.cache_clear()


def test_a_crowded_network_is_told_how_to_go_on(citizen: Api, crowded: dict[str, Allowance]) -> None:
    crowded["report"] = Allowance(0, 1)
    answer = citizen.post("/reports", report())
    found = problem(answer, 429, "too_many_requests")
    assert answer.headers["Retry-After"] == "60"
    assert found["ticket"].startswith("report.")
    solution = next(str(n) for n in count() if solved(found["ticket"], str(n)))
    headers = {"Pace-Ticket": found["ticket"], "Pace-Solution": solution}
    assert citizen.post("/reports", report(), **headers).status_code == 201


@pytest.mark.usefixtures("crowded")
def test_a_network_that_has_spent_its_hour_is_told_when_to_come_back(citizen: Api) -> None:
    answer = citizen.post("/reports", report())
    problem(answer, 429, "too_many_this_hour")
    assert 0 < int(answer.headers["Retry-After"]) <= 3600
