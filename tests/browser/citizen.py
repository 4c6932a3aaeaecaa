"""A citizen at the five pages of a report, who makes mistakes and repairs them."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import Page, expect

from .acts import PHOTO, Stage, Upload, fill

DAY = date(2024, 10, 14)
ACT = date(2024, 10, 10)
STORY = "Mengunggah ajakan memilih salah satu pasangan calon, lengkap dengan nomor urut, pada akun pribadi."
ACCUSED = {390: ("Ratna dewi Maheswari", "Camat"), 1280: ("Tegar Wiranusa", "Kepala Seksi Angkutan")}
"""At each width somebody else, so that the two journeys do not meet."""
OFFICE = "Pemerintah Kabupaten Tirtakencana"
SECOND = "Guru yang ikut menyebarkan"


def report(stage: Stage, page: Page) -> str:
    """Hand in an anonymous report of two persons and give its code; every mistake on the way is repaired."""
    page.goto("/")
    stage.look(page)
    stage.eyes.picture(page, "beranda")
    page.get_by_role("link", name="Buat laporan").click()
    stage.look(page)
    page.get_by_role("link", name="Mulai").click()
    _what(stage, page)
    _who(stage, page)
    _proof(stage, page)
    expect(page.get_by_label("Anonim", exact=True)).to_be_checked()
    stage.look(page)
    press(page, "Simpan dan lanjutkan")
    return _send(stage, page)


def titled(page: Page, words: str) -> None:
    """The page has come whose only h1 has these words."""
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def press(page: Page, name: str) -> None:
    """Press a button of the page's own part."""
    page.locator("main").get_by_role("button", name=name, exact=True).click()


def _what(stage: Stage, page: Page) -> None:
    stage.look(page)
    stage.eyes.picture(page, "lapor-1")
    page.get_by_label("Ceritakan kejadiannya").fill(STORY)
    fill(page, "act", date(2024, 10, 31))
    press(page, "Simpan dan lanjutkan")
    expect(page.get_by_role("alert")).to_contain_text("perlu diperbaiki")
    assert page.title().startswith("Galat:")
    stage.look(page, "with faults")
    expect(page.get_by_label("Ceritakan kejadiannya")).to_have_value(STORY)
    expect(page.locator("[name=act_day]")).to_have_value("31")
    page.get_by_role("alert").get_by_role("link").first.click()
    fill(page, "form", "social_media")
    fill(page, "act", ACT)
    fill(page, "known", date(2024, 10, 11))
    fill(page, "province", "32")
    press(page, "Simpan dan lanjutkan")
    titled(page, "Di kabupaten atau kota mana?")
    stage.look(page)
    press(page, "Simpan dan lanjutkan")
    expect(page.get_by_role("alert")).to_be_visible()
    fill(page, "regency", "32.91")
    press(page, "Simpan dan lanjutkan")


def _who(stage: Stage, page: Page) -> None:
    name, post = ACCUSED[stage.width]
    titled(page, "Siapa yang Anda laporkan?")
    stage.look(page)
    page.get_by_label("Nama", exact=True).fill(name)
    page.get_by_label("Jabatan").fill(post)
    page.locator("[name=office]").fill(OFFICE)
    page.locator("summary", has_text="Saya tahu NIP").click()
    page.locator("[name=number]").fill("1990133120150229")
    press(page, "Simpan dan lanjutkan")
    expect(page.get_by_role("alert")).to_be_visible()
    stage.look(page, "with faults")
    expect(page.get_by_label("Nama", exact=True)).to_have_value(name)
    page.locator("[name=number]").fill("")
    press(page, "Tambah orang lain")
    titled(page, "Orang ke-2")
    page.get_by_label("Nama", exact=True).fill(SECOND)
    press(page, "Simpan dan lanjutkan")
    titled(page, "Anda melaporkan 2 orang")
    stage.look(page)
    page.locator("main").get_by_role("link", name="Lanjutkan").click()


def _proof(stage: Stage, page: Page) -> None:
    titled(page, "Bukti apa yang Anda punya?")
    stage.look(page)
    fill(page, "files", Upload("foto.png", "image/png", b"bukan gambar"))
    press(page, "Unggah")
    expect(page.locator("main")).to_contain_text("Ditolak")
    fill(page, "files", PHOTO)
    press(page, "Unggah")
    expect(page.locator("main")).to_contain_text(PHOTO.name)
    expect(page.locator("main")).to_contain_text("Tersimpan")
    stage.look(page, "with a file")
    press(page, "Simpan dan lanjutkan")


def _send(stage: Stage, page: Page) -> str:
    for words in (STORY, ACCUSED[stage.width][0], SECOND, "10 Oktober 2024", "Tirtakencana"):
        expect(page.locator("main")).to_contain_text(words)
    stage.look(page)
    press(page, "Kirim laporan")
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Keterangan ini benar").check()
    press(page, "Kirim laporan")
    titled(page, "Laporan terkirim")
    stage.look(page)
    stage.eyes.picture(page, "kode-laporan")
    return _typed_back(stage, page)


def _typed_back(stage: Stage, page: Page) -> str:
    code = re.sub(r"[^0-9A-Z]", "", page.locator("output.code").inner_text())
    wrong = ("2" if code[0] != "2" else "3") + code[1:]
    page.get_by_label("Ketik ulang kode laporan").fill(wrong)
    press(page, "Cocokkan dan lihat status")
    expect(page.get_by_role("alert")).to_be_visible()
    stage.look(page, "with a fault")
    page.get_by_label("Ketik ulang kode laporan").fill(code.lower())
    press(page, "Cocokkan dan lihat status")
    return code


def status(page: Page, code: str) -> None:
    """Open the status with a code."""
    page.goto("/status")
    page.get_by_label("Kode laporan").fill(code)
    press(page, "Cek status")
