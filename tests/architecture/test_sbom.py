"""The bill of materials names what uv.lock locks for the product, and nothing of the machine that wrote it."""

from __future__ import annotations

import json
import re
import runpy
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = ROOT / "docs" / "security" / "sbom.cdx.json"
BILL = json.loads(WRITTEN.read_text())
LOCK = {package["name"]: package for package in tomllib.loads((ROOT / "uv.lock").read_text())["package"]}
TOOL: dict[str, Callable[..., Any]] = runpy.run_path(str(ROOT / "tools" / "sbom.py"))
RAW: dict[str, Any] = {
    "specVersion": "1.5",
    "serialNumber": "urn:uuid:1",
    "metadata": {"timestamp": "2024-12-04T01:00:00Z", "component": {"bom-ref": "sbt-1@1", "version": "1"}},
    "components": [
        {"bom-ref": "b-3@2", "name": "b", "version": "2", "purl": "pkg:pypi/b@2"},
        {"bom-ref": "a-2@1", "name": "a", "version": "1", "purl": "pkg:pypi/a@1"},
    ],
    "dependencies": [{"ref": "sbt-1@1", "dependsOn": ["b-3@2", "a-2@1"]}],
}


def locked() -> set[tuple[str, str]]:
    """What the product needs by uv.lock, with everything that this needs in turn."""
    waiting, seen = [("sbt", "")], set[tuple[str, str]]()
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        package = LOCK[name]
        needs = package.get("optional-dependencies", {}).get(extra, []) if extra else package.get("dependencies", [])
        waiting += [(need["name"], part) for need in needs for part in ("", *need.get("extra", []))]
    return {(name, LOCK[name]["version"]) for name, _ in seen} - {("sbt", LOCK["sbt"]["version"])}


def test_it_names_what_the_lock_holds_for_the_product() -> None:
    named = {(part["name"], part["version"]) for part in BILL["components"] if part["purl"].startswith("pkg:pypi/")}
    assert named == locked()


def test_it_names_the_scripts_that_were_taken_over() -> None:
    files = sorted(path.name for path in (ROOT / "src" / "sbt" / "web" / "static" / "sbt" / "vendor").glob("*.js"))
    parts = [part for part in BILL["components"] if part["purl"].startswith("pkg:npm/")]
    assert files == [f"{part['name'].removesuffix('.org')}-{part['version']}.min.js" for part in parts]


def test_it_says_nothing_of_a_run_or_a_machine() -> None:
    text = WRITTEN.read_text()
    assert text == TOOL["printed"](BILL)
    assert not re.search(r"serialNumber|timestamp|urn:uuid|/(?:work|home|root|tmp|Users)/", text)


def test_the_same_lock_in_another_order_is_the_same_bill() -> None:
    later = RAW | {"serialNumber": "urn:uuid:2", "components": RAW["components"][::-1]}
    assert TOOL["printed"](TOOL["plain"](RAW)) == TOOL["printed"](TOOL["plain"](later))
    assert TOOL["plain"](RAW)["dependencies"] == [{"ref": "sbt", "dependsOn": ["pkg:pypi/a@1", "pkg:pypi/b@2"]}]
