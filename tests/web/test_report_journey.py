"""A citizen's report from the first page to its status, without JavaScript, with everything that can go wrong between."""

import re
from datetime import date
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sbt.cases.actions import StepInput, take_step
from sbt.cases.models import Case
from sbt.evidence.kinds import LARGEST
from sbt.intake.models import Draft, Report
from sbt.intake.receipt import new_receipt, well_formed
from sbt.people.acting import acting
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.authority import Actor
from sbt.rules.outcome import Refused

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("published_law")]

WHAT = {
    "form": "social_media",
    "precision": "day",
    "act_day": "20",
    "act_month": "11",
    "act_year": "2024",
    "known_day": "30",
    "known_month": "11",
    "known_year": "2024",
    "province": "32",
    "story": "Camat mengajak warga memilih satu pasangan calon dalam rapat desa.",
}
PNG = b"\x89PNG\r\n\x1a\n" + bytes(2000)


@pytest.fixture
def citizen() -> Client:
    return Client(headers={"accept-language": "id"})


def png(name: str = "bukti.png", body: bytes = PNG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body, "image/png")


def fill(citizen: Client, **you: str) -> str:
    """Answer all steps and give the key that the last form holds."""
    assert citizen.post("/lapor/1", WHAT).url == "/lapor/1/wilayah"
    where = citizen.post("/lapor/1/wilayah", {"regency": "32.91"})
    assert where.url == "/lapor/2", where.content.decode()
    assert citizen.post("/lapor/2/orang/1", {"name": "Bapak Tegar", "post": "Camat"}).url == "/lapor/3"
    assert citizen.post("/lapor/3", {"files": [png()], "go": "next"}).url == "/lapor/4"
    assert citizen.post("/lapor/4", {"identity": "anonim"} | you).url == "/lapor/5"
    found = re.search(r'name="key" value="([^"]+)"', citizen.get("/lapor/5").content.decode())
    assert found
    return found[1]


def receipt_on(citizen: Client) -> str:
    body = citizen.get("/lapor/kode").content.decode()
    found = re.search(r'<output class="code">(.*?)</output>', body)
    assert found, body
    return found[1].replace("<wbr>", "")


def test_from_the_first_page_to_the_status(citizen: Client) -> None:
    assert b"Buat laporan" in citizen.get("/").content
    key = fill(citizen)
    checked = citizen.get("/lapor/5").content.decode()
    assert "Bapak Tegar, Camat" in checked
    assert "bukti.png" in checked
    sent = citizen.post("/lapor/5", {"key": key, "truthful": "1"})
    assert sent.url == "/lapor/kode"
    receipt = receipt_on(citizen)
    assert well_formed(receipt)
    assert Report.objects.count() == 1
    assert not Draft.objects.exists()
    wrong = citizen.post("/lapor/kode/ketik", {"code": new_receipt()})
    assert wrong.status_code == 422
    assert citizen.post("/lapor/kode/ketik", {"code": receipt.lower().replace("-", " ")}).url == "/status"
    assert citizen.get("/lapor/kode").url == "/status", "the receipt is shown once"
    status = citizen.get("/status").content.decode()
    assert "Diterima 4 Desember 2024" in status
    assert "belum dipastikan" in status
    assert "Tegar" not in status
    assert citizen.post("/status/bukti", {"files": [png("lagi.png")]}).url == "/status?tersimpan=1"
    assert "2 berkas." in citizen.get("/status").content.decode()
    assert citizen.post("/status/bukti", {"note": " "}).status_code == 422
    link = citizen.post("/status/bukti", {"note": "https://contoh.id/unggahan/7"})
    assert "Keterangan Anda diterima" in citizen.get(link.url).content.decode()
    assert citizen.post("/status/tutup").url == "/status"
    assert "Cek status laporan" in citizen.get("/status").content.decode()


def test_the_same_sending_twice_is_one_report_with_one_receipt(citizen: Client) -> None:
    key = fill(citizen)
    cookies = dict(citizen.cookies)
    citizen.post("/lapor/5", {"key": key, "truthful": "1"})
    first = receipt_on(citizen)
    again = Client()
    again.cookies.load({name: morsel.value for name, morsel in cookies.items()})
    assert again.post("/lapor/5", {"key": key, "truthful": "1"}).url == "/lapor/kode"
    assert receipt_on(again) == first
    assert Report.objects.count() == 1
    stranger = Client()
    assert stranger.post("/lapor/5", {"key": "tebakan", "truthful": "1"}).url == "/lapor"


def test_untruthful_is_not_sent(citizen: Client) -> None:
    key = fill(citizen)
    refused = citizen.post("/lapor/5", {"key": key})
    assert refused.status_code == 422
    assert "<title>Galat: " in refused.content.decode()
    assert not Report.objects.exists()


def test_faults_keep_what_was_typed(citizen: Client) -> None:
    page = citizen.post("/lapor/1", WHAT | {"act_day": "31", "story": "<b>pendek</b>"})
    body = page.content.decode()
    assert page.status_code == 422
    assert "<title>Galat: Apa yang terjadi?" in body
    assert 'href="#f-act"' in body
    assert "&lt;b&gt;pendek&lt;/b&gt;" in body
    assert 'value="31"' in body


def test_in_demo_mode_only_invented_regencies_are_offered(citizen: Client) -> None:
    citizen.post("/lapor/1", WHAT)
    offered = re.findall(r'<option value="([\d.]+)"', citizen.get("/lapor/1/wilayah").content.decode())
    assert offered == ["32.91", "32.92", "32.93"]
    real = citizen.post("/lapor/1/wilayah", {"regency": "32.01"})
    assert real.status_code == 422
    assert "Kabupaten Bogor" not in citizen.get("/lapor/2/orang/1").content.decode()


def test_several_people_can_be_named_changed_and_removed(citizen: Client) -> None:
    citizen.post("/lapor/1", WHAT)
    citizen.post("/lapor/1/wilayah", {"regency": "32.91"})
    assert citizen.get("/lapor/2").url == "/lapor/2/orang/1"
    assert citizen.post("/lapor/2/orang/1", {"name": "Satu", "go": "add"}).url == "/lapor/2/orang/2"
    assert citizen.post("/lapor/2/orang/2", {"name": "Dua"}).url == "/lapor/2"
    assert "Anda melaporkan 2 orang" in citizen.get("/lapor/2").content.decode()
    citizen.post("/lapor/2", {"remove": "1"})
    body = citizen.get("/lapor/2").content.decode()
    assert "Dua" in body
    assert "Satu" not in body
    assert citizen.get("/lapor/2/orang/9").url == "/lapor/2"


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (png("kosong.png", b""), "kosong"),
        (png("besar.png", PNG + bytes(LARGEST)), "lebih dari 25 MB"),
        (SimpleUploadedFile("surat.docx", b"PK\x03\x04" + bytes(100)), "Simpan sebagai PDF"),
        (png("surat.pdf"), "tidak sesuai dengan namanya"),
    ],
    ids=["empty", "too large", "unknown", "other than it says"],
)
def test_a_file_that_is_refused_is_named_and_the_rest_stays(
    citizen: Client, file: SimpleUploadedFile, words: str
) -> None:
    citizen.post("/lapor/1", WHAT)
    page = citizen.post("/lapor/3", {"files": [png(), file], "links": "https://contoh.id", "go": "next"})
    body = unescape(page.content.decode())
    assert page.status_code == 422
    assert words in body
    assert "1 tersimpan, 1 ditolak" in body
    assert "https://contoh.id" in body


def test_two_hundred_files_at_once(citizen: Client) -> None:
    citizen.post("/lapor/1", WHAT)
    page = citizen.post("/lapor/3", {"files": [png(f"{n}.png") for n in range(200)], "links": "https://contoh.id"})
    body = page.content.decode()
    assert page.status_code == 422
    assert "20 tersimpan" in body
    assert "https://contoh.id" in body


def test_a_draft_opens_to_its_cookie_only_and_can_be_discarded(citizen: Client) -> None:
    citizen.post("/lapor/1", WHAT)
    assert "Lanjutkan draf" in citizen.get("/lapor").content.decode()
    assert "Lanjutkan draf" not in Client().get("/lapor").content.decode()
    assert citizen.post("/lapor/hapus").url == "/lapor?dihapus=1"
    assert not Draft.objects.exists()
    assert citizen.get("/lapor/3").url == "/lapor"
    citizen.cookies["sbt_draf"] = "bukan-kunci"
    assert citizen.get("/lapor/3").url == "/lapor"


def test_quick_exit_leads_elsewhere_and_keeps_the_draft(citizen: Client) -> None:
    citizen.post("/lapor/1", WHAT)
    away = citizen.get("/lapor/keluar")
    assert away.url.startswith("https://")
    assert away["Referrer-Policy"] == "no-referrer"
    assert Draft.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Isi kode laporan"),
        ("7K4Q", "4 karakter, seharusnya 21"),
        ("7K4Q-M9TX-2DHR-8WNC-5VJB-U", "tidak pernah memuat U"),
        ("7K4Q-M9TX-2DHR-8WNC-5VJB-!", "tidak pernah memuat !"),
        ("7K4Q-M9TX-2DHR-8WNC-5VBJ-T", "keliru atau tertukar"),
        ("\u202e7K4Q", "pembalik arah"),
    ],
)
def test_a_faulty_code_is_told_at_once(citizen: Client, typed: str, words: str) -> None:
    page = citizen.post("/status", {"code": typed})
    assert page.status_code == 422
    assert words in page.content.decode()


def test_a_code_that_opens_nothing_gets_one_answer(citizen: Client) -> None:
    answers = set()
    for _ in range(2):
        assert citizen.post("/status", {"code": new_receipt()}).url == "/status"
        body = citizen.get("/status").content.decode()
        assert "Tidak ada laporan yang dapat dibuka" in body
        answers.add(re.sub(r"<input[^>]*csrf[^>]*>|Jam demo:[^<]*", "", body))
    assert len(answers) == 1


def test_a_late_report_is_accepted_with_a_warning(citizen: Client) -> None:
    citizen.post("/lapor/1", WHAT | {"act_day": "1", "known_day": "2"})
    citizen.post("/lapor/1/wilayah", {"regency": "32.91"})
    assert "Batas registrasi Bawaslu sudah lewat (9 November 2024)" in citizen.get("/lapor/2/orang/1").content.decode()


def test_english_by_header_and_by_choice(citizen: Client) -> None:
    assert b"Make a report" in Client(headers={"accept-language": "en"}).get("/lapor").content
    citizen.post("/bahasa", {"language": "en", "next": "/lapor"})
    assert b"Make a report" in citizen.get("/lapor").content
    assert citizen.post("/bahasa", {"language": "id", "next": "https://jahat.id"}).url == "/"


def test_theme_and_saved_data(citizen: Client) -> None:
    citizen.post("/tampilan", {"theme": "dark", "next": "/"})
    assert 'data-theme="dark"' in citizen.get("/").content.decode()
    citizen.post("/tampilan", {"theme": "", "next": "/"})
    assert "data-theme" not in citizen.get("/").content.decode()
    assert "fonts." in citizen.get("/").content.decode()
    assert "fonts." not in citizen.get("/", headers={"save-data": "on"}).content.decode()


PUBLIC_PAGES = [
    "/", "/bantuan", "/aksesibilitas", "/privasi", "/lapor", "/lapor/1", "/status", "/hukum", "/hukum/matriks",
    "/hukum/matriks?versi=skb-2020", "/hukum/sanksi", "/hukum/tenggat", "/hukum/kalender", "/hukum/kalender?tahun=2025",
    "/hukum/tenggat/pp94_delivery?start_day=20&start_month=12&start_year=2024", "/masuk",
]  # fmt: skip


@pytest.mark.parametrize("path", PUBLIC_PAGES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_public_pages_are_whole_and_say_that_data_is_invented(path: str, language: str) -> None:
    page = Client(headers={"accept-language": language, "accept-encoding": "gzip"}).get(path)
    assert page.status_code == 200
    assert len(page.content) < 20_000
    plain = Client(headers={"accept-language": language}).get(path).content.decode()
    assert ("DATA REKAAN" if language == "id" else "INVENTED DATA") in plain
    assert plain.count("<h1") == 1
    assert f'<html lang="{language}"' in plain
    ids = re.findall(r'\sid="([^"]+)"', plain)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', plain)) <= set(ids)


def test_a_limit_is_counted_with_the_days_that_do_not_count() -> None:
    page = Client(headers={"accept-language": "id"}).get(PUBLIC_PAGES[-2]).content.decode()
    assert "Selasa, 14 Januari 2025" in page
    assert "cuti bersama" in page.lower()
    assert Client().get("/hukum/tenggat/tidak-ada").status_code == 404
    far = Client().get("/hukum/tenggat/pp94_delivery?start_day=20&start_month=12&start_year=2031")
    assert "belum diterbitkan" in far.content.decode()


def test_what_is_not_there_says_so_with_a_reference() -> None:
    page = Client().get("/tidak-ada")
    assert page.status_code == 404
    assert "Nomor rujukan" in page.content.decode()


def test_what_is_asked_is_shown_completed_and_the_report_withdrawn(citizen: Client) -> None:
    key = fill(citizen)
    citizen.post("/lapor/5", {"key": key, "truthful": "1"})
    citizen.post("/lapor/kode/ketik", {"code": receipt_on(citizen)})
    case = Case.objects.get()
    office = Actor(posting="p", institution="bawaslu-32.91", kind="bawaslu_kabkota", role="pengkaji", area="32.91")
    asked = StepInput(step="minta_kelengkapan", facts={"missing": "Tautan aslinya.", "noticed_on": date(2024, 12, 4)})
    with acting(office, now=clock.now()) as act:
        outcome = act.settle(take_step(case.ref, asked, book=law().book, actor=office, now=clock.now()))
    assert not isinstance(outcome, Refused), outcome
    page = citizen.get("/status").content.decode()
    assert "Tautan aslinya." in page
    assert 'action="/status/lengkapi"' in page
    assert 'action="/status/sanggah"' not in page
    empty = citizen.post("/status/lengkapi", {"case": "1", "text": ""})
    assert empty.status_code == 422
    assert 'href="#f-perbaikan-1"' in empty.content.decode()
    unfit = {"case": "1", "text": "Ini tautannya, lengkap.", "files": [png("kosong.png", b"")]}
    refused = citizen.post("/status/lengkapi", unfit)
    assert refused.status_code == 422
    assert "Ini tautannya, lengkap." in refused.content.decode()
    fit = {"case": "1", "text": "Ini tautannya, lengkap.", "files": [png("tautan.png")]}
    assert citizen.post("/status/lengkapi", fit).url == "/status?diterima=perbaikan"
    assert "Kelengkapan Anda diterima" in citizen.get("/status?diterima=perbaikan").content.decode()
    assert citizen.post("/status/lengkapi", fit).status_code == 422, "nothing is asked any more"
    assert citizen.post("/status/tarik", {"case": "1"}).url == "/status?diterima=tarik_laporan"
    for number in ("", "0", "2", "\u0663", "x"):
        assert citizen.post("/status/sanggah", {"case": number, "text": "Saya tidak setuju."}).status_code == 422
    assert Client().post("/status/lengkapi", fit).url == "/status"
