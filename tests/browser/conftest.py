"""One installation and one browser for all journeys; every page that they reach is looked at by `Eyes`.

`test_seen_pages` judges what was seen: its name puts it behind the journeys.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from .acts import Stage
from .eyes import Eyes
from .installation import Installation

WIDTHS = {390: (390, 844), 1280: (1280, 900)}
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def program() -> str:
    """The Chromium of this machine; without one the journeys fail, they are never passed over."""
    named = os.environ.get("SBT_CHROMIUM")
    found = named or next((place for name in PROGRAMS if (place := shutil.which(name))), None)
    if found is None:
        pytest.fail("no Chromium: run `make chromium`, or name one in SBT_CHROMIUM", pytrace=False)
    return found


@pytest.fixture(scope="package")
def installation() -> Iterator[Installation]:
    """The whole system on a throw-away folder."""
    data = Path(tempfile.mkdtemp(prefix="sbt-browser-"))
    whole = Installation(data)
    try:
        whole.start()
        yield whole
        log = whole.log.read_text()
    finally:
        whole.stop()
        shutil.rmtree(data, ignore_errors=True)
    assert "Traceback" not in log, log


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """Playwright without any browser of its own."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    place = program()
    version = subprocess.run([place, "--version"], capture_output=True, text=True, check=False)
    assert version.returncode == 0, version.stderr
    started = playwright.chromium.launch(executable_path=place, args=FLAGS)
    yield started
    started.close()


@pytest.fixture(scope="package")
def eyes() -> Eyes:
    """What was seen of the pages, and what is wrong with them."""
    return Eyes(os.environ.get("SBT_PICTURES", ""))


@pytest.fixture(params=WIDTHS, ids=lambda width: f"{width}px")
def width(request: pytest.FixtureRequest) -> int:
    """A telephone and a desk."""
    chosen: int = request.param
    return chosen


@pytest.fixture(scope="package")
def stages(installation: Installation, browser: Browser, eyes: Eyes) -> dict[int, Stage]:
    """One stage for each width; officers stay signed in there through all journeys."""
    return {width: Stage(installation, browser, eyes, size) for width, size in WIDTHS.items()}


@pytest.fixture
def stage(stages: dict[int, Stage], width: int) -> Iterator[Stage]:
    """The stage of the width at hand; windows close with the test."""
    yield stages[width]
    stages[width].rest()
