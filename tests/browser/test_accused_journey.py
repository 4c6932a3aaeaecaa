"""Somebody accused wrongly: he answers with a receipt, is cleared, and reads a signed letter; an officer with an interest leaves."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import Page, expect

from .acts import Stage
from .citizen import press, titled
from .desk import enter_finding, identify

DAY, ACT = date(2024, 10, 14), date(2024, 10, 8)
OFFICE = "bawaslu-32.91"
PEOPLE = {390: ("Danurwenda Prabaswara", "198410092009011910"), 1280: ("Gendis Kusumawardhani", "198902142014022911")}
ALLEGED = "Menyukai unggahan salah satu bakal pasangan calon pada 8 Oktober 2024."
GROUNDS = "Akun itu dipakai orang lain yang bernama sama."


def his_page(stage: Stage) -> Page:
    """Open his page with the code of the letter and his number."""
    page = stage.page()
    page.goto("/hak-jawab")
    page.get_by_label("Kode dari surat").fill(stage.notes["his code"])
    page.get_by_label("NIP Anda").fill(PEOPLE[stage.width][1])
    press(page, "Buka")
    titled(page, "Hak jawab Anda")
    return page


def test_he_answers_and_keeps_a_receipt(stage: Stage) -> None:
    stage.installation.move_to(DAY)
    name, nip = PEOPLE[stage.width]
    office = stage.officer("pengkaji", OFFICE)
    ref = enter_finding(office, act=ACT, people=[(name, nip)], story=f"Menyukai unggahan ({stage.width}).")[0]
    stage.notes["wrongly"] = ref
    identify(office, ref, nip)
    office.take(ref, "undang_klarifikasi", invited="terlapor", invited_on=DAY, meeting_on=DAY, allegation=ALLEGED)
    office.page.goto(f"/kasus/{ref}/hak-jawab")
    press(office.page, "Buat kode hak jawab")
    stage.notes["his code"] = office.page.locator("p.receipt").inner_text()
    page = his_page(stage)
    page.get_by_label("Tanggapan atas dugaan").fill(GROUNDS)
    press(page, "Kirim jawaban")
    page.get_by_role("link", name=re.compile("^Tanda terima")).click()
    titled(page, "Tanda terima")
    expect(page.locator("main")).to_contain_text(GROUNDS)
    stage.look(page)


def test_an_officer_with_an_interest_leaves_and_the_agency_records_another(stage: Stage) -> None:
    ref = stage.notes["wrongly"]
    member, auditor = stage.officer("verifikator", "kemenpanrb"), stage.officer("auditor", "bkn")
    member.step(ref, "nyatakan_benturan")
    stage.look(member.page)
    member.fill({"conflict": "kerabat", "reason": "Terlapor adalah adik ipar saya."})
    member.send()
    member.sees("Benturan kepentingan Anda tercatat")
    stage.look(member.page, "left")
    member.finds_nothing(ref)
    auditor.step(ref, "catat_benturan")
    stage.look(auditor.page)
    auditor.open(ref)
    auditor.sees("menunggu petugas tanpa benturan kepentingan")
    stage.look(auditor.page, "waiting")


def test_he_is_cleared_by_a_signed_letter(stage: Stage) -> None:
    ref = stage.notes["wrongly"]
    stage.officer("verifikator", "bkn").take(ref, "batalkan", reason="Akun itu ternyata milik orang lain.")
    signed = {"number": f"PEM-{stage.width}/2024", "letter_date": DAY, "signer": "Kepala pengawasan"}
    stage.officer("auditor", "bkn").take(ref, "terbitkan_pemulihan", **signed)
    page = his_page(stage)
    page.get_by_role("link", name="Buka surat pemulihan").click()
    titled(page, "Surat pemulihan")
    expect(page.locator("pre.letter")).to_contain_text(f"PEM-{stage.width}/2024")
    stage.look(page)
    stage.eyes.picture(page, "surat-pemulihan")
