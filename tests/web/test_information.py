"""A request for public information: by its limits, tested by one, approved by another, answered, objected to, disputed."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from sbt.information.models import Act, Request
from sbt.information.queries import history_of
from sbt.people.acting import acting
from sbt.people.actor import JOBS
from sbt.people.factors import RECORDS
from sbt.project import clock
from sbt.protection.disposals import propose
from sbt.register.models import Subject
from sbt.rulebook.current import law
from sbt.rules.information import closed
from tests.web.conftest import Open, SignIn

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("published_law")]

WANTED = "Jumlah laporan netralitas yang diterima di Jawa Barat selama 2024, menurut bulan."
ASKED = {
    "institution": "bkn", "wanted": WANTED, "purpose": "Penelitian kampus.", "name": "Wulan Pramesti",
    "contact": "wulan@warga.example",
}  # fmt: skip


@pytest.fixture
def citizen() -> Client:
    return Client(headers={"accept-language": "id"})


def asked(citizen: Client, **more: str) -> str:
    """Ask, and give the receipt."""
    form = citizen.get("/permohonan-informasi").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', form)
    assert key
    answer = citizen.post("/permohonan-informasi", {**ASKED, "key": key[1], **more})
    assert answer.status_code == 201, answer.content.decode()
    again = citizen.post("/permohonan-informasi", {**ASKED, "key": key[1], **more})
    found = re.search(r'<output class="code">(.*?)</output>', answer.content.decode())
    assert found
    assert found[1] in again.content.decode(), "the same form sent twice is one request"
    return found[1].replace("<wbr>", "")


def status(citizen: Client, receipt: str) -> str:
    citizen.post("/status", {"code": receipt})
    return citizen.get("/status").content.decode()


def did(officer: Client, act: str, **more: object) -> int:
    address = f"/permintaan-informasi/{Request.objects.get().id}"
    return officer.post(address, {"act": act, "text": f"Isi {act}.", **more}).status_code


def test_the_form_says_whats_missing_and_keeps_what_was_typed(citizen: Client) -> None:
    answer = citizen.post("/permohonan-informasi", {**ASKED, "name": "", "institution": "kemenkeu"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Isi nama Anda" in text
    assert "Pilih badan publik yang Anda mintai" in text
    assert WANTED in text
    assert not Request.objects.exists()


def test_limits_are_counted_in_working_days_with_their_articles(citizen: Client, sign_in: SignIn) -> None:
    receipt = asked(citizen)
    row = Request.objects.get()
    assert row.received_on == date(2024, 12, 4)
    assert row.due_on == date(2024, 12, 18), "ten working days"
    page = citizen.get("/permohonan-informasi").content.decode()
    assert "10 hari kerja" in page
    assert "UU 14/2008" in page
    assert "Menunggu jawaban" in status(citizen, receipt)
    officer = sign_in("bkn", "ppid")
    assert did(officer, "perpanjang") == 302
    row.refresh_from_db()
    days = law().book.commons.calendar
    assert row.due_on == days.forward(date(2024, 12, 18), 7)
    assert did(officer, "perpanjang") == 409, "once"
    assert "Waktu menjawab diperpanjang" in status(citizen, receipt)


def test_a_refusal_needs_a_test_that_a_second_person_approved(citizen: Client, sign_in: SignIn) -> None:
    receipt = asked(citizen)
    first, second = sign_in("bkn", "ppid"), sign_in("bkn", "ppid", 2)
    assert did(first, "jawab", outcome="ditolak") == 409
    assert did(first, "uji") == 422, "a test weighs grounds"
    assert did(first, "uji", grounds=["rahasia_pribadi", "bukan_alasan"]) == 422
    assert did(first, "uji", grounds=["rahasia_pribadi"]) == 302
    assert did(first, "setujui_uji") == 409, "nobody approves his own test"
    assert did(first, "jawab", outcome="ditolak") == 409
    assert did(second, "setujui_uji") == 302
    assert did(first, "jawab", outcome="ditolak") == 302
    page = status(citizen, receipt)
    for words in ("Ditolak", "Rahasia pribadi", "Pasal 17 huruf h", "Berkeberatan", "Komisi Informasi"):
        assert words in page, words
    assert "Petugas ppid" not in page
    assert "Isi uji." not in page


def test_a_returned_test_is_done_again(citizen: Client, sign_in: SignIn) -> None:
    asked(citizen)
    first, second = sign_in("bkn", "ppid"), sign_in("bkn", "ppid", 2)
    assert did(first, "uji", grounds=["penegakan_hukum"]) == 302
    assert did(second, "kembalikan_uji") == 302
    assert did(first, "jawab", outcome="sebagian") == 409
    assert did(first, "uji", grounds=["rahasia_pribadi"]) == 302
    assert did(second, "setujui_uji") == 302
    assert did(second, "jawab", outcome="sebagian") == 302


def test_an_objection_is_decided_by_the_superior_and_a_dispute_is_dated(citizen: Client, sign_in: SignIn) -> None:
    receipt = asked(citizen)
    officer, superior = sign_in("bkn", "ppid"), sign_in("bkn", "atasan_ppid")
    assert did(superior, "putus_keberatan", outcome="dikuatkan") == 409
    assert did(superior, "jawab", outcome="dikabulkan") == 403
    citizen.post("/status", {"code": receipt})
    early = citizen.post("/status/keberatan-informasi", {"ground": "tidak_ditanggapi", "text": "Lama sekali."})
    assert early.status_code == 422, "not before the last day"
    assert did(officer, "jawab", outcome="dikabulkan") == 302
    wrong = citizen.post("/status/keberatan-informasi", {"ground": "tidak_ditanggapi", "text": "Tidak dijawab."})
    assert wrong.status_code == 422
    sent = citizen.post("/status/keberatan-informasi", {"ground": "tidak_sesuai", "text": "Bukan yang saya minta."})
    assert sent.status_code == 302
    row = Request.objects.get()
    assert row.closed_on is None
    objection = Act.objects.get(act="keberatan")
    assert objection.due_on == law().book.commons.calendar.forward(date(2024, 12, 4), 30)
    assert did(officer, "putus_keberatan", outcome="dikuatkan") == 403
    assert did(superior, "putus_keberatan", outcome="dikuatkan") == 302
    assert "Jawaban dikuatkan" in status(citizen, receipt)
    assert did(officer, "sengketa", outcome="terdaftar", number="012/XII/KIP-PS/2024") == 302
    assert did(officer, "sengketa", outcome="diputus") == 302
    assert did(officer, "sengketa", outcome="diputus") == 409
    row.refresh_from_db()
    assert closed(history_of(row))
    assert row.closed_on == timezone.localdate(clock.now())


def test_who_was_not_answered_may_object_after_the_last_day(citizen: Client) -> None:
    receipt = asked(citizen)
    Request.objects.update(due_on=date(2024, 12, 3))
    citizen.post("/status", {"code": receipt})
    sent = citizen.post("/status/keberatan-informasi", {"ground": "tidak_ditanggapi", "text": "Tidak dijawab."})
    assert sent.status_code == 302
    assert "Pemohon berkeberatan" in status(citizen, receipt)


@pytest.mark.parametrize("named", ["Kata Tegar Wiranusa, jumlahnya tiga.", "NIP 19850101 201001 1 003 dilaporkan."])
def test_no_answer_names_an_accused_whom_the_law_has_not_opened(
    citizen: Client, sign_in: SignIn, reported: Open, named: str
) -> None:
    (case,) = reported("Tegar Wiranusa")
    Subject.objects.filter(cases=case).update(nip="198501012010011003")
    receipt = asked(citizen)
    officer = sign_in("bkn", "ppid")
    assert did(officer, "jawab", outcome="dikabulkan", text=named) == 409
    assert "Tegar" not in status(citizen, receipt)
    assert did(officer, "jawab", outcome="dikabulkan", text="Jumlahnya tiga laporan.") == 302
    assert "Jumlahnya tiga laporan." in status(citizen, receipt)


def test_it_is_absent_for_everybody_else(citizen: Client, sign_in: SignIn) -> None:
    asked(citizen)
    address = f"/permintaan-informasi/{Request.objects.get().id}"
    for institution, role in (("bkn", "verifikator"), ("bawaslu", "ppid"), ("pemda-32.01", "pic")):
        assert sign_in(institution, role).get(address).status_code == 404
    assert WANTED not in sign_in("kemendagri", "ppid").get("/permintaan-informasi").content.decode()
    assert sign_in("bkn", "auditor").get("/permintaan-informasi").status_code == 404
    assert WANTED in sign_in("bkn", "ppid").get(address).content.decode()
    assert status(citizen, "0000-0000-0000-0000-0000-0") != status(citizen, asked(citizen))


def test_deciding_asks_for_a_fresh_factor(citizen: Client, sign_in: SignIn) -> None:
    asked(citizen)
    assert did(sign_in("bkn", "ppid"), "uji", grounds=["rahasia_pribadi"]) == 302
    second = sign_in("bkn", "ppid", 2)
    session = second.session
    session[RECORDS] = [{"method": "mfa", "at": clock.real_now().timestamp() - 600}]
    session.save()
    assert did(second, "setujui_uji") == 302
    assert not Act.objects.filter(act="setujui_uji").exists()


def test_a_closed_request_goes_when_its_time_is_over(citizen: Client, sign_in: SignIn) -> None:
    asked(citizen)
    assert did(sign_in("bkn", "ppid"), "jawab", outcome="dikabulkan") == 302
    with acting(JOBS, now=clock.now()):
        assert not propose(law(), today=date(2029, 12, 4))
        (found,) = propose(law(), today=date(2029, 12, 5))
    assert found.schedule == "permohonan_informasi"
