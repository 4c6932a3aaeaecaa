"""Without a mouse: sign in, find a task, open it, take a step."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import Page, expect

from .acts import ACCOUNTS, Stage
from .desk import enter_finding

DAY, ACT = date(2024, 10, 14), date(2024, 10, 9)
STORY = "Hadir pada deklarasi pasangan calon dan membagikan fotonya."
MOST = 80


def test_sign_in_open_a_task_take_a_step(stage: Stage) -> None:
    stage.installation.move_to(DAY)
    (ref,) = enter_finding(
        stage.officer("pengkaji", "bawaslu-32.91"), act=ACT, people=[("Pandu Adiwinata", "")], story=STORY
    )
    page = stage.page()
    page.goto("/masuk")
    tab_to(page, "[name=email]")
    page.keyboard.type(f"verifikator.kemenpanrb@{ACCOUNTS}")
    page.keyboard.press("Tab")
    page.keyboard.type(stage.installation.password)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Verifikasi dua langkah")
    tab_to(page, "input[name=code][type=hidden] + button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tugas saya")

    page.keyboard.press("/")
    page.keyboard.type(ref)
    page.keyboard.press("Enter")
    expect(page.locator("#desk-list")).to_be_focused()
    expect(page.locator(".task-table tbody tr")).to_have_count(1)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text(STORY)

    tab_to(page, ".skip-link")
    page.keyboard.press("Enter")
    tab_to(page, "a[href$='/langkah/suara']")
    page.keyboard.press("Enter")
    expect(page.locator("main form[method=post]")).to_be_visible()
    tab_to(page, "[name=vote]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(page.locator("[name=vote][value=lanjut]")).to_be_checked()
    tab_to(page, "[name=reason]")
    page.keyboard.type("Cukup untuk dilanjutkan.")
    tab_to(page, "main form[method=post] button.button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Tercatat:")


def tab_to(page: Page, target: str) -> None:
    """Press Tab until the target has the focus; it must show where the focus is."""
    for _press in range(MOST):
        page.keyboard.press("Tab")
        if page.evaluate("(target) => document.activeElement.matches(target)", target):
            ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            shadow = page.evaluate("getComputedStyle(document.activeElement).boxShadow")
            assert ring != "none" or shadow != "none", f"no visible focus on {target}"
            return
    raise AssertionError(f"{target} cannot be reached by Tab")
