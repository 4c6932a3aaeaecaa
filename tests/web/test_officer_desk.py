"""The desk of an institution: order, filters, one act on many cases, giving work to a colleague."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sbt.cases.models import Case, CaseEvent

pytestmark = [pytest.mark.django_db(transaction=True)]

Open = Callable[..., list[Case]]
SignIn = Callable[..., Client]


def test_the_desk_asks_at_most_six_questions_however_many_cases(sign_in: SignIn, reported: Open) -> None:
    verifier = sign_in("bkn", "verifikator")
    counts = []
    for _round in range(2):
        for _case in range(3):
            reported()
        verifier.get("/tugas")
        with CaptureQueriesContext(connection) as asked:
            assert verifier.get("/tugas").status_code == 200
        counts.append(sum(not one["sql"].startswith(("BEGIN", "COMMIT")) for one in asked.captured_queries))
    assert counts[0] == counts[1] <= 6


def test_filters_narrow_and_can_be_removed(sign_in: SignIn, reported: Open) -> None:
    reported("Sekar Ayu")
    case = reported("Bonar Siregung")[0]
    verifier = sign_in("bkn", "verifikator")
    found = verifier.get("/tugas", {"cari": "Bonar"}).content.decode()
    assert case.ref in found
    assert "Sekar Ayu" not in found
    staged = verifier.get("/tugas", {"tahap": "verifikasi", "cari": "Bonar"}).content.decode()
    assert "Tahap: Verifikasi bersama" in staged
    assert 'href="/tugas?cari=Bonar"' in staged
    assert "Tidak ada tugas yang cocok" in verifier.get("/tugas", {"tenggat": "lewat"}).content.decode()


def test_each_role_sees_its_turn_first_and_the_whole_desk_second(sign_in: SignIn, reported: Open) -> None:
    ref = reported()[0].ref
    for role in ("verifikator", "pimpinan"):
        client = sign_in("bkn", role)
        page = client.get("/tugas").content.decode()
        assert (ref in page, "Tidak ada giliran peran Anda" in page) == (True, False)
        for query in ({"meja": "semua"}, {"tahap": "verifikasi"}, {"cari": ref}):
            assert ref in client.get("/tugas", query).content.decode()
    operator = sign_in("bkn", "operator")
    for query in ({}, {"meja": "semua"}, {"tahap": "verifikasi"}):
        assert ref not in operator.get("/tugas", query).content.decode(), "who only takes reports in sees no case"
    assert ref not in sign_in("bawaslu", "pengamat").get("/tugas").content.decode()
    assert "Semua di meja lembaga" in sign_in("bawaslu", "pengamat").get("/tugas").content.decode()


def test_nonsense_in_the_address_is_no_fault(sign_in: SignIn, reported: Open) -> None:
    reported()
    verifier = sign_in("bkn", "verifikator")
    for query in ({"tenggat": "abc"}, {"setelah": "\x00%%"}, {"cari": "x" * 5000}, {"tahap": "tidak_ada"}):
        assert verifier.get("/tugas", query).status_code in (200, 400)
        assert verifier.get("/kasus", query).status_code in (200, 400)


def test_an_empty_desk_says_why(sign_in: SignIn) -> None:
    assert "Meja ini kosong" in sign_in("kemenkeu", "pic").get("/tugas").content.decode()


def test_one_step_for_many_cases_all_or_nothing(sign_in: SignIn, reported: Open) -> None:
    cases = [reported(name)[0] for name in ("Satu", "Dua", "Tiga")]
    verifier = sign_in("bkn", "verifikator")
    chosen = [case.ref for case in cases]
    offered = verifier.get("/tugas/bersama", {"kasus": chosen, "buat": "langkah"}).content.decode()
    assert "3 kasus terpilih" in offered
    assert "/tugas/bersama/suara" in offered
    assert verifier.get("/tugas/bersama/suara", {"kasus": chosen}).status_code == 200
    typed = {"kasus": chosen, "stage_entry": ["1", "1", "1"], "vote": "lanjut", "reason": "Uraian jelas."}
    stale = verifier.post("/tugas/bersama/suara", typed | {"stage_entry": ["1", "1", "9"]})
    assert stale.status_code == 409
    assert CaseEvent.objects.filter(step="suara").count() == 0
    assert verifier.post("/tugas/bersama/suara", typed).url == "/tugas?tercatat=3"
    assert CaseEvent.objects.filter(step="suara").count() == 3


def test_mixed_stages_are_refused_by_name(sign_in: SignIn, reported: Open) -> None:
    one, other = reported("Satu")[0], reported("Dua")[0]
    office = sign_in("bawaslu-32.01", "pengkaji")
    asked = {
        "missing": "Nama grup belum ada.",
        "noticed_on_day": "4",
        "noticed_on_month": "12",
        "noticed_on_year": "2024",
    }
    assert office.post(f"/kasus/{other.ref}/langkah/minta_kelengkapan", asked).status_code == 302
    page = office.get("/tugas/bersama", {"kasus": [one.ref, other.ref], "buat": "langkah"}).content.decode()
    assert "tahap yang berbeda" in page
    assert "Menunggu kelengkapan" in page


def test_cases_out_of_sight_cannot_be_chosen(sign_in: SignIn, reported: Open) -> None:
    case = reported()[0]
    page = sign_in("bawaslu-32.02", "pengkaji").get("/tugas/bersama", {"kasus": [case.ref], "buat": "langkah"})
    assert case.ref not in page.content.decode()


def test_work_is_given_to_a_colleague_only(sign_in: SignIn, reported: Open) -> None:
    case = reported()[0]
    verifier, colleague = sign_in("bkn", "verifikator"), sign_in("bkn", "verifikator", 2)
    stranger = sign_in("kemendagri", "verifikator")
    form = verifier.get("/tugas/bersama", {"kasus": [case.ref], "buat": "tugaskan"}).content.decode()
    assert "Petugas verifikator 2" in form
    own, other = colleague.session["penugasan"], stranger.session["penugasan"]
    assert verifier.post("/tugas/tugaskan", {"kasus": [case.ref], "posting": other}).status_code == 422
    assert verifier.post("/tugas/tugaskan", {"kasus": [case.ref], "posting": ""}).status_code == 422
    assert verifier.post("/tugas/tugaskan", {"kasus": [case.ref], "posting": own}).status_code == 302
    assert case.ref in colleague.get("/tugas", {"milik": "saya"}).content.decode()
    assert "Petugas verifikator 2" in verifier.get("/tugas").content.decode()
    assert "Petugas verifikator 2" not in stranger.get("/tugas").content.decode()
    assert "Petugas verifikator 2" not in stranger.get(f"/kasus/{case.ref}").content.decode()


def test_every_page_of_officers_asks_to_sign_in() -> None:
    for path in ("/tugas", "/kasus", "/kasus/NET-2024-7K4QM2", "/penerusan", "/penerusan/baru", "/temuan/baru"):
        answer = Client().get(path)
        assert answer.status_code == 302
        assert answer.url.startswith("/masuk?lanjut=")


def test_notices_are_read_by_the_institution(sign_in: SignIn, reported: Open) -> None:
    case = reported()[0]
    verifier = sign_in("bkn", "verifikator")
    typed = {"reason": "Nama dan jabatan sudah dicari."}
    assert verifier.post(f"/kasus/{case.ref}/langkah/batalkan", typed | {"stage_entry": "1"}).status_code == 302
    office = sign_in("bawaslu-32.01", "pengkaji")
    page = office.get("/pemberitahuan").content.decode()
    assert case.ref in page
    assert "Tandai sudah dibaca" in page
    assert office.post("/pemberitahuan", {"sampai": "999999"}).status_code == 302
    assert "Tandai sudah dibaca" not in office.get("/pemberitahuan").content.decode()
