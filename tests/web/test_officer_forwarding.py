"""The second entrance on the screen and by spreadsheet: taken as a whole, followed to the end."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sbt.cases.models import Case, Deadline, Forwarding
from sbt.web.sheet import COLUMNS

pytestmark = [pytest.mark.django_db(transaction=True)]

SignIn = Callable[..., Client]
PDF = b"%PDF-1.7\n" + bytes(500)
HEAD = {
    "number": "014/PM/2024",
    "dated_on_day": "2", "dated_on_month": "12", "dated_on_year": "2024",
    "plenary_on_day": "1", "plenary_on_month": "12", "plenary_on_year": "2024",
}  # fmt: skip
LINE = {
    "register_number": "014/Reg/TM/2024",
    "name": "Gilang Prawira",
    "nip": "",
    "post": "Camat",
    "unit": "",
    "office": "",
    "row": "skb22-d8",
    "act_day": "20", "act_month": "11", "act_year": "2024",
    "story": "Mengajak warga memilih satu pasangan calon.",
}  # fmt: skip


def typed(*lines: dict[str, str], **more: Any) -> dict[str, Any]:
    filled = {f"l{n}-{name}": value for n, line in enumerate(lines, 1) for name, value in (LINE | line).items()}
    return (
        HEAD
        | filled
        | {"lines": str(len(lines)), "buat": "teruskan"}
        | {"papers": [SimpleUploadedFile("a.pdf", PDF)]}
        | more
    )


def sheet(*rows: list[Any], heads: list[str] | None = None) -> SimpleUploadedFile:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet()
    page.write_row(0, 0, heads if heads is not None else [names[0] for names in COLUMNS.values()])
    for n, row in enumerate(rows, 1):
        page.write_row(n, 0, row)
    book.close()
    return SimpleUploadedFile("penerusan.xlsx", out.getvalue())


@pytest.fixture
def office(sign_in: SignIn) -> Client:
    return sign_in("bawaslu-32.01", "pengkaji")


def test_two_persons_become_two_cases_that_the_office_follows(office: Client, sign_in: SignIn) -> None:
    sent = office.post("/penerusan/baru", typed({}, {"name": "Sekar Ayu"}))
    assert sent.status_code == 302, sent.content.decode()
    page = office.get(sent.url).content.decode()
    assert "Diterima seluruhnya" in page
    assert page.count("Pemeriksaan kelengkapan penerusan") == 2
    assert Case.objects.count() == 2
    for client in (office, sign_in("bkn", "verifikator")):
        assert "014/PM/2024" in client.get("/penerusan").content.decode()
    assert sign_in("bawaslu-32.02", "pengkaji").get(sent.url).status_code == 404


def test_the_same_form_twice_is_one_forwarding(office: Client) -> None:
    first = office.post("/penerusan/baru", typed({}, key="kunci"))
    assert office.post("/penerusan/baru", typed({}, key="kunci")).url == first.url
    assert Forwarding.objects.count() == 1


def test_one_faulty_line_holds_all_back_and_stays_typed(office: Client) -> None:
    answer = office.post("/penerusan/baru", typed({}, {"name": "Nurmala", "nip": "198513012010011003"}))
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "Baris 2, Nurmala: Angka ke-1 sampai ke-8" in body
    assert 'href="#f-l2-nip"' in body
    assert "198513012010011003" in body
    assert not Case.objects.exists()


def test_a_fault_that_the_rules_find_is_kept_as_refused(office: Client) -> None:
    answer = office.post("/penerusan/baru", typed({"act_day": "2", "act_month": "12"}))
    assert answer.status_code == 422
    assert "Ditolak seluruhnya" in answer.content.decode()
    refused = Forwarding.objects.get()
    assert not refused.accepted
    assert "Ditolak seluruhnya" in office.get(f"/penerusan/{refused.id}").content.decode()
    assert not Case.objects.exists()


def test_a_sheet_fills_the_lines(office: Client) -> None:
    rows = (
        ["014", "Gilang", "", "Camat", "Kecamatan", "", "Disiplin 8", "2024-11-20", "Uraian satu."],
        ["015", "Sekar", "", "", "", "", "skb22-d8", "20 November 2024", "Uraian dua."],
    )
    answer = office.post("/penerusan/baru", {"buat": "lembar", "sheet": sheet(*rows), "number": "014/PM"})
    body = answer.content.decode()
    assert answer.status_code == 200, body
    assert "Penerusan untuk 2 orang" in body
    assert "Semua baris dari lembar dapat dibaca" in body
    assert 'value="014/PM"' in body
    assert body.count('<option value="skb22-d8" selected>') == 2


def test_a_sheet_with_a_wrong_year_and_number_names_the_lines(office: Client) -> None:
    rows = (
        ["014", "Gilang", "1985", "", "", "", "Disiplin 8", "2024-11-20", "Uraian."],
        ["015", "Sekar", "", "", "", "", "Disiplin 99", "2034-11-20", "Uraian."],
    )
    answer = office.post("/penerusan/baru", {"buat": "lembar", "sheet": sheet(*rows)})
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "Baris 1, Gilang: NIP terdiri atas 18 angka" in body
    assert "Baris 2, Sekar: Pilih baris matriks" in body
    assert "Baris 2, Sekar: Tanggal kejadian tidak boleh lebih dari hari ini" in body


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (SimpleUploadedFile("a.xlsx", b"bukan lembar"), "tidak dapat dibaca"),
        (SimpleUploadedFile("a.xlsx", b"PK\x03\x04" + bytes(300)), "tidak dapat dibaca"),
        (SimpleUploadedFile("a.csv", b""), "kosong"),
        (SimpleUploadedFile("a.csv", b"satu;dua\n1;2\n"), "tidak memuat judul kolom"),
        (sheet(), "hanya memuat judul"),
        (sheet(*([["1", "Nama", "", "", "", "", "x", "x", "x"]] * 201)), "Paling banyak 200 orang"),
    ],
)
def test_a_broken_sheet_is_told_and_what_was_typed_stays(
    office: Client, upload: SimpleUploadedFile, words: str
) -> None:
    upload.seek(0)
    answer = office.post("/penerusan/baru", typed({"name": "Tetap Ada"}, buat="lembar", sheet=upload))
    body = answer.content.decode()
    assert answer.status_code == 422
    assert words in body
    assert "Tetap Ada" in body


def test_a_sheet_that_asks_for_all_memory_is_refused_and_the_page_lives(office: Client) -> None:
    far = sheet()
    with zipfile.ZipFile(far) as given:
        parts = {name: given.read(name) for name in given.namelist()}
    last = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"</sheetData>", last)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    upload = SimpleUploadedFile("jauh.xlsx", out.getvalue())
    answer = office.post("/penerusan/baru", typed({"name": "Tetap Ada"}, buat="lembar", sheet=upload))
    assert answer.status_code == 422
    assert "tidak dapat dibaca" in answer.content.decode()


def test_lines_are_added_and_taken_out(office: Client) -> None:
    more = office.post("/penerusan/baru", typed({"name": "Satu"}, {"name": "Dua"}, buat="tambah")).content.decode()
    assert 'name="lines" value="3"' in more
    less = office.post("/penerusan/baru", typed({"name": "Satu"}, {"name": "Dua"}, buat="hapus-1")).content.decode()
    assert 'name="lines" value="1"' in less
    assert "Dua" in less


def test_the_template_can_be_read_back(office: Client) -> None:
    answer = office.get("/penerusan/lembar")
    assert answer["Content-Disposition"] == 'attachment; filename="penerusan.xlsx"'
    back = office.post("/penerusan/baru", {"buat": "lembar", "sheet": SimpleUploadedFile("a.xlsx", answer.content)})
    assert "hanya memuat judul" in back.content.decode()


def test_who_may_not_send_is_told_so(sign_in: SignIn) -> None:
    assert sign_in("bkn", "auditor").get("/penerusan/baru").status_code == 403


def test_two_hundred_persons_go_in_one_forwarding(office: Client) -> None:
    sent = office.post("/penerusan/baru", typed(*({"name": f"Orang {n}"} for n in range(200))))
    assert sent.status_code == 302
    assert Case.objects.count() == 200


def test_only_the_sender_is_told_that_nobody_acknowledged(office: Client, sign_in: SignIn) -> None:
    alarm = "Serah terima Anda yang belum dikonfirmasi"
    office.post("/penerusan/baru", typed({}))
    assert alarm not in office.get("/tugas").content.decode()
    assert Deadline.objects.filter(term="sbt_ack_alarm").update(due_on=date(2024, 12, 1)) == 1
    ref = Case.objects.get().ref
    page = office.get("/tugas").content.decode()
    assert alarm in page
    assert ref in page
    for institution, role in (("bkn", "verifikator"), ("bawaslu-32.02", "pengkaji")):
        assert alarm not in sign_in(institution, role).get("/tugas").content.decode()
