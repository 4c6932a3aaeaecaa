"""The house rules that a machine can read: sizes, names, clocks, institutions, markers of unfinished work."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "sbt"
LONGEST = 400
BANNED_NAMES = {"utils", "helpers", "common", "services", "managers", "signals"}
CLOCK_CALLS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
    ("time", "time_ns"),
    ("timezone", "now"),
    ("timezone", "localdate"),
    ("timezone", "localtime"),
}
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX)\b|NotImplementedError|except Exception")


def python_files(*folders: Path) -> list[Path]:
    return sorted(
        path for folder in folders for path in folder.rglob("*.py") if "migrations" not in path.relative_to(ROOT).parts
    )


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


WRITTEN = python_files(SOURCE, ROOT / "tests", ROOT / "tools", ROOT / "bench")
OURS = [path for path in WRITTEN if path.is_relative_to(SOURCE)]


def test_no_file_is_too_long() -> None:
    lengths = {named(path): len(path.read_text().splitlines()) for path in WRITTEN}
    assert not {path: length for path, length in lengths.items() if length > LONGEST}


def test_no_name_that_says_nothing() -> None:
    bad = [named(path) for path in SOURCE.rglob("*") if path.stem in BANNED_NAMES and "vendor" not in path.parts]
    assert not bad


def test_nothing_is_left_unfinished() -> None:
    found = [
        f"{named(path)}:{number}"
        for path in OURS
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert not found


def test_the_clock_is_read_in_one_place() -> None:
    reads = [found for path in OURS if path != SOURCE / "project" / "clock.py" for found in clock_reads(path)]
    assert not reads


def clock_reads(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        owner = node.func.value
        name = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
        if (name, node.func.attr) in CLOCK_CALLS:
            yield f"{named(path)}:{node.lineno} {name}.{node.func.attr}()"


def test_institutions_are_law_and_not_code() -> None:
    law = yaml.safe_load((ROOT / "law" / "institutions.yaml").read_text())
    ids = {entry["id"] for entry in law["institutions"]}
    assert len(ids) > 20
    found = [
        f"{named(path)}:{node.lineno} {node.value!r}"
        for path in OURS
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in ids
    ]
    assert not found
