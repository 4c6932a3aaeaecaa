"""Files in and out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sbt.cases.models import Case, CaseFile
from sbt.evidence import store
from sbt.evidence.jobs import sweep
from sbt.evidence.kinds import LARGEST
from sbt.evidence.models import File
from sbt.intake.jobs import clear_old
from sbt.intake.models import Draft, DraftFile
from sbt.project import clock
from tests.api.api_calls import PDF, Api, pointers, problem, report
from tests.api.conftest import Time


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "kosong.pdf", "file_empty"),
        (b"MZ\x90\x00", "program.exe", "file_kind_unknown"),
        (PDF, "foto.jpg", "file_differs_from_name"),
        (PDF + b"x" * LARGEST, "besar.pdf", "file_too_large"),
    ],
)
def test_bad_files_are_refused_and_leave_nothing(citizen: Api, content: bytes, name: str, code: str) -> None:
    found = problem(citizen.upload(content, name), 422, code)
    assert pointers(found) == {"/file": code}
    assert not File.objects.exists()


def test_far_too_large_is_refused_before_it_is_read(citizen: Api) -> None:
    problem(citizen.upload(PDF + b"x" * (LARGEST + 200_000), "besar.pdf"), 413, "body_too_large")


def test_one_file_at_a_time(citizen: Api) -> None:
    many = {f"file{n}": SimpleUploadedFile("a.pdf", PDF) for n in range(200)}
    problem(citizen.client.post("/api/v1/files", many), 422, "invalid_input")
    two = citizen.client.post("/api/v1/files", {"file": [SimpleUploadedFile("a.pdf", PDF)] * 2})
    problem(two, 422, "invalid_input")
    found = problem(citizen.client.post("/api/v1/files", {"file": "teks"}), 422, "invalid_input")
    assert pointers(found) == {"/file": "file_missing"}
    broken = citizen.client.post("/api/v1/files", b"--x\r\nContent-", content_type="multipart/form-data")
    problem(broken, 400, "malformed_upload")


def test_an_officers_file_is_read_by_his_own_institution_until_a_case_has_it(officer: Callable[..., Api]) -> None:
    office, other = officer("bawaslu-32.91", "pengkaji"), officer("bawaslu-32.92", "pengkaji")
    sent = office.upload(PDF, "Surat\u202e tugas.pdf")
    assert sent.status_code == 201, sent.content
    id_ = sent.json()["id"]
    assert sent.json()["state"] == "quarantined"
    problem(office.get(f"/files/{id_}"), 409, "file_not_open")
    problem(office.get(f"/files/{id_}/pages/1"), 409, "file_not_open")
    sweep(clock.now())
    page = office.get(f"/files/{id_}/pages/1")
    assert page.headers["Content-Type"] == "image/jpeg"
    assert b"".join(page.streaming_content).startswith(b"\xff\xd8\xff")
    problem(office.get(f"/files/{id_}/pages/2"), 404, "not_found")
    problem(other.get(f"/files/{id_}/pages/1"), 404, "not_found")
    read = office.get(f"/files/{id_}")
    assert read.headers["Content-Security-Policy"].startswith("sandbox")
    assert b"".join(read.streaming_content) == PDF
    assert read.headers["Content-Disposition"].startswith("attachment")
    assert read.headers["Content-Type"] == "application/pdf"
    missing = problem(other.get(f"/files/{id_}"), 404, "not_found")
    absent = problem(other.get("/files/00000000-0000-4000-8000-000000000000"), 404, "not_found")
    assert {**missing, "instance": ""} == {**absent, "instance": ""}
    problem(other.get("/files/bukan-uuid"), 404, "not_found")


def test_a_reporters_file_is_not_for_the_agency(citizen: Api, officer: Callable[..., Api]) -> None:
    handle = citizen.upload(PDF).json()["id"]
    accused = [{"name": "Budi Contoh", "instansi": "pemda-32.91"}]
    citizen.post("/reports", report(files=[handle], accused=accused))
    link, case = CaseFile.objects.get(), Case.objects.get()
    Case.objects.filter(id=case.id).update(released=True)
    sweep(clock.now())
    assert officer("bkn", "verifikator").get(f"/files/{link.file_id}").status_code == 200
    observer = officer("kemenpanrb", "pengamat")
    problem(observer.get(f"/files/{link.file_id}"), 403, "original_sealed")
    assert observer.get(f"/files/{link.file_id}/pages/1").status_code == 200
    agency = officer("pemda-32.91", "pic")
    assert agency.get(f"/cases/{case.ref}").status_code == 200
    problem(agency.get(f"/files/{link.file_id}"), 404, "not_found")
    problem(citizen.get(f"/files/{link.file_id}"), 401, "token_missing")


def test_an_upload_that_nobody_hands_in_is_gone_after_its_day(citizen: Api, time: Time) -> None:
    handle = citizen.upload(PDF).json()["id"]
    part = DraftFile.objects.get()
    assert store.path_of(str(part.id)).exists()
    assert PDF[:12] not in store.path_of(str(part.id)).read_bytes()
    clear_old(0)
    assert DraftFile.objects.exists()
    time.now += timedelta(hours=25)
    told = problem(citizen.post("/reports", report(files=[handle])), 422, "invalid_input")
    assert pointers(told) == {"/files/0": "file_unknown"}
    time.now += timedelta(days=1)
    clear_old(0)
    assert not Draft.objects.exists()
    assert not store.path_of(str(part.id)).exists()
