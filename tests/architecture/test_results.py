"""The sizes on the page of results are those of the tests."""

from __future__ import annotations

import json
from pathlib import Path

import yaml

from tests.api import test_any_request as any_request
from tests.architecture import test_asvs as asvs
from tests.oracle import expected, test_powers, world
from tests.shell import test_outgoing, test_slow_clients, test_wall_lint
from tests.shell.hostile.corpus import CORPUS
from tests.web import test_crawler

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "security" / "results.md").read_text()
SCAN = ROOT / "tools" / "scan"
LEAST_ADDRESSES = 130


def test_sizes_of_the_oracle() -> None:
    postings, steps, cases = len(expected.POSTINGS), len(expected.STEPS), len(world.CASES)
    cells = f"{postings * steps * cases:,}"
    assert f"| {postings} postings × {steps} steps × {cases} cases = {cells} cells |" in PAGE
    assert "else 20_000)" in Path(test_powers.__file__).read_text()
    assert "| 20,000 triples;" in PAGE


def test_sizes_of_the_wall_and_the_crawler() -> None:
    assert f"| {len(test_wall_lint.PLANTED)} kinds |" in PAGE
    roles, cases = len(test_crawler.ROLES), len(test_crawler.CASES)
    assert f"| {roles} roles, {cases} cases, more than {LEAST_ADDRESSES} addresses |" in PAGE
    assert len(test_crawler.ALL) > LEAST_ADDRESSES


def test_sizes_of_random_requests() -> None:
    callers, operations, each = len(any_request.ROLES), len(any_request.VARIED), any_request.EACH
    assert f"| {callers} callers × {operations} operations × {each} = {callers * operations * each:,} requests" in PAGE
    assert f"{any_request.FULL:,} by `make prove`" in PAGE
    assert f"| {len(any_request.PATHS)} addresses |" in PAGE


def test_sizes_of_files_and_senders() -> None:
    assert f"| {len(CORPUS)} files |" in PAGE
    assert f"| {test_slow_clients.SLOW} at once |" in PAGE
    assert f"| {len(test_outgoing.INSIDE)} addresses |" in PAGE


def test_sizes_of_scanners_and_parts() -> None:
    rules = sum(len(yaml.safe_load(file.read_text())["rules"]) for file in (SCAN / "rules").glob("*.yaml"))
    accepted = len(yaml.safe_load((SCAN / "accepted.yaml").read_text()))
    parts = len(json.loads((ROOT / "docs" / "security" / "sbom.cdx.json").read_text())["components"])
    assert f"| {rules} rules |" in PAGE
    assert f"| {accepted} in `tools/scan/accepted.yaml` |" in PAGE
    assert f"| {parts} parts in `docs/security/sbom.cdx.json` |" in PAGE


def test_sizes_of_the_standard() -> None:
    held, part, missing, foreign = (sum(row[3] == verdict for row in asvs.ROWS) for verdict in asvs.VERDICTS)
    told = f"{len(asvs.ROWS)} requirements: {held} hold, {part} in part, {missing} do not, {foreign} do not apply"
    assert f"| {told} |" in PAGE
