"""Signing in by an institution's own provider: a certified one, in a real browser, with PKCE."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.installation import Installation

WATCHER = "irjen.kemendagri@demo.sbt.example"
STRANGER = "auditor.bkn@demo.sbt.example"


@pytest.fixture(scope="module", autouse=True)
def linked(installation: Installation) -> None:
    """What a coordinator did beforehand: one officer of the institution, and one of another."""
    installation.sbt("officer", "link", WATCHER, "--provider", "uji", "--subject", "pegawai-17")
    installation.sbt("officer", "link", STRANGER, "--provider", "uji", "--subject", "pegawai-lain")


@pytest.fixture
def page(installation: Installation, browser: Browser) -> Iterator[Page]:
    """A person at a new browser."""
    context = browser.new_context(base_url=installation.address, locale="id-ID")
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def at_the_provider(page: Page, subject: str) -> None:
    page.goto("/masuk")
    page.get_by_role("link", name="Masuk lewat Penyedia uji").click()
    page.locator("[name=login]").fill(subject)
    page.locator("[name=password]").fill("apa saja")
    page.locator("button[type=submit]").click()
    page.locator("button[type=submit]").click()


def heading(page: Page) -> str:
    return page.locator("h1").inner_text()


def test_a_linked_officer_comes_in_and_still_shows_his_second_factor(page: Page, installation: Installation) -> None:
    at_the_provider(page, "pegawai-17")
    expect(page.get_by_role("heading", level=1)).to_have_text("Verifikasi dua langkah")
    page.goto("/tugas")
    expect(page.get_by_role("heading", level=1)).to_have_text("Masuk petugas")
    page.goto("/masuk/langkah-dua")
    page.get_by_role("button", name="Pakai kode demo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tugas saya")
    asked = installation.provider.seen()  # type: ignore[attr-defined]
    assert asked[-1] == {"challenge": "S256", "state": True, "scope": "openid"}


@pytest.mark.parametrize("subject", ["orang-asing", "pegawai-lain", "PEGAWAI-17", WATCHER])
def test_unknown_unmapped_and_foreign_people_are_refused(page: Page, subject: str) -> None:
    at_the_provider(page, subject)
    expect(page.get_by_role("heading", level=1)).to_have_text("Akun Anda di penyedia ini belum dihubungkan")
    page.goto("/tugas")
    expect(page.get_by_role("heading", level=1)).to_have_text("Masuk petugas")


def test_who_turns_back_at_the_provider_reads_so(page: Page) -> None:
    page.goto("/masuk")
    page.get_by_role("link", name="Masuk lewat Penyedia uji").click()
    page.get_by_role("link", name="Cancel").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Penyedia tidak mengesahkan Anda")


def test_an_answer_that_nobody_asked_for_opens_nothing(page: Page) -> None:
    answer = page.goto("/masuk/lewat/uji/kembali?code=abc&state=def")
    assert answer is not None
    assert answer.status == 403
    for address, status in (("/masuk/lewat/lain", 404), ("/masuk/lewat/uji?process=connect", 400)):
        told = page.goto(address)
        assert told is not None
        assert told.status == status, address


def test_a_provider_that_is_down_is_said_so(page: Page, installation: Installation) -> None:
    installation.provider.stop()  # type: ignore[attr-defined]
    answer = page.goto("/masuk/lewat/uji")
    assert answer is not None
    assert answer.status == 502
    assert heading(page) == "Penyedia tidak menjawab"
