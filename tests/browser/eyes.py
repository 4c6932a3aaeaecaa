"""Looks at pages: axe in both colour schemes, no sideways scroll at 320 px. Collects; the last test judges.

`axe.min.js` is axe-core 4.14.1 of Deque Systems, unmodified, under the Mozilla Public License 2.0 (LICENSE-axe-core.txt).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page

AXE = Path(__file__).with_name("axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async (tags) => {
  const found = await axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]});
  return found.violations.map((one) => `${one.id}: ${one.help}: ` + one.nodes.map((node) => node.html).join(" | "));
}"""
WIDE = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const out = [...document.body.querySelectorAll("*")].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width && box.right > room + 1 && !one.closest(".scroll, .visually-hidden");
  });
  return out.slice(-3).map((one) => one.outerHTML.slice(0, 160)).concat(`${document.documentElement.scrollWidth} > ${room}`);
}"""
SMALLEST = 320
SCHEMES: tuple[Literal["dark"], Literal["light"]] = ("dark", "light")
_PLAIN = re.compile(r"[A-Z]{3}-\d{4}-\w{6}|[0-9a-f]{8}-[0-9a-f-]{27}")


class Eyes:
    """Remembers which page was looked at in which state and width, and every fault found."""

    def __init__(self, pictures: str) -> None:
        self.folder = Path(pictures) if pictures else None
        self.seen: set[tuple[str, int]] = set()
        self.paths: set[str] = set()
        self.faults: list[str] = []

    def look(self, page: Page, state: str = "") -> None:
        """Judge the page as it stands, once for each address, state and width."""
        size = page.viewport_size or {"width": 0, "height": 0}
        name = f"{address(page)} {state}".strip()
        if (name, size["width"]) in self.seen:
            return
        self.seen.add((name, size["width"]))
        if "nothing" not in state:
            self.paths.add(str(page.evaluate("location.pathname")))
        where = f"{name} at {size['width']}"
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            self.faults += [f"{where} {scheme}: {fault}" for fault in violations(page)]
        page.set_viewport_size({"width": SMALLEST, "height": size["height"]})
        self.faults += [f"{where}, at {SMALLEST}: too wide: {fault}" for fault in page.evaluate(WIDE)]
        page.set_viewport_size({"width": size["width"], "height": size["height"]})

    def picture(self, page: Page, name: str) -> None:
        """Keep the whole page as a picture, when pictures are wanted."""
        if self.folder is None:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        size = page.viewport_size or {"width": 0}
        page.screenshot(path=self.folder / f"{name}-{size['width']}.png", full_page=True)


def address(page: Page) -> str:
    """The path with references, numbers and ids taken out."""
    path: Any = page.evaluate("location.pathname")
    return _PLAIN.sub("…", str(path))


def violations(page: Page) -> list[str]:
    """What axe finds, one line for each rule."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN, TAGS)
    return found
