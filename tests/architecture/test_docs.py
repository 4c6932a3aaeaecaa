"""The docs say what is there: commands, variables, files, links and figures."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from sbt.project.command import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
TRACKED = subprocess.run(
    ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
    cwd=ROOT,
    capture_output=True,
    text=True,
    check=True,
).stdout.split()
PAGES = [ROOT / name for name in TRACKED if (ROOT / name).exists()]
README, RUNNING = ROOT / "README.md", ROOT / "docs" / "running.md"
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
NAMED_PATH = re.compile(r"`((?:src|law|tests|tools|docs|bench)/[\w./-]+)`")
VARIABLE = re.compile(r"\b(?:SBT_[A-Z_]+|PORT|DATABASE_URL)\b")
INTERNAL = {"SBT_LOGIN", "SBT_DIES_WITH_PARENT"}
"""Passed from one of our processes to another; nobody sets them."""
FIGURE = re.compile(r"\d[\d.,]*\s?(?:ms|µs|MB PSS|(?:requests|cases|reports|rows)?\s?(?:a|per) second)\b")
CALL = re.compile(r"^(?:\$ |[A-Z_]+=\S+ |\S+/bin/)*sbt ([a-z]+(?:-[a-z]+)*)", re.MULTILINE)
COMMAND = re.compile(r"`(?:sbt|make|pytest|curl)\b|^\$ ", re.MULTILINE)
LARGEST_PICTURE = 150_000


def ids(page: Path) -> str:
    return str(page.relative_to(ROOT))


def code_of(page: Path) -> str:
    """Everything that is written as code."""
    text = page.read_text()
    return "\n".join([*FENCE.findall(text), *re.findall(r"`([^`\n]+)`", text)])


def anchors(page: Path) -> set[str]:
    """The places that a link may name, as a forge makes them of headings."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text()), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(page: Path) -> Iterator[str]:
    for target in LINK.findall(FENCE.sub("", page.read_text())):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, place = target.partition("#")
        found = page.parent / name if name else page
        if not found.exists() or (place and place not in anchors(found)):
            yield target


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_links_lead_somewhere(page: Path) -> None:
    assert not list(broken_links(page))


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_files_that_are_named_exist(page: Path) -> None:
    assert not [name for name in NAMED_PATH.findall(page.read_text()) if not (ROOT / name).exists()]


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_commands_that_are_named_exist(page: Path) -> None:
    code = code_of(page)
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    unknown = {f"make {name}" for name in re.findall(r"\bmake ([a-z]+)\b", code) if name not in targets}
    called = CALL.findall(code)
    assert not unknown | {f"sbt {name}" for name in called if name not in COMMANDS}


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_figures_stand_beside_the_command_that_measures_them(page: Path) -> None:
    parts = re.split(r"^(?=## )", page.read_text(), flags=re.MULTILINE)
    bare = [part.split("\n", 1)[0] for part in parts if FIGURE.search(part) and not COMMAND.search(part)]
    assert not bare


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_no_page_speaks_of_one_machine(page: Path) -> None:
    assert not re.findall(r"/(?:work|home|root|Users)/\w+", page.read_text())


def table_of(page: Path, first: str) -> list[list[str]]:
    """The rows of the table whose first column is called so."""
    text = page.read_text()
    rows = text[text.index(f"| {first} |") :].split("\n\n", 1)[0].splitlines()[2:]
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in rows]


def test_every_command_is_documented() -> None:
    documented = [row[0].strip("`") for row in table_of(RUNNING, "Command")]
    assert documented == [f"sbt {name}" for name in COMMANDS]


def examples() -> dict[str, str]:
    """The variables of `.env.example` with the value that holds when they are not set."""
    lines = (ROOT / ".env.example").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_every_variable_is_documented() -> None:
    documented = [row[0].strip("`") for row in table_of(RUNNING, "Variable")]
    assert sorted(documented) == sorted(examples())
    assert not [row for row in table_of(RUNNING, "Variable") if not all(row[2:])]


def test_every_variable_that_is_read_is_in_the_example() -> None:
    read = {
        name
        for path in (ROOT / "src").rglob("*.py")
        for line in path.read_text().splitlines()
        if "environ" in line
        for name in VARIABLE.findall(line)
    }
    assert read
    assert not read - set(examples()) - INTERNAL


def test_variables_that_are_named_exist() -> None:
    named = {name for page in PAGES for name in VARIABLE.findall(code_of(page)) if name.startswith("SBT_")}
    assert not named - set(examples())


def test_pictures_are_small_and_all_are_shown() -> None:
    pictures = {path.name: path.stat().st_size for path in (ROOT / "docs" / "pictures").iterdir()}
    assert pictures
    assert not {name: size for name, size in pictures.items() if size > LARGEST_PICTURE}
    assert set(pictures) == set(re.findall(r"docs/pictures/([\w.-]+)", README.read_text()))


def test_what_does_not_work_is_said() -> None:
    assert "what-does-not-work-yet" in anchors(README)
