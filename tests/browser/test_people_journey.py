"""Coordinators of an agency and of BKN give a posting together; the new officer sets his password; a system is registered."""

from __future__ import annotations

import json
import re

from joserfc.jwk import ECKey
from playwright.sync_api import expect

from .acts import Stage

AGENCY = "pemda-32.91"
PASSWORD = "kerbau payung sungai lontar 41"


def test_two_coordinators_and_a_new_officer(stage: Stage) -> None:
    here, over_all = stage.officer("operator", AGENCY).page, stage.officer("operator", "bkn").page
    here.goto("/petugas/baru")
    stage.look(here)
    here.get_by_role("button", name="Ajukan").click()
    stage.look(here, "with faults")
    here.get_by_label("Email dinas petugas").fill(f"baru{stage.width}.pic@contoh.example")
    here.get_by_label("Nama lengkap").fill(f"Sari Baru {stage.width}")
    here.get_by_label("Peran").select_option("pic")
    here.locator("#f-from_on").fill("1")
    here.locator("#f-from_on-month").fill("10")
    here.locator("#f-from_on-year").fill("2024")
    here.get_by_label("Nomor surat").fill("800/31/2024")
    here.get_by_role("button", name="Ajukan").click()
    expect(here.get_by_text("Usul tercatat")).to_be_visible(timeout=30_000)
    stage.look(here)
    over_all.goto("/petugas")
    over_all.get_by_role("link", name=f"Penugasan Sari Baru {stage.width}").click()
    stage.look(over_all)
    over_all.get_by_role("button", name="Sahkan").click()
    expect(over_all.get_by_text("0 dari 1")).to_be_visible(timeout=30_000)
    over_all.get_by_role("button", name="Buat tautan aktivasi").click()
    stage.look(over_all)
    link = re.findall(r"/aktivasi/[\w-]+", over_all.content())[0]
    newcomer = stage.page()
    newcomer.goto(link)
    stage.look(newcomer)
    newcomer.get_by_label("Kata sandi baru").fill(PASSWORD)
    newcomer.get_by_label("Sekali lagi").fill(PASSWORD)
    newcomer.get_by_role("button", name="Aktifkan akun").click()
    expect(newcomer).to_have_url(re.compile(r"/masuk$"))
    newcomer.goto(link)
    stage.look(newcomer, "spent")


def test_the_sheet_a_posting_and_a_system(stage: Stage) -> None:
    here, over_all = stage.officer("operator", AGENCY).page, stage.officer("operator", "bkn").page
    here.goto("/petugas/lembar")
    stage.look(here)
    lines = "Email dinas,Nama,Peran,Mulai,Nomor surat\na@contoh.example,A,pic,2024-10-01,\n"
    here.get_by_label("Lembar yang sudah diisi").set_input_files(
        {"name": "p.csv", "mimeType": "text/csv", "buffer": lines.encode()}
    )
    here.get_by_role("button", name="Baca lembar").click()
    expect(here.get_by_text("1 baris perlu diperbaiki")).to_be_visible()
    stage.look(here, "with faults")
    here.goto("/petugas")
    here.locator("a[href^='/petugas/penugasan/']").first.click()
    stage.look(here)
    here.goto("/petugas/sistem")
    here.get_by_label("Nama sistem").fill(f"SIMPEG {stage.width}")
    here.get_by_label("Peran").select_option("pic")
    here.get_by_label("Melihat kasus").check()
    here.get_by_label("Nomor surat").fill("800/32/2024")
    public = json.dumps(ECKey.generate_key("P-256").as_dict(private=False))
    here.get_by_label("Kunci publik (JWK)").fill(public)
    stage.look(here)
    here.get_by_role("button", name="Ajukan").click()
    over_all.goto("/petugas")
    over_all.get_by_role("link", name=f"Sistem SIMPEG {stage.width}").click()
    stage.look(over_all, "a system")
    over_all.get_by_role("button", name="Sahkan").click()
    here.goto("/petugas/sistem")
    here.get_by_role("link", name=f"SIMPEG {stage.width}").click()
    expect(here.get_by_role("heading", level=1)).to_contain_text(f"SIMPEG {stage.width}")
    stage.look(here, "a system")


def test_no_page_of_coordinators_has_a_fault(stage: Stage) -> None:
    assert not [fault for fault in stage.eyes.faults if "petugas" in fault or "aktivasi" in fault]
