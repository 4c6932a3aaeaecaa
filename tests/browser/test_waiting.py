"""A crowded network: a browser with scripts works its way through, one without shows how to wait."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from sbt.intake.receipt import new_receipt

from .acts import Stage

MUCH = "1000000"
TURNS = 6
"""Two processes count apart; after so many turns both are past the first read."""


@pytest.fixture
def crowded(stage: Stage) -> Iterator[Stage]:
    stage.installation.serve_with(SBT_READS_AN_HOUR="1")
    yield stage
    stage.installation.serve_with(SBT_READS_AN_HOUR=MUCH)


def ask(page: Page) -> None:
    page.goto("/status")
    page.fill("[name=code]", new_receipt())
    page.click("main form button")


def test_a_browser_with_scripts_works_and_goes_on(crowded: Stage) -> None:
    page = crowded.page()
    waited: list[int] = []
    page.on("response", lambda answer: waited.append(answer.status) if answer.status == 429 else None)
    for _turn in range(TURNS):
        ask(page)
        if waited:
            break
    assert waited
    expect(page).not_to_have_title("Tunggu sebentar — SBT", timeout=30_000)
    assert page.url.endswith("/status")


def test_a_browser_without_scripts_says_how_to_wait(crowded: Stage) -> None:
    page = crowded.page(script=False)
    for _turn in range(TURNS):
        ask(page)
        if "Tunggu" in page.title():
            break
    expect(page.locator("main")).to_contain_text("Isian Anda tidak hilang")
    page.get_by_role("button", name="Lanjutkan").click()
    expect(page.locator("main")).to_contain_text("Belum satu menit")
