"""A citizen without JavaScript reports in five steps, keeps the code, and comes back with more."""

from __future__ import annotations

from playwright.sync_api import expect

from .acts import PHOTO, Stage, fill
from .citizen import ACCUSED, ACT, DAY, press, report, status, titled
from .desk import found


def test_a_report_in_five_steps_without_script(stage: Stage) -> None:
    stage.installation.move_to(DAY)
    page = stage.page(script=False)
    code = stage.notes["code"] = report(stage, page)

    titled(page, "Laporan Anda menjadi 2 kasus")
    stage.look(page)
    expect(page.locator("body")).not_to_contain_text(ACCUSED[stage.width][0])
    expect(page.locator("main")).to_contain_text("14 Oktober 2024")
    fill(page, "files", PHOTO)
    fill(page, "note", "Foto kedua dari tempat yang sama.")
    press(page, "Kirim")
    expect(page.get_by_role("status")).to_contain_text("1 berkas tersimpan")
    stage.look(page, "with more evidence")
    press(page, "Tutup status ini")
    page.goto("/lapor/kode")
    expect(page.locator("body")).not_to_contain_text(code[:4])
    status(page, "1234")
    expect(page.locator(".error-summary")).to_be_visible()
    stage.look(page, "with a fault")
    status(page, code)
    titled(page, "Laporan Anda menjadi 2 kasus")
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


def test_a_name_is_sealed_and_read_on_nobodys_page(stage: Stage) -> None:
    stage.installation.move_to(DAY)
    name, accused = "Sekar Rekaan Pelapor", f"Pegawai Loket {stage.width}"
    page = stage.page(script=False)
    pages: tuple[dict[str, object], ...] = (
        {"form": "social_media", "act": ACT, "province": "32", "story": "Membagikan ajakan memilih di grup kantor."},
        {"regency": "32.91"},
        {"name": accused},
        {"links": "https://contoh.example/unggahan"},
        {"identity": "terbuka"},
        {"name": name, "address": "Jalan Rekaan 1", "email": "sekar@warga.example", "signature": "1"},
    )
    page.goto("/lapor/1")
    for answers in pages:
        for field, words in answers.items():
            fill(page, field, words)
        press(page, "Simpan dan lanjutkan")
        if "identity" in answers:
            expect(page.locator(".error-summary")).to_be_visible()
            stage.look(page, "with faults")
    page.get_by_label("Keterangan ini benar").check()
    press(page, "Kirim laporan")
    titled(page, "Laporan terkirim")

    office, member = stage.officer("pengkaji", "bawaslu-32.91"), stage.officer("verifikator", "bkn")
    ref = found(office, "/kasus", accused)
    office.open(ref)
    office.misses(name)
    office.sees("Identitas pelapor tersegel.")
    stage.look(office.page, "with a sealed reporter")
    member.open(ref)
    member.misses(name)
    member.sees("Identitas pelapor tersegel.")
    stage.look(member.page, "with a hidden reporter")
