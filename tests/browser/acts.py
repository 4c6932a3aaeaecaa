"""What people do in the browser: officers sign in and take steps, citizens fill in pages. Reads the screen, no database."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, cast

from playwright.sync_api import Browser, BrowserContext, Cookie, Page, expect

from .eyes import Eyes
from .installation import Installation

type Fact = str | date | Path | Sequence[str] | Sequence[tuple[str, str, str]]
ACCOUNTS = "demo.sbt.example"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000030000000200802000000"
    "dbb66c4b0000003e49444154789cedcea101c02000c03040ee292cff5f"
    "343f53c9447241e6b3cff893753bf02554848a50112a4245a80815a122"
    "54848a50112a4245a8089517999400d123de9c7f0000000049454e44ae"
    "426082"
)
PATIENCE = 20_000


@dataclass(frozen=True, slots=True)
class Upload:
    """A file handed to a page."""

    name: str
    kind: str
    body: bytes


PAPER = Upload("surat.pdf", "application/pdf", PDF)
PHOTO = Upload("tangkapan-layar.png", "image/png", PNG)


class Stage:
    """One width of window, with an own browser session for each officer."""

    def __init__(self, installation: Installation, browser: Browser, eyes: Eyes, size: tuple[int, int]) -> None:
        self.installation, self.browser, self.eyes = installation, browser, eyes
        self.size = size
        self.desks: dict[str, Officer] = {}
        self.sessions: dict[str, Sequence[Cookie]] = {}
        self.contexts: list[BrowserContext] = []
        self.scriptless: list[Page] = []
        self.mirror: Page | None = None
        self.notes: dict[str, str] = {}
        """What one test leaves for the next: codes and references."""

    @property
    def width(self) -> int:
        """Width of the window."""
        return self.size[0]

    @property
    def today(self) -> date:
        """Day of the installation."""
        return self.installation.today

    def page(self, *, script: bool = True, cookies: Sequence[Cookie] = ()) -> Page:
        """A new person at a new browser, or one whose cookies another browser had."""
        width, height = self.size
        context = self.browser.new_context(
            base_url=self.installation.address,
            viewport={"width": width, "height": height},
            locale="id-ID",
            java_script_enabled=script,
        )
        context.set_default_timeout(PATIENCE)
        context.add_cookies([cast(Any, dict(one)) for one in cookies])
        self.contexts.append(context)
        page = context.new_page()
        if not script:
            self.scriptless.append(page)
        return page

    def officer(self, role: str, institution: str) -> Officer:
        """The officer of the role there, signed in with password on first call."""
        name = f"{role}.{institution.replace('.', '-')}@{ACCOUNTS}"
        if name not in self.desks:
            page = self.page(cookies=self.sessions.get(name, ()))
            if name not in self.sessions:
                sign_in(page, name, self.installation.password)
            self.desks[name] = Officer(self, page)
        return self.desks[name]

    def rest(self) -> None:
        """Close every window; officers stay signed in."""
        self.sessions |= {name: officer.page.context.cookies() for name, officer in self.desks.items()}
        for context in self.contexts:
            context.close()
        self.desks, self.contexts, self.scriptless, self.mirror = {}, [], [], None

    def look(self, page: Page, state: str = "") -> None:
        """Let the eyes judge the page; one without script is shown once more to a browser in which axe can run."""
        if page not in self.scriptless:
            self.eyes.look(page, state)
            return
        self.mirror = self.mirror or self.page()
        address, shown = page.url.partition("#")[0], page.content()
        self.mirror.route(address, lambda route: route.fulfill(body=shown, content_type="text/html; charset=utf-8"))
        self.mirror.goto(address)
        assert self.mirror.title() == page.title()
        self.eyes.look(self.mirror, state)
        self.mirror.unroute(address)


def sign_in(page: Page, email: str, password: str) -> None:
    """Sign in by the form and the code that a demo shows; the officers of the demo have one posting each."""
    page.goto("/masuk")
    page.get_by_label("Email dinas").fill(email)
    page.get_by_label("Kata sandi").fill(password)
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.get_by_role("button", name="Pakai kode demo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tugas saya")


class Officer:
    """Somebody at a desk."""

    def __init__(self, stage: Stage, page: Page) -> None:
        self.stage, self.page = stage, page

    def open(self, ref: str) -> None:
        """Open a case."""
        self.page.goto(f"/kasus/{ref}")
        expect(self.page.get_by_text(ref).first).to_be_visible()

    def finds_nothing(self, ref: str) -> None:
        """The case does not exist for this officer, exactly as one that never was."""
        answers = [self.page.goto(f"/kasus/{one}") for one in (ref, "NET-2024-0000ZZ")]
        assert [answer.status for answer in answers if answer] == [404, 404]

    def step(self, ref: str, step: str) -> None:
        """Open the form of a step by its button on the case."""
        self.open(ref)
        button = self.page.locator(f":is(.moves, .actions) a.button[href$='/langkah/{step}']")
        folded = self.page.locator("details:not([open])").filter(has=button)
        if folded.count():
            folded.locator("summary").click()
        button.click()
        expect(self.page.locator("main form[method=post]").last).to_be_visible()

    def may_not(self, ref: str, step: str, *, offered: bool = True) -> None:
        """The step has no button on the case, and its address says why it is closed."""
        self.open(ref)
        expect(self.page.locator(f"a[href$='/langkah/{step}']")).to_have_count(0)
        answer = self.page.goto(f"/kasus/{ref}/langkah/{step}")
        assert answer is not None
        assert answer.status in (403, 409), answer.status
        expect(self.page.locator("main form[method=post]")).to_have_count(0)
        if offered:
            self.stage.look(self.page, "closed")
        self.open(ref)

    def take(self, ref: str, step: str, *, accept: bool = False, linked: bool | None = None, **facts: Fact) -> None:
        """Take a step on a case and see it recorded; `accept` confirms the doubts that the page raises."""
        self.step(ref, step)
        self.fill(facts)
        if linked is not None:
            self.page.locator("[name=linked]").set_checked(linked)
        self.stage.look(self.page)
        self.send()
        if accept and self.page.locator("[name=accepts]").count():
            self.stage.look(self.page, "with a doubt")
            for box in self.page.locator("[name=accepts]").all():
                box.check()
            self.fill({name: fact for name, fact in facts.items() if isinstance(fact, Upload)})
            self.send()
        self.sees("Tercatat:")

    def fill(self, facts: Mapping[str, object]) -> None:
        """Type the facts into the form of a step."""
        for name, fact in facts.items():
            fill(self.page, name, fact)

    def send(self) -> None:
        """Press the button of the form, and show a factor where the step decides and the last one is too old."""
        with self.page.expect_navigation():
            self.page.locator("main form[method=post] button.button:not(.secondary):not(.text)").last.click()
        if "/pastikan?" in self.page.url:
            self.stage.look(self.page)
            self.page.get_by_role("button", name="Pakai kode demo").click()
            expect(self.page.get_by_role("heading", level=1)).not_to_have_text("Pastikan ini Anda")

    def sees(self, words: str) -> None:
        """The words stand in the main part of the page."""
        expect(self.page.locator("main")).to_contain_text(words)

    def misses(self, words: str) -> None:
        """The words stand nowhere on the page."""
        expect(self.page.locator("body")).not_to_contain_text(words)


def fill(page: Page, name: str, fact: object) -> None:
    """Give one answer, whatever control the page offers for it."""
    if isinstance(fact, date):
        parts = {"day": fact.day, "month": fact.month, "year": fact.year}
        for part, value in parts.items():
            page.locator(f"[name={name}_{part}]").fill(str(value))
    elif isinstance(fact, Upload):
        page.locator(f"input[type=file][name={name}]").set_input_files(
            {"name": fact.name, "mimeType": fact.kind, "buffer": fact.body}
        )
    elif isinstance(fact, list):
        for number, person in enumerate(fact, start=1):
            page.locator(f"[name={name}_{number}_name]").fill(person[0])
            page.locator(f"[name={name}_{number}_level]").select_option(person[1])
            page.locator(f"[name={name}_{number}_part]").select_option(person[2])
    else:
        answer(page, name, str(fact))


def answer(page: Page, name: str, words: str) -> None:
    """Type, choose or tick one answer."""
    field = page.locator(f"main [name='{name}']:not([type=hidden])")
    if field.first.get_attribute("type") in ("radio", "checkbox"):
        choice = page.locator(f"main [name='{name}'][value='{words}']")
        folded = choice.locator("xpath=ancestor::details[not(@open)]")
        if folded.count():
            folded.locator("summary").first.click()
        choice.check()
    elif field.first.evaluate("one => one.tagName") == "SELECT":
        field.select_option(words)
    else:
        field.fill(words)


def reference(text: str) -> str:
    """The reference of a case that stands in a text."""
    found = re.search(r"[A-Z]{3}-\d{4}-\w{6}", text)
    assert found, text
    return found.group()
