"""/hak-jawab in a browser without script: code and number, draft, answer, letter, data; wrong ones all look alike."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sbt.cases.actions.accused import kept, opener_of
from sbt.cases.actions.clearance import tell_cleared
from sbt.cases.models import AccusedCode, Case, CaseEvent, Content
from sbt.cases.projection import state_of
from sbt.intake.models import Draft
from sbt.intake.receipt import new_receipt
from sbt.notices.models import Notice
from sbt.notices.queries import notices_of
from sbt.people.acting import acting
from sbt.people.actor import JOBS
from sbt.project import clock
from sbt.protection.models import Reading
from sbt.protection.readings import readers_of
from sbt.rulebook.current import law
from tests.oracle.conftest import Keep, keep
from tests.oracle.expected import Where
from tests.shell.evidence_files import picture
from tests.web.conftest import Open, SignIn

pytestmark = pytest.mark.django_db

__all__ = ["keep"]

OFFICE, NIP = "bawaslu-32.01", "198501012010011003"
ALLEGED = "Mengunggah ajakan memilih satu pasangan calon pada 20 November 2024."
ANSWER = "Akun itu bukan milik saya; saya sedang bertugas di kantor."
CODE = re.compile(r"(?:[0-9A-Z]{4}-(?:<wbr>)?){5}[0-9A-Z]")


@pytest.fixture
def invited(sign_in: SignIn, reported: Open, in_register: Callable[..., str]) -> tuple[Case, str, Client]:
    """A case whose accused was invited through the officers' pages, his code, and the officer's browser."""
    nip = in_register()
    case = reported(instansi="pemda-32.01")[0]
    officer = sign_in(OFFICE, "pengkaji")
    confirmed = officer.post(f"/kasus/{case.ref}/identitas", {"nip": nip, "reason": "Nama dan unit cocok.", "post": ""})
    assert confirmed.status_code == 302, confirmed.content.decode()
    today = clock.now().date()
    given = {
        "invited": "terlapor",
        "allegation": ALLEGED,
        "key": "k",
        **{f"invited_on_{part}": str(getattr(today, part)) for part in ("day", "month", "year")},
        **{f"meeting_on_{part}": str(getattr(today, part)) for part in ("day", "month", "year")},
    }
    taken = officer.post(f"/kasus/{case.ref}/langkah/undang_klarifikasi", given)
    assert taken.status_code == 302, taken.content.decode()
    assert taken["Location"] == f"/kasus/{case.ref}/hak-jawab?tercatat=undang_klarifikasi"
    made = officer.post(f"/kasus/{case.ref}/hak-jawab")
    found = CODE.search(made.content.decode())
    assert found
    assert not CODE.search(officer.get(f"/kasus/{case.ref}/hak-jawab").content.decode())
    return case, found.group().replace("<wbr>", ""), officer


def opened(code: str, nip: str = NIP) -> Client:
    browser = Client(headers={"accept-language": "id"})
    entered = browser.post("/hak-jawab", {"code": code, "nip": nip})
    assert entered.status_code == 302
    return browser


def test_code_and_number_open_the_page_without_a_trace_of_the_reporter(invited: tuple[Case, str, Client]) -> None:
    case, code, _ = invited
    text = opened(code).get("/hak-jawab").content.decode()
    assert ALLEGED in text
    assert case.ref in text
    assert "Terlapor mengajak warga" not in text
    assert "Laporan diterima" not in text
    assert "Jawaban Anda" in text
    assert "Mengajukan keberatan" in text
    assert "belum dipastikan" in text


def test_whatever_opens_nothing_gets_the_same_answer(invited: tuple[Case, str, Client]) -> None:
    _, code, officer = invited
    pages = [
        opened("0000-0000-0000-0000-0000-0").get("/hak-jawab"),
        opened(code, "198501012010011011").get("/hak-jawab"),
    ]
    officer.post(f"/kasus/{invited[0].ref}/hak-jawab")
    pages.append(opened(code).get("/hak-jawab"))
    told = {re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.content.decode()) for page in pages}
    assert {page.status_code for page in pages} == {200}
    assert len(told) == 1
    assert "tidak membuka apa pun" in told.pop()


def test_an_answer_is_drafted_sealed_and_handed_in_with_its_files(invited: tuple[Case, str, Client]) -> None:
    case, code, officer = invited
    browser = opened(code)
    kept = browser.post("/hak-jawab/jawaban", {"statement": "Akun itu", "witnesses": "", "go": "draft"})
    assert kept.status_code == 302
    assert b"Akun itu" not in bytes(Draft.objects.get().sealed)
    assert "Akun itu" in browser.get("/hak-jawab").content.decode()
    empty = browser.post("/hak-jawab/jawaban", {"statement": "", "go": "send"})
    assert empty.status_code == 422
    file = SimpleUploadedFile("surat.png", picture("surat tugas"), "image/png")
    sent = browser.post(
        "/hak-jawab/jawaban", {"statement": ANSWER, "witnesses": "Camat", "files": [file], "go": "send"}
    )
    assert sent.status_code == 302, sent.content.decode()
    assert not Draft.objects.exists()
    event = CaseEvent.objects.get(case=case, step="jawab_terlapor")
    assert (event.institution, event.posting) == ("publik", "terlapor")
    assert Content.objects.filter(case=case, text=ANSWER).exists()
    assert case.file_links.get(title="jawab_terlapor.files").from_report is False
    assert ANSWER in browser.get("/hak-jawab").content.decode()
    assert ANSWER in officer.get(f"/kasus/{case.ref}/hak-jawab").content.decode()


def test_a_file_that_cannot_be_taken_is_named_and_the_words_stay(invited: tuple[Case, str, Client]) -> None:
    _, code, _ = invited
    bad: Any = SimpleUploadedFile("mati.exe", b"MZ" + b"0" * 90, "application/octet-stream")
    answer = opened(code).post("/hak-jawab/jawaban", {"statement": ANSWER, "files": [bad], "go": "send"})
    assert answer.status_code == 422
    assert "mati.exe" in answer.content.decode()
    assert ANSWER in answer.content.decode()


def test_his_data_is_given_as_a_file_and_names_no_reporter(invited: tuple[Case, str, Client]) -> None:
    case, code, _ = invited
    given = opened(code).get("/hak-jawab/data")
    assert given["Content-Disposition"] == f'attachment; filename="data-saya-{case.ref}.json"'
    body = given.json()
    assert body["diri"]["nip"] == NIP
    assert body["dugaan"]["isi"] == ALLEGED
    assert "Terlapor mengajak warga" not in given.content.decode()
    assert Client().get("/hak-jawab/data").status_code == 302


def test_there_is_no_letter_before_he_is_cleared_and_no_foreign_file(invited: tuple[Case, str, Client]) -> None:
    _, code, _ = invited
    browser = opened(code)
    assert browser.get("/hak-jawab/surat").status_code == 404
    assert browser.get("/hak-jawab/salinan/1/1").status_code == 404


def test_a_cleared_accused_reads_his_letter(invited: tuple[Case, str, Client], sign_in: SignIn) -> None:
    case, code, officer = invited
    given = {"reason": "Perbuatannya ternyata dilakukan orang lain.", "key": "k2"}
    done = sign_in("bkn", "verifikator").post(f"/kasus/{case.ref}/langkah/batalkan", given)
    assert done.status_code == 302, done.content.decode()
    browser = opened(code)
    page = browser.get("/hak-jawab").content.decode()
    assert "Dugaan atas Anda sudah ditutup" in page
    assert "Kirim jawaban" not in page
    letter = browser.get("/hak-jawab/surat")
    assert letter.status_code == 200
    assert NIP in letter.content.decode()
    assert "Terlapor dipulihkan" in officer.get("/pemberitahuan").content.decode()
    assert browser.get("/hak-jawab/surat.txt").status_code == 404
    told = set(Notice.objects.filter(ref=case.ref, code="pemulihan").values_list("institution", "posting"))
    assert (OFFICE, "") in told
    assert not {name for name, _ in told} & {"pemda-32.01", "pemda-32.02", "bawaslu-32.02"}


def test_only_the_postings_that_read_the_case_are_told_where_their_institution_had_no_part(keep: Keep) -> None:
    case = keep([Where("bawaslu-32.01", "bawaslu-32", "bkn-kanreg-03", "pemda-32.01", released=False)])[0].case
    one, other = str(uuid.uuid4()), str(uuid.uuid4())
    at = clock.now()
    with acting(JOBS, now=at):
        Reading.objects.create(
            at=at, on=at.date(), posting=one, institution="bpasn", watched_by="bpasn", ref=case.ref,
            fields=["laporan"], purpose="penanganan",
        )  # fmt: skip
    assert readers_of(case.ref) == [("bpasn", one)]
    law_ = law()
    before = state_of(case)
    after = replace(before, stage="selesai_dibatalkan")
    with acting(JOBS, now=at):
        tell_cleared(case, before, after, law_.book.law_for(before.pins), on=at.date())
    told = set(Notice.objects.filter(ref=case.ref).values_list("institution", "posting"))
    assert ("bpasn", one) in told
    assert ("bpasn", "") not in told
    for posting, count in ((one, 1), (other, 0)):
        assert len(notices_of("bpasn", posting=posting)[0]) == count


def test_the_letter_is_signed_frozen_and_bears_its_fingerprint(
    invited: tuple[Case, str, Client], sign_in: SignIn
) -> None:
    case, code, _ = invited
    given = {"reason": "Perbuatannya ternyata dilakukan orang lain.", "key": "k2"}
    assert sign_in("bkn", "verifikator").post(f"/kasus/{case.ref}/langkah/batalkan", given).status_code == 302
    auditor = sign_in("bkn", "auditor")
    today = clock.now().date()
    signed = {
        "number": "77/PEM/2024", "signer": "Anindya Hardinata, Auditor", "key": "k3",
        **{f"letter_date_{part}": str(getattr(today, part)) for part in ("day", "month", "year")},
    }  # fmt: skip
    done = auditor.post(f"/kasus/{case.ref}/langkah/terbitkan_pemulihan", signed)
    assert done.status_code == 302, done.content.decode()
    assert auditor.get(f"/kasus/{case.ref}").status_code == 200
    browser = opened(code)
    text = browser.get("/hak-jawab/surat.txt").content
    page = browser.get("/hak-jawab/surat").content.decode()
    assert hashlib.sha256(text).hexdigest() in page
    for words in ("77/PEM/2024", "Anindya Hardinata", NIP, case.ref):
        assert words in text.decode()
    event = CaseEvent.objects.get(case=case, step="terbitkan_pemulihan")
    assert event.facts["clearance_text"]["code"] == hashlib.sha256(text).hexdigest()
    assert browser.get("/hak-jawab/data").json()["surat_pemulihan"]["sha256"] == hashlib.sha256(text).hexdigest()
    again = auditor.post(f"/kasus/{case.ref}/langkah/terbitkan_pemulihan", signed | {"key": "k4"})
    assert again.status_code == 409


PUNISHED = {"row": "skb22-d1", "level": "heavy", "category": "discipline", "sanction": "pp94_berat_pdhtaps"}


def test_objection_appeal_and_court_action_are_handed_in_with_a_receipt(
    keep: Keep, sign_in: SignIn, published_law: None
) -> None:
    where = Where("bawaslu-32.01", "bawaslu-32", "bkn-kanreg-03", "pemda-32.01", released=True)
    case = keep([where], "menunggu_berlaku", ("keputusan_diterima", "sudah_diputus"), **PUNISHED)[0].case
    code = new_receipt()
    AccusedCode.objects.create(
        case=case,
        opener_hash=kept(opener_of(code, NIP)),
        institution="bawaslu-32.01",
        posting="x",
        issued_on=clock.now().date(),
    )
    browser = opened(code)
    page = browser.get("/hak-jawab").content.decode()
    for step in ("sampaikan_keberatan", "sampaikan_banding", "sampaikan_gugatan"):
        assert f'id="f-{step}-reason"' in page
    assert browser.post("/hak-jawab/banding", {"reason": "pendek"}).status_code == 422
    assert browser.post("/hak-jawab/gugatan", {"reason": "Perkara 12/G/2024"}).status_code == 422
    paper = picture("banding")
    file = SimpleUploadedFile("banding.png", paper, "image/png")
    grounds = "Keputusan itu tidak memeriksa saksi saya."
    sent = browser.post("/hak-jawab/banding", {"reason": grounds, "files": [file]})
    assert sent.status_code == 302, sent.content.decode()
    court = {"reason": "Perkara 12/G/2024/PTUN, pembatalan keputusan.", "court": "ptun"}
    assert browser.post("/hak-jawab/gugatan", court).status_code == 302
    page = browser.get("/hak-jawab").content.decode()
    assert 'id="f-sampaikan_banding-reason"' not in page
    event = CaseEvent.objects.get(case=case, step="sampaikan_banding")
    receipt = browser.get(f"/hak-jawab/tanda-terima/{event.seq}").content.decode()
    assert hashlib.sha256(paper).hexdigest() in receipt
    assert grounds in receipt
    assert f"{case.ref}/{event.seq}" in receipt
    assert browser.get("/hak-jawab/tanda-terima/1").status_code == 404
    assert Notice.objects.filter(ref=case.ref, institution="bpasn", code="sampaikan_banding").exists()
    auditor, today = sign_in("bkn", "auditor"), clock.now().date()
    given = {
        "which": "banding", "key": "k9",
        **{f"received_on_{part}": str(getattr(today, part)) for part in ("day", "month", "year")},
    }  # fmt: skip
    done = auditor.post(f"/kasus/{case.ref}/langkah/akui_upaya", given)
    assert done.status_code == 302, done.content.decode()
    assert "Upaya terlapor diakui sudah diterima" in browser.get("/hak-jawab").content.decode()


def test_only_the_inviting_office_makes_codes_and_others_see_the_case_as_far_as_before(
    invited: tuple[Case, str, Client], sign_in: SignIn
) -> None:
    case, _, _ = invited
    assert sign_in("bkn", "verifikator").post(f"/kasus/{case.ref}/hak-jawab").status_code == 403
    assert sign_in("bawaslu-32.02", "pengkaji").get(f"/kasus/{case.ref}/hak-jawab").status_code == 404


def test_closing_forgets_the_page_on_this_device(invited: tuple[Case, str, Client]) -> None:
    _, code, _ = invited
    browser = opened(code)
    browser.post("/hak-jawab/tutup")
    assert ALLEGED not in browser.get("/hak-jawab").content.decode()
