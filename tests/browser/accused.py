"""The accused: his office makes a code, he opens his page with it and his number, drafts and sends an answer."""

from __future__ import annotations

from playwright.sync_api import expect

from .acts import Officer, Stage
from .citizen import STORY, press, titled

ANSWER = "Akun itu bukan milik saya; pada jam itu saya bertugas di kantor."


def answers(stage: Stage, office: Officer, ref: str, nip: str, told: str) -> None:
    """Hand over the code and let him answer; wrong numbers open nothing, and nothing shows who reported."""
    office.page.goto(f"/kasus/{ref}/hak-jawab")
    stage.look(office.page)
    press(office.page, "Buat kode hak jawab")
    stage.look(office.page, "with a code")
    code = office.page.locator("p.receipt").inner_text()
    page = stage.page()
    page.goto("/hak-jawab")
    stage.look(page)
    for number in (f"{nip[:-1]}{(int(nip[-1]) + 1) % 10}", nip):
        page.get_by_label("Kode dari surat").fill(code)
        page.get_by_label("NIP Anda").fill(number)
        press(page, "Buka")
        if number != nip:
            expect(page.locator("main")).to_contain_text("tidak membuka apa pun")
            stage.look(page, "opens nothing")
    titled(page, "Hak jawab Anda")
    expect(page.locator("main")).to_contain_text(told)
    expect(page.locator("body")).not_to_contain_text(STORY)
    stage.look(page, "opened")
    stage.eyes.picture(page, "hak-jawab")
    page.get_by_label("Tanggapan atas dugaan").fill("Akun itu")
    press(page, "Simpan draf")
    expect(page.get_by_label("Tanggapan atas dugaan")).to_have_value("Akun itu")
    page.get_by_label("Tanggapan atas dugaan").fill("")
    press(page, "Kirim jawaban")
    expect(page.get_by_role("alert")).to_be_visible()
    stage.look(page, "with a fault")
    page.get_by_label("Tanggapan atas dugaan").fill(ANSWER)
    press(page, "Kirim jawaban")
    expect(page.locator("#sent")).to_be_visible()
    stage.look(page, "answered")
    press(page, "Tutup halaman ini")
    titled(page, "Hak jawab")
    office.page.goto(f"/kasus/{ref}/hak-jawab")
    office.sees(ANSWER)
    stage.look(office.page, "answered")
