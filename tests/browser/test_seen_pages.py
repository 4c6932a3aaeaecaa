"""Judges every page reached, in every state: axe, 320 px, and the weight of a first visit. Runs after the journeys."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.urls import get_resolver, resolve
from playwright.sync_api import Page, expect

from .acts import Stage, reference
from .desk import enter_finding, tick
from .eyes import Eyes

DAY, ACT = date(2024, 10, 14), date(2024, 10, 8)
OFFICE = "bawaslu-32.91"
NOT_PAGES = {
    "set_language",
    "set_theme",
    "report_typed_back",
    "report_discard",
    "report_leave",
    "status_close",
    "status_evidence",
    "status_complete",
    "status_withdraw",
    "status_contest",
    "accused_close",
    "accused_reply",
    "accused_objection",
    "accused_appeal",
    "accused_court",
    "accused_letter_text",
    "accused_copy",
    "accused_data",
    "log_file",
    "sign_out",
    "assign",
    "case_file_page",
    "case_file_original",
    "copy_preview",
    "forwarding_template",
    "posting_template",
    "proposal_settle",
    "proposal_links",
    "posting_link",
    "account_login",
    "openid_connect_login",
    "openid_connect_callback",
    "enter",
    "enrol_picture",
    "factor_remove",
    "codes_file",
    "codes_new",
    "session_end",
    "status_answer",
    "reprisal_act",
    "information_objection",
    "openings_attest",
    "opening_packet",
    "opening_look",
}
"""Addresses that only take something in, lead elsewhere or hand out a file."""
NOT_REACHED = {"codes", "recovery", "mfa_authenticate", "passkey"}
"""Pages that no journey of this folder shows to axe yet; their words and doors are held by tests/web."""
PUBLIC_PAGES = (
    "/",
    "/lapor",
    "/lapor/1",
    "/status",
    "/hukum",
    "/hukum/matriks",
    "/hukum/sanksi",
    "/hukum/tenggat",
    "/hukum/kalender",
    "/bantuan",
    "/aksesibilitas",
    "/privasi",
    "/privasi/pemrosesan",
    "/masuk",
    "/panduan-pelapor",
    "/lapor/balasan",
    "/kewenangan",
    "/hukum/segel",
    "/hak-jawab",
    "/permohonan-informasi",
)
OFFICER_PAGES = ("/tugas", "/kasus", "/pemberitahuan", "/penerusan", "/penerusan/baru", "/temuan/baru", "/penugasan")
HEAD_PAGES = ("/pembacaan", "/pemusnahan", "/data-pribadi", "/pengalihan")
OWN_PAGES = ("/keamanan", "/keamanan/sandi", "/keamanan/kode", "/keamanan/faktor")
COORDINATOR_PAGES = ("/petugas", "/petugas/penyedia", "/petugas/pemulihan", "/petugas/sistem")
KEEPER_PAGES = ("/pembukaan", "/kunci", "/balasan")
LIGHT, HEAVY = 60 * 1024, 120 * 1024


def test_public_pages(stage: Stage) -> None:
    stage.installation.move_to(DAY)
    page = stage.page()
    for address in PUBLIC_PAGES:
        page.goto(address)
        stage.look(page)
    page.goto("/hukum/tenggat")
    page.locator("main a[href^='/hukum/tenggat/']").first.click()
    stage.look(page)
    page.goto("/tidak-ada")
    stage.look(page, "nothing")
    page.goto("/masuk")
    page.get_by_label("Kata sandi").fill("keliru")
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    stage.look(page, "with faults")


def test_officers_pages(stage: Stage) -> None:
    officer, verifier = stage.officer("pengkaji", OFFICE), stage.officer("verifikator", "bkn")
    head = stage.officer("pimpinan", "bkn")
    for address in HEAD_PAGES:
        head.page.goto(address)
        stage.look(head.page)
    coordinator, keeper = stage.officer("operator", "bkn"), stage.officer("kunci-1", "lpsk")
    for known, addresses in ((coordinator, COORDINATOR_PAGES), (keeper, KEEPER_PAGES), (officer, OWN_PAGES)):
        for address in addresses:
            known.page.goto(address)
            if "/pastikan?" in known.page.url:
                known.page.get_by_role("button", name="Pakai kode demo").click()
                expect(known.page.get_by_role("heading", level=1)).not_to_have_text("Pastikan ini Anda")
            stage.look(known.page, "walked")
    for address in OFFICER_PAGES:
        officer.page.goto(address)
        stage.look(officer.page, "walked")
    refs = enter_finding(
        officer, act=ACT, people=[("Orang Pertama", ""), ("Orang Kedua", "")], story="Ikut menyebarkan ajakan memilih."
    )
    tick(verifier, refs, "suara")
    stage.look(verifier.page)
    verifier.page.goto(f"/kasus/{refs[0]}")
    verifier.page.get_by_role("link", name="cara menghitung").first.click()
    stage.look(verifier.page)
    verifier.page.goto(f"/kasus/{refs[0]}/identitas?cari_nip=19881105201201190")
    stage.look(verifier.page, "with a wrong number")
    assert reference(verifier.page.url) == refs[0]
    verifier.page.goto("/tugas?cari=tidakadaorangnya")
    stage.look(verifier.page, "nothing found")
    tick(verifier, refs, "suara")
    verifier.page.goto(verifier.page.url.replace("/suara?", "?") + "&buat=tugaskan")
    stage.look(verifier.page, "assigning")


@pytest.mark.parametrize("address", ["/", "/lapor/1", "/status", "/hukum/matriks"])
def test_weight_of_a_public_page(stage: Stage, address: str) -> None:
    page = stage.page()
    assert transferred(page, address) < LIGHT


def test_weight_of_officers_pages(stage: Stage) -> None:
    signed_in = stage.officer("verifikator", "bkn").page
    signed_in.goto("/tugas")
    case = signed_in.locator("a.title").first.get_attribute("href")
    heavy = {}
    for address in ("/tugas", "/kasus", str(case)):
        page = stage.page(cookies=signed_in.context.cookies())
        heavy[address] = transferred(page, address)
    assert max(heavy.values()) < HEAVY, heavy


def transferred(page: Page, address: str) -> int:
    """Bytes on the wire of a first visit, headers included."""
    counted: list[float] = []
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda event: counted.append(event["encodedDataLength"]))
    page.goto(address, wait_until="load")
    page.evaluate("document.fonts.ready")
    wire.detach()
    return int(sum(counted))


def test_the_judgement_can_fail(stage: Stage) -> None:
    page = stage.page()
    page.goto("/bantuan")
    page.locator("main").evaluate(
        """main => {
          const picture = document.createElement("img"), words = document.createElement("p");
          picture.src = "x";
          words.append("x");
          words.style.width = "900px";
          main.replaceChildren(picture, words);
        }"""
    )
    judge = Eyes("")
    judge.look(page)
    assert any("image-alt" in fault for fault in judge.faults)
    assert any("too wide" in fault for fault in judge.faults)


def test_every_address_was_looked_at(eyes: Eyes, request: pytest.FixtureRequest) -> None:
    """Holds when the whole folder runs: a new page needs a journey that reaches it."""
    wanted = {pattern.name for pattern in get_resolver("sbt.web.urls").url_patterns} - NOT_PAGES - NOT_REACHED
    seen = {resolve(path).url_name for path in eyes.paths}
    journeys = {path.name for path in Path(__file__).parent.glob("test_*.py")}
    if journeys <= {item.path.name for item in request.session.items}:
        assert not sorted(wanted - seen)


def test_no_page_has_a_fault(eyes: Eyes) -> None:
    assert not eyes.faults, "\n".join(eyes.faults)
