"""Bawaslu's own entrance: one plenary result for many persons, by screen and by sheet, followed to the end."""

from __future__ import annotations

import csv
import io
from datetime import date

from playwright.sync_api import Page, expect

from .acts import PAPER, Stage, Upload, fill, reference
from .agency import AGENCY, effect_to_end, hearing_to_delivery, letter_to_summons
from .desk import identify, take_together

OFFICE = "bawaslu-32.91"
DAY, HEARING, EFFECT = date(2024, 10, 14), date(2024, 10, 25), date(2024, 11, 15)
ACT, ROW = date(2024, 10, 10), "skb22-d2"
AGENCY_NAME = "Pemerintah Kabupaten Tirtakencana"
PEOPLE = {
    390: {
        "Bagaskara Tirtayasa": "198811052012011903",
        "Dharmasena Wirakusuma": "197909142005021904",
        "Kirananda Puspasari": "199204182019032905",
    },
    1280: {
        "Anjasmara Wulandari": "198301172008012907",
        "Bimasena Kertapati": "198706302012011908",
        "Citrasari Anggraini": "199107252016022909",
    },
}
STORY = "Menyukai dan membagikan unggahan pasangan calon."


def test_three_persons_on_the_screen(stage: Stage) -> None:
    stage.installation.move_to(DAY)
    page = stage.officer("pengkaji", OFFICE).page
    page.goto("/penerusan")
    stage.look(page)
    page.get_by_role("link", name="Buat penerusan").click()
    stage.look(page)
    for _more in range(2):
        page.get_by_role("button", name="Tambah orang").click()
    head(page, f"101/PP/{stage.width}")
    for number, (name, nip) in enumerate(PEOPLE[stage.width].items(), start=1):
        line(page, number, name, nip if number != 2 else nip[:-2])
    page.get_by_role("button", name="Teruskan").last.click()
    expect(page.get_by_role("alert")).to_contain_text("Baris 2")
    stage.look(page, "with a fault")
    stage.eyes.picture(page, "penerusan")
    expect(page.locator("[name='l3-name']")).to_have_value(list(PEOPLE[stage.width])[2])
    fill(page, "l2-nip", list(PEOPLE[stage.width].values())[1])
    fill(page, "papers", PAPER)
    page.get_by_role("button", name="Teruskan").last.click()
    expect(page.locator("main")).to_contain_text("Diterima seluruhnya")
    stage.look(page)
    stage.notes["forwarding"] = page.url
    refs = page.locator("td.code a").all_inner_texts()
    assert len(refs) == 3
    stage.notes["forwarded"] = " ".join(refs)


def test_another_from_a_sheet_with_one_faulty_line(stage: Stage) -> None:
    page = stage.officer("pengkaji", OFFICE).page
    page.goto("/penerusan/baru")
    with page.expect_download() as handed:
        page.get_by_role("link", name="Unduh contoh lembar").click()
    assert handed.value.suggested_filename == "penerusan.xlsx"
    fill(page, "sheet", sheet(["31/02/2024", "10/10/2024"]))
    page.get_by_role("button", name="Periksa lembar").click()
    expect(page.get_by_role("alert")).to_contain_text("Baris 1, Orang Pertama")
    expect(page.get_by_role("alert")).not_to_contain_text("Baris 2")
    stage.look(page, "of a faulty sheet")
    fill(page, "sheet", sheet(["09/10/2024", "10/10/2024"]))
    page.get_by_role("button", name="Periksa lembar").click()
    expect(page.get_by_role("status")).to_contain_text("Semua baris")
    head(page, f"102/PP/{stage.width}")
    page.get_by_role("button", name="Teruskan").last.click()
    expect(page.locator("main")).to_contain_text("Diterima seluruhnya")
    expect(page.locator("td.code a")).to_have_count(2)
    page.goto("/penerusan")
    stage.look(page, "with forwardings")
    expect(page.locator("main")).to_contain_text(f"102/PP/{stage.width}")


def test_completeness_and_one_letter_for_all(stage: Stage) -> None:
    refs = stage.notes["forwarded"].split()
    verifier, auditor = stage.officer("verifikator", "bkn"), stage.officer("auditor", "bkn")
    take_together(verifier, refs, "terima_penerusan", file_a="lengkap", evidence_state="cukup")
    for ref, nip in zip(refs, PEOPLE[stage.width].values(), strict=True):
        identify(auditor, ref, nip)
    take_together(
        auditor,
        refs,
        "terbitkan_rekomendasi",
        number=f"9100/B-AK/{stage.width}",
        letter_date=DAY,
        letter_start="tanggal_surat",
        addressee="ppk",
        condition="bila_terbukti",
    )
    auditor.open(refs[0])
    auditor.page.locator("#letters a").first.click()
    for ref in refs:
        auditor.sees(ref)
    clerk = stage.officer("pic", AGENCY)
    clerk.open(refs[0])
    clerk.misses(STORY)
    letter_to_summons(stage, refs[0], heard_on=HEARING)


def test_one_of_them_to_a_served_sanction(stage: Stage) -> None:
    stage.installation.move_to(HEARING)
    hearing_to_delivery(stage, stage.notes["forwarded"].split()[0])


def test_the_office_follows_each_to_the_end(stage: Stage) -> None:
    stage.installation.move_to(EFFECT)
    effect_to_end(stage, stage.notes["forwarded"].split()[0])
    page = stage.officer("pengkaji", OFFICE).page
    page.goto(stage.notes["forwarding"])
    rows = page.locator("main tbody tr")
    expect(rows.nth(0)).to_contain_text("Selesai: dijatuhi sanksi")
    expect(rows.nth(1)).to_contain_text("Menunggu tindak lanjut PPK")
    rows.nth(0).get_by_role("link").click()
    assert reference(page.url) == stage.notes["forwarded"].split()[0]
    expect(page.locator("#timeline")).to_contain_text("I'DIS")


def head(page: Page, number: str) -> None:
    """The letter and its papers."""
    fill(page, "number", number)
    fill(page, "dated_on", DAY)
    fill(page, "plenary_on", DAY)
    fill(page, "papers", PAPER)


def line(page: Page, number: int, name: str, nip: str) -> None:
    """One person."""
    page.locator(f"details.line:not([open]):has([name='l{number}-name']) > summary").click() if page.locator(
        f"details.line:not([open]):has([name='l{number}-name'])"
    ).count() else None
    for field, answer in (("name", name), ("nip", nip), ("office", AGENCY_NAME), ("register_number", f"0{number}/Reg")):
        fill(page, f"l{number}-{field}", answer)
    fill(page, f"l{number}-row", ROW)
    fill(page, f"l{number}-act", ACT)
    fill(page, f"l{number}-story", STORY)


def sheet(days: list[str]) -> Upload:
    """A filled sheet of two persons."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(["Nomor register", "Nama", "Instansi", "Baris matriks", "Tanggal kejadian", "Uraian"])
    for name, day in zip(("Orang Pertama", "Orang Kedua"), days, strict=True):
        table.writerow(["07/Reg", name, AGENCY_NAME, ROW, day, STORY])
    return Upload("penerusan.csv", "text/csv", out.getvalue().encode())
