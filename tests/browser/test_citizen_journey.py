"""A citizen without JavaScript reports in five steps, keeps the code, and comes back with more."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import Page, expect

from .acts import PHOTO, Stage, Upload, fill

DAY = date(2024, 10, 14)
STORY = "Camat mengajak warga memilih salah satu pasangan calon di halaman kantor kecamatan."


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).click()


def test_a_report_in_five_steps_without_script(stage: Stage) -> None:
    stage.installation.move_to(DAY)
    page = stage.page(script=False)
    page.goto("/")
    page.get_by_role("link", name="Buat laporan").click()
    page.get_by_role("link", name="Mulai").click()
    what(page)
    who(page)
    proof(page)
    expect(page.get_by_label("Anonim", exact=True)).to_be_checked()
    press(page, "Simpan dan lanjutkan")
    code = send(page)
    status(page, code)


def what(page: Page) -> None:
    """Faults are named and repaired; nothing typed is lost."""
    page.get_by_label("Ceritakan kejadiannya").fill(STORY)
    fill(page, "act", date(2024, 10, 31))
    press(page, "Simpan dan lanjutkan")
    expect(page.get_by_role("alert")).to_contain_text("perlu diperbaiki")
    assert page.title().startswith("Galat:")
    expect(page.get_by_label("Ceritakan kejadiannya")).to_have_value(STORY)
    expect(page.locator("[name=act_day]")).to_have_value("31")
    page.get_by_role("alert").get_by_role("link").first.click()
    page.locator("[name=form]").first.check()
    fill(page, "act", date(2024, 10, 10))
    fill(page, "known", date(2024, 10, 11))
    fill(page, "province", "32")
    press(page, "Simpan dan lanjutkan")
    assert heading(page) == "Di kabupaten atau kota mana?"
    press(page, "Simpan dan lanjutkan")
    expect(page.get_by_role("alert")).to_be_visible()
    fill(page, "regency", "32.91")
    press(page, "Simpan dan lanjutkan")


def who(page: Page) -> None:
    """Two persons, the first with a wrong number that is repaired."""
    assert heading(page) == "Siapa yang Anda laporkan?"
    page.get_by_label("Nama", exact=True).fill("Ratnadewi Maheswari")
    page.get_by_label("Jabatan").fill("Camat")
    page.locator("[name=office]").fill("Pemerintah Kabupaten Tirtakencana")
    page.locator("summary", has_text="Saya tahu NIP").click()
    page.locator("[name=number]").fill("1990133120150229")
    press(page, "Simpan dan lanjutkan")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Nama", exact=True)).to_have_value("Ratnadewi Maheswari")
    page.locator("[name=number]").fill("")
    press(page, "Tambah orang lain")
    assert heading(page) == "Orang ke-2"
    page.get_by_label("Nama", exact=True).fill("Bagas Tirtayasa")
    press(page, "Simpan dan lanjutkan")
    assert heading(page) == "Anda melaporkan 2 orang"
    page.locator("main").get_by_role("link", name="Lanjutkan").click()


def proof(page: Page) -> None:
    """A file that is not what it says is refused beside one that is kept."""
    assert heading(page) == "Bukti apa yang Anda punya?"
    fill(page, "files", Upload("foto.png", "image/png", b"bukan gambar"))
    press(page, "Unggah")
    expect(page.locator("main")).to_contain_text("Ditolak")
    fill(page, "files", PHOTO)
    press(page, "Unggah")
    expect(page.locator("main")).to_contain_text(PHOTO.name)
    expect(page.locator("main")).to_contain_text("Tersimpan")
    press(page, "Simpan dan lanjutkan")


def send(page: Page) -> str:
    """Everything is shown once more; the code is shown once and typed back."""
    for words in (STORY, "Ratnadewi Maheswari", "Bagas Tirtayasa", "10 Oktober 2024", "Tirtakencana"):
        expect(page.locator("main")).to_contain_text(words)
    press(page, "Kirim laporan")
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Keterangan ini benar").check()
    press(page, "Kirim laporan")
    assert heading(page) == "Laporan terkirim"
    code = re.sub(r"[^0-9A-Z]", "", page.locator("output.code").inner_text())
    wrong = ("2" if code[0] != "2" else "3") + code[1:]
    page.get_by_label("Ketik ulang kode laporan").fill(wrong)
    press(page, "Cocokkan dan lihat status")
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Ketik ulang kode laporan").fill(code.lower())
    press(page, "Cocokkan dan lihat status")
    return code


def status(page: Page, code: str) -> None:
    """Two cases, no name; the code is gone from its page; more evidence is taken."""
    assert heading(page) == "Laporan Anda menjadi 2 kasus"
    expect(page.locator("body")).not_to_contain_text("Ratnadewi")
    expect(page.locator("main")).to_contain_text("14 Oktober 2024")
    fill(page, "files", PHOTO)
    fill(page, "note", "Foto kedua dari tempat yang sama.")
    press(page, "Unggah")
    expect(page.get_by_role("status")).to_contain_text("1 berkas tersimpan")
    press(page, "Tutup status ini")
    page.goto("/lapor/kode")
    expect(page.locator("body")).not_to_contain_text(code[:4])
    page.goto("/status")
    page.get_by_label("Kode laporan").fill("1234")
    press(page, "Cek status")
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Kode laporan").fill(code)
    press(page, "Cek status")
    assert heading(page) == "Laporan Anda menjadi 2 kasus"
    expect(page.locator("main")).to_contain_text("Bukti tambahan diterima")
