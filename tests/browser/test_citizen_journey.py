"""A citizen without JavaScript reports in five steps, keeps the code, and comes back with more."""

from __future__ import annotations

from playwright.sync_api import expect

from .acts import PHOTO, Stage, fill
from .citizen import ACCUSED, DAY, heading, press, report, status


def test_a_report_in_five_steps_without_script(stage: Stage) -> None:
    stage.installation.move_to(DAY)
    page = stage.page(script=False)
    code = stage.notes["code"] = report(stage, page)

    assert heading(page) == "Laporan Anda menjadi 2 kasus"
    stage.look(page)
    expect(page.locator("body")).not_to_contain_text(ACCUSED[stage.width][0])
    expect(page.locator("main")).to_contain_text("14 Oktober 2024")
    fill(page, "files", PHOTO)
    fill(page, "note", "Foto kedua dari tempat yang sama.")
    press(page, "Unggah")
    expect(page.get_by_role("status")).to_contain_text("1 berkas tersimpan")
    stage.look(page, "with more evidence")
    press(page, "Tutup status ini")
    page.goto("/lapor/kode")
    expect(page.locator("body")).not_to_contain_text(code[:4])
    status(page, "1234")
    expect(page.get_by_role("alert")).to_be_visible()
    stage.look(page, "with a fault")
    status(page, code)
    assert heading(page) == "Laporan Anda menjadi 2 kasus"
    expect(page.locator("main")).to_contain_text("Bukti tambahan diterima")


def test_a_draft_can_be_thrown_away_and_left_quickly(stage: Stage) -> None:
    stage.installation.move_to(DAY)
    page = stage.page(script=False)
    page.goto("/lapor/1")
    page.get_by_label("Ceritakan kejadiannya").fill("Belum tahu mau menulis apa.")
    fill(page, "form", "social_media")
    fill(page, "act", DAY)
    fill(page, "province", "32")
    press(page, "Simpan dan lanjutkan")
    leaving = page.get_by_role("link", name="Keluar cepat")
    expect(leaving).to_have_attribute("href", "/lapor/keluar")
    page.goto("/lapor")
    expect(page.get_by_role("link", name="Lanjutkan draf laporan")).to_be_visible()
    stage.look(page, "with a draft")
    page.get_by_role("link", name="Lanjutkan draf laporan").click()
    press(page, "Hapus draf")
    expect(page.get_by_role("status")).to_contain_text("Draf dihapus")
    stage.look(page, "after discarding")
    page.goto("/lapor/1")
    expect(page.get_by_label("Ceritakan kejadiannya")).to_have_value("")
