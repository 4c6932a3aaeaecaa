"""What officers do with evidence: look at its pictures, make a copy that betrays nobody, release it as a second person."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from .acts import Officer

AGENCY_NAME = "Pemerintah Kabupaten Tirtakencana"


def release_copy(studier: Officer, second: Officer, ref: str) -> None:
    """Make a copy of the first file, let the other person release it, and send it along with the examination file."""
    page, stage = studier.page, studier.stage
    stage.installation.python(Path(__file__).with_name("sweep.py"))
    studier.open(ref)
    page.locator(".evidence .caption a").first.click()
    studier.sees("Aman dilihat")
    expect(page.locator("main figure img").first).to_have_js_property("complete", True)
    stage.look(page)
    page.get_by_role("link", name="Siapkan salinan rilis").click()
    stage.look(page)
    page.get_by_role("button", name="Simpan salinan").click()
    expect(page.get_by_role("alert")).to_be_visible()
    stage.look(page, "with faults")
    for side, percent in {"left": "10", "top": "20", "right": "60", "bottom": "70,5"}.items():
        page.locator(f"[name={side}_0]").fill(percent)
    page.get_by_role("button", name="Lihat pratinjau").click()
    studier.sees("Pratinjau")
    stage.look(page, "with a preview")
    page.get_by_label("Tidak dapat").check()
    page.get_by_label("Mengapa").fill("Wajah dan pantulan sudah disamarkan.")
    page.get_by_role("button", name="Simpan salinan").click()
    studier.sees("orang lain yang melepasnya")
    stage.look(page)
    second.page.goto(f"/kasus/{ref}/salinan")
    second.page.get_by_label("Saya sudah melihat setiap halaman").check()
    second.page.get_by_role("button", name="Lepas 1 salinan").click()
    second.sees("Tidak ada salinan yang menunggu.")
    stage.look(second.page, "released")
    studier.step(ref, "lepas_berkas")
    page.locator("[name=files]").first.check()
    page.locator("[name=recipients]").first.fill(AGENCY_NAME)
    stage.look(page)
    studier.send()
    studier.sees("Tercatat:")


def sees_only_the_copy(agency: Officer, ref: str) -> None:
    """The agency opens the copy and nothing else."""
    agency.open(ref)
    expect(agency.page.locator(".evidence")).to_contain_text("Bukti 1 (salinan)")
    agency.misses("Bukti 2")
    agency.page.locator(".evidence .caption a").filter(has_text="Berkas 1").click()
    agency.sees("Bukti 1 (salinan)")
    agency.misses("Siapkan salinan")
    agency.stage.look(agency.page)
