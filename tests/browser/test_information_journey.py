"""A request for information from the public form to the objection, as the citizen and two officers do it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from .acts import Stage
from .citizen import DAY, press, status, titled


def test_a_request_is_tested_refused_in_part_and_objected_to(stage: Stage) -> None:
    stage.installation.move_to(DAY)
    page = stage.page()
    page.goto("/permohonan-informasi")
    press(page, "Kirim permintaan")
    expect(page.get_by_role("alert")).to_contain_text("perlu diperbaiki")
    stage.look(page, "with faults")
    page.get_by_label("Badan Kepegawaian Negara").check()
    page.get_by_label("Informasi yang Anda minta").fill(f"Jumlah laporan menurut bulan, lebar {stage.width}.")
    page.get_by_label("Untuk apa").fill("Bahan skripsi.")
    page.get_by_label("Nama Anda").fill("Wandasari Kertapati")
    page.get_by_label("Alamat atau kontak Anda").fill("wandasari@warga.example")
    press(page, "Kirim permintaan")
    titled(page, "Permintaan informasi terkirim")
    stage.look(page)
    code = page.locator("output.code").inner_text()
    first, second = stage.officer("ppid-1", "bkn"), stage.officer("ppid-2", "bkn")
    for officer in (first, second):
        officer.page.goto("/permintaan-informasi")
        stage.look(officer.page)
        officer.page.get_by_role("row").filter(has_text="Menunggu jawaban").get_by_role("link").click()
        expect(officer.page.get_by_role("heading", level=1)).to_contain_text("Permintaan informasi INF-")
    first.page.get_by_label("Rahasia pribadi").check()
    act(first.page, "Catat uji konsekuensi")
    stage.look(first.page, "tested")
    second.page.reload()
    act(second.page, "Setujui uji konsekuensi")
    first.page.reload()
    first.page.get_by_label("Hasil").select_option(label="Dikabulkan sebagian")
    act(first.page, "Jawab permintaan")
    stage.look(first.page, "answered")
    status(page, code)
    titled(page, "Status permintaan informasi")
    expect(page.get_by_text("Rahasia pribadi")).to_be_visible()
    page.get_by_label("Alasan").select_option(index=1)
    page.get_by_label("Keberatan Anda").fill("Seharusnya terbuka.")
    press(page, "Kirim keberatan")
    expect(page.get_by_text("Pemohon berkeberatan").first).to_be_visible()
    stage.look(page, "objected")
    stage.eyes.picture(page, "permintaan-informasi")


def act(page: Page, name: str) -> None:
    """Write something into the part of that name and press its button; it is recorded."""
    part = page.get_by_role("region", name=name)
    part.get_by_label("Isi", exact=True).fill(f"Isi dari {name}.")
    part.get_by_role("button", name=name).click()
    expect(page.get_by_text("Tercatat", exact=True)).to_be_visible()
