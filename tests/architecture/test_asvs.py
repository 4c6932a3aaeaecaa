"""The table of ASVS is whole, its counts are right, and every test that it names is there."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "security" / "asvs.md").read_text()
ASKED = [tuple(line.split()) for line in (ROOT / "docs" / "security" / "asvs-ids.txt").read_text().splitlines()]
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in PAGE.splitlines()
    if re.match(r"\| \d+\.\d+\.\d+ \|", line)
]
VERDICTS = ("holds", "in part", "does not hold", "does not apply")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


@cache
def defined_in(path: str) -> set[str]:
    """The tests that a file defines; none where there is no such file."""
    file = ROOT / path
    tree = ast.parse(file.read_text()) if file.exists() else ast.Module([], [])
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_requirement_has_its_row() -> None:
    assert len(ASKED) == len(set(ASKED)) == 253
    assert Counter(level for _number, level in ASKED) == {"1": 70, "2": 183}
    assert [(number, level) for number, level, *_rest in ROWS] == ASKED


def test_every_row_has_words_a_verdict_and_a_test_or_a_reason() -> None:
    assert not [row for row in ROWS if len(row) != 5 or row[3] not in VERDICTS or not row[2] or not row[4]]
    bare = [row[0] for row in ROWS if row[3] == "holds" and not NAMED.search(row[4]) and "no test" not in row[4]]
    assert not bare, "what holds names its test or says that there is none"
    unsaid = [row[0] for row in ROWS if row[3] != "holds" and not NAMED.sub("", row[4]).strip("; ")]
    assert not unsaid, "whatever does not simply hold says why"


def test_every_test_that_is_named_exists() -> None:
    named = NAMED.findall(PAGE)
    assert named
    assert not [f"{path}::{name}" for path, name in named if name not in defined_in(path)]


def test_the_counts_in_the_head_are_right() -> None:
    for verdict in VERDICTS:
        of = Counter(row[1] for row in ROWS if row[3] == verdict)
        assert f"| {verdict} | {of['1']} | {of['2']} | {of.total()} |" in PAGE
    assert "| all | 70 | 183 | 253 |" in PAGE
    held = [row for row in ROWS if row[3] in ("holds", "in part")]
    tested = [row for row in held if NAMED.search(row[4])]
    assert f"Of the {len(held)} that hold or hold in part, {len(tested)} name a test." in PAGE
