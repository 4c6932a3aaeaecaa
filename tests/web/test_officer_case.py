"""The page of a case: what it asks of the database, who sees what, and steps taken from it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sbt.cases.models import Case, CaseEvent, CaseFile
from sbt.evidence.jobs import sweep
from sbt.evidence.models import File
from sbt.project import clock
from tests.shell.evidence_files import paper as real_paper

pytestmark = [pytest.mark.django_db(transaction=True)]

Open = Callable[..., list[Case]]
SignIn = Callable[..., Client]
PDF = b"%PDF-1.7\n" + bytes(500)


def questions(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return sum(not one["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")) for one in asked.captured_queries)


def vote(client: Client, case: Case, **more: str) -> str:
    typed = {"vote": "lanjut", "reason": "Uraian dan waktunya jelas.", "stage_entry": str(case.stage_entry)} | more
    return str(client.post(f"/kasus/{case.ref}/langkah/suara", typed).headers.get("location", ""))


def test_a_case_asks_at_most_ten_questions(sign_in: SignIn, reported: Open) -> None:
    first = reported("Satu Terlapor", "Dua Terlapor", "Tiga Terlapor")[0]
    verifier = sign_in("bkn", "verifikator")
    vote(verifier, first)
    assert questions(verifier, f"/kasus/{first.ref}") <= 10
    assert questions(sign_in("bawaslu-32.01", "pengkaji"), f"/kasus/{first.ref}") <= 10


def test_it_says_who_holds_it_how_long_and_why_the_rest_is_not_mine(sign_in: SignIn, reported: Open) -> None:
    case = reported()[0]
    body = sign_in("bkn", "verifikator").get(f"/kasus/{case.ref}").content.decode()
    assert "Sedang ditangani oleh" in body
    assert "Sisa waktu" in body
    assert "(WIB)" in body
    assert "Langkah ini wewenang" in body
    assert "Suara belum lengkap" in body
    assert "belum dipastikan" in body


def test_out_of_sight_and_absent_are_the_same(sign_in: SignIn, reported: Open) -> None:
    case = reported(instansi="pemda-32.01")[0]
    office, agency = sign_in("bawaslu-32.02", "pengkaji"), sign_in("pemda-32.01", "pic")
    for path in ("", "/langkah/suara", "/identitas", "/berkas/1", "/tenggat/sbt_satgas_verification"):
        absent = office.get(f"/kasus/NET-2024-000000{path}")
        for client in (office, agency):
            hidden = client.get(f"/kasus/{case.ref}{path}")
            assert (hidden.status_code, without_reference(hidden.content)) == (404, without_reference(absent.content))


def without_reference(body: bytes) -> str:
    lines = body.decode().splitlines()
    return "\n".join(
        line
        for line in lines
        if "rujukan" not in line
        and "csrf" not in line
        and "next" not in line
        and "badge" not in line
        and "small" not in line
    )


def test_one_vote_for_all_linked_cases(sign_in: SignIn, reported: Open) -> None:
    cases = reported("Satu Terlapor", "Dua Terlapor", "Tiga Terlapor")
    verifier = sign_in("bkn", "verifikator")
    assert "2 kasus lain" in verifier.get(f"/kasus/{cases[0].ref}").content.decode()
    assert vote(verifier, cases[0], linked="1").endswith("?tercatat=suara&juga=2")
    assert CaseEvent.objects.filter(step="suara").count() == 3


def test_the_same_form_sent_twice_votes_once(sign_in: SignIn, reported: Open) -> None:
    case = reported()[0]
    verifier = sign_in("bkn", "verifikator")
    for _time in range(2):
        assert vote(verifier, case, key="satu-kunci")
    assert CaseEvent.objects.filter(step="suara").count() == 1


def test_a_second_vote_is_refused_with_the_reason(sign_in: SignIn, reported: Open) -> None:
    case = reported()[0]
    vote(sign_in("bkn", "verifikator"), case)
    again = sign_in("bkn", "verifikator", 2).post(
        f"/kasus/{case.ref}/langkah/suara", {"vote": "tolak", "reason": "Bukti tidak cukup."}
    )
    assert again.status_code == 409
    assert "sudah memberi suara" in again.content.decode()


def test_what_was_typed_stays_and_the_change_is_told(sign_in: SignIn, reported: Open) -> None:
    case = reported()[0]
    for institution in ("bkn", "bawaslu", "kemenpanrb", "kemendagri"):
        assert vote(sign_in(institution, "verifikator"), case)
    concluded = {"conclusion": "lanjut", "reason": "Empat suara lanjut.", "stage_entry": str(case.stage_entry)}
    auditor = sign_in("bkn", "auditor")
    assert auditor.post(f"/kasus/{case.ref}/langkah/simpulkan", concluded).status_code == 302
    late = sign_in("bkn", "auditor", 2).post(
        f"/kasus/{case.ref}/langkah/batalkan", {"reason": "Alasan yang panjang sekali.", "stage_entry": "1"}
    )
    body = late.content.decode()
    assert late.status_code == 409
    assert "Kasus ini baru saja berubah" in body
    assert "Verifikasi bersama disimpulkan" in body
    assert "Alasan yang panjang sekali." in body


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("", "Isi alasan"),
        ("abc", "paling sedikit 5"),
        ("x" * 4001, "paling banyak 4000"),
        ("baik\u202esekali", "pembalik arah"),
        ("baik\x07sekali", "tidak dapat ditampilkan"),
    ],
)
def test_faulty_text_is_named_at_its_field(sign_in: SignIn, reported: Open, reason: str, words: str) -> None:
    case = reported()[0]
    answer = sign_in("bkn", "verifikator").post(
        f"/kasus/{case.ref}/langkah/suara", {"vote": "lanjut", "reason": reason}
    )
    body = answer.content.decode()
    assert answer.status_code == 422
    assert words in body
    assert 'href="#f-reason"' in body
    assert "<title>Galat:" in body
    assert 'value="lanjut" checked' in body


def test_a_step_of_another_institution_is_403_and_an_unknown_one_404(sign_in: SignIn, reported: Open) -> None:
    case = reported()[0]
    ministry = sign_in("kemenpanrb", "verifikator")
    assert ministry.get(f"/kasus/{case.ref}/langkah/simpulkan").status_code == 403
    assert ministry.post(f"/kasus/{case.ref}/langkah/simpulkan", {"conclusion": "lanjut"}).status_code in (403, 422)
    assert ministry.get(f"/kasus/{case.ref}/langkah/tidak_ada").status_code == 404
    assert sign_in("bkn", "verifikator").get(f"/kasus/{case.ref}/langkah/pleno").status_code == 409


def test_a_file_comes_as_an_attachment_that_runs_nowhere(sign_in: SignIn, reported: Open) -> None:
    case = reported()[0]
    office = sign_in("bawaslu-32.01", "pengkaji")
    paper = SimpleUploadedFile("bukti <b>.pdf", real_paper(), "application/pdf")
    typed = {"files": [paper], "note": "Dari pelapor", "stage_entry": case.stage_entry}
    assert office.post(f"/kasus/{case.ref}/langkah/tambah_bukti", typed).status_code == 302
    link = CaseFile.objects.get(case=case)
    assert link.from_report
    sweep(clock.now())
    answer = office.get(f"/kasus/{case.ref}/berkas/{link.number}/asli")
    assert b"".join(answer.streaming_content) == real_paper()
    assert answer["Content-Disposition"] == f'attachment; filename="{case.ref}-{link.number}.pdf"'
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert office.get(f"/kasus/{case.ref}/berkas/99").status_code == 404


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [("kosong.pdf", b"", "kosong"), ("a.pdf", b"MZ" + bytes(90), "Jenis berkas"), ("a.png", PDF, "tidak sesuai")],
)
def test_a_faulty_file_is_refused_and_nothing_is_recorded(
    sign_in: SignIn, reported: Open, name: str, body: bytes, words: str
) -> None:
    case = reported()[0]
    typed = {"files": [SimpleUploadedFile(name, body)], "stage_entry": case.stage_entry}
    answer = sign_in("bawaslu-32.01", "pengkaji").post(f"/kasus/{case.ref}/langkah/tambah_bukti", typed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not File.objects.exists()


def test_two_hundred_files_are_too_many(sign_in: SignIn, reported: Open) -> None:
    case = reported()[0]
    files = [SimpleUploadedFile(f"{n}.pdf", PDF) for n in range(200)]
    answer = sign_in("bawaslu-32.01", "pengkaji").post(f"/kasus/{case.ref}/langkah/tambah_bukti", {"files": files})
    assert answer.status_code == 422
    assert "Paling banyak 20 berkas" in answer.content.decode()


def test_a_date_is_explained_day_by_day(sign_in: SignIn, reported: Open) -> None:
    case = reported()[0]
    body = sign_in("bkn", "verifikator").get(f"/kasus/{case.ref}/tenggat/sbt_satgas_verification").content.decode()
    assert "hari mulai, tidak dihitung" in body
    assert "hari terakhir" in body
    assert sign_in("bkn", "verifikator").get(f"/kasus/{case.ref}/tenggat/objection_file").status_code == 404


def test_a_regional_office_sees_the_number_masked(
    sign_in: SignIn, reported: Open, in_register: Callable[..., str]
) -> None:
    nip = in_register()
    case = reported()[0]
    verifier = sign_in("bkn", "verifikator")
    assert confirm(verifier, case, nip).status_code == 302
    assert nip in verifier.get(f"/kasus/{case.ref}").content.decode()
    province = sign_in("bawaslu-32", "pengkaji").get(f"/kasus/{case.ref}").content.decode()
    assert nip not in province
    assert "19850••••••••••••3" in province


def confirm(client: Client, case: Case, nip: str, reason: str = "Nama dan unit kerja cocok.") -> object:
    case.refresh_from_db()
    typed = {"nip": nip, "reason": reason, "stage_entry": str(case.stage_entry)}
    return client.post(f"/kasus/{case.ref}/identitas", typed)


def test_candidates_are_offered_and_one_is_confirmed(
    sign_in: SignIn, reported: Open, in_register: Callable[..., str]
) -> None:
    nip = in_register()
    case = reported()[0]
    verifier = sign_in("bkn", "verifikator")
    page = verifier.get(f"/kasus/{case.ref}/identitas").content.decode()
    assert "19850101 201001 1 003" in page
    assert "cocok: nama" in page
    assert "Pilih satu orang" in verifier.post(f"/kasus/{case.ref}/identitas", {"reason": "x"}).content.decode()
    assert confirm(verifier, case, nip, reason="").status_code == 422
    assert confirm(verifier, case, nip).status_code == 302
    case.refresh_from_db()
    assert (case.instansi, case.subject.confirmed) == ("pemda-32.01", True)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("19851301 201001 1 003", "Angka ke-1 sampai ke-8"),
        ("1985", "18 angka"),
        ("19850101 201001 3 003", "harus 1 atau 2"),
        ("198501012010011009", "tidak ada dalam data kepegawaian"),
    ],
)
def test_a_look_up_names_the_digits_that_are_wrong(sign_in: SignIn, reported: Open, typed: str, words: str) -> None:
    case = reported()[0]
    page = sign_in("bkn", "verifikator").get(f"/kasus/{case.ref}/identitas", {"cari_nip": typed})
    assert words in page.content.decode()


def test_nonsense_is_answered_and_never_breaks(sign_in: SignIn, reported: Open) -> None:
    case = reported()[0]
    verifier = sign_in("bkn", "verifikator")
    for address in (
        "/kasus/%00",
        "/tugas?tahap=%00",
        "/kasus?cari=%00",
        "/pemberitahuan?sebelum=²",
        "/tugas?setelah=%00",
    ):
        assert verifier.get(address).status_code in (200, 400, 404), address
    steps = f"/kasus/{case.ref}/langkah/suara"
    assert verifier.post(steps, {"vote": "\x00", "reason": "\x00", "stage_entry": "²"}).status_code == 422
    assert verifier.post(f"/kasus/{case.ref}/identitas", {"nip": "\x00", "reason": "Alasan."}).status_code == 422
    assert verifier.post("/tugas/tugaskan", {"kasus": "\x00", "posting": "-"}).status_code == 404
    assert verifier.post("/tugas/bersama/suara", {"kasus": "\x00"}).status_code == 404
    assert verifier.post("/pemberitahuan", {"sampai": "9" * 5000}).status_code == 302
