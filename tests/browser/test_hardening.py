"""What the browser itself refuses on our pages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Error

from .acts import Stage

HARMFUL = (
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "<a href='javascript:alert(1)'>x</a>",
    "<iframe srcdoc='x'></iframe>",
)


@pytest.mark.parametrize("text", HARMFUL)
def test_text_that_could_run_does_not_become_page(stage: Stage, text: str) -> None:
    page = stage.officer("pengkaji", "bawaslu-32.91").page
    page.goto("/tugas")
    with pytest.raises(Error, match="refused"):
        page.evaluate("(text) => { document.createElement('div').innerHTML = text }", text)


def test_plain_text_becomes_page(stage: Stage) -> None:
    page = stage.officer("pengkaji", "bawaslu-32.91").page
    page.goto("/tugas")
    made = "(text) => { const at = document.createElement('div'); at.innerHTML = text; return at.textContent }"
    assert page.evaluate(made, "<p>Camat, one = 1</p>") == "Camat, one = 1"


def test_public_pages_take_no_text_as_page(stage: Stage) -> None:
    page = stage.page()
    page.goto("/lapor")
    with pytest.raises(Error, match="TrustedHTML"):
        page.evaluate("() => { document.createElement('div').innerHTML = '<p>x</p>' }")
