"""Looks for faults with semgrep (our own rules) and bandit, and proves first that both can find any.

`make scan` installs both, locked by digest, in a folder of their own. Exit 1: a planted fault was not found, something new
was found, or an accepted finding is gone. Nothing is asked of another host.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".tools" / "scan" / "bin"
RULES, PLANTED, ACCEPTED = (ROOT / "tools" / "scan" / name for name in ("rules", "planted", "accepted.yaml"))
LOOKED_AT = ("src", "tools")
LEAST_FILES = 300
BANDITS_OWN = {"B602", "B301", "B324", "B323", "B306", "B608"}


@dataclass(frozen=True, order=True)
class Finding:
    """One place where a rule was broken; the path counts from the root."""

    rule: str
    path: str
    line: int


def main() -> int:
    """Scan; print what is wrong."""
    ours = {rule["id"] for file in RULES.glob("*.yaml") for rule in yaml.safe_load(file.read_text())["rules"]}
    planted, _ = semgrep(PLANTED)
    found, looked_at = semgrep(*(ROOT / name for name in LOOKED_AT))
    caught, more = bandit(PLANTED), bandit(*(ROOT / name for name in LOOKED_AT))
    faults = [f"semgrep does not find its planted {rule}" for rule in sorted(ours - {one.rule for one in planted})]
    faults += [
        f"bandit does not find its planted {rule}" for rule in sorted(BANDITS_OWN - {one.rule for one in caught})
    ]
    if looked_at < LEAST_FILES:
        faults.append(f"semgrep looked at {looked_at} files only")
    faults += judged([*found, *more])
    for fault in faults:
        print(fault)
    print(f"scan: {len(ours)} rules of ours, {looked_at} files, {len(faults)} faults")
    return 1 if faults else 0


def judged(findings: list[Finding]) -> Iterator[str]:
    """Say what is new, and what was accepted and is gone."""
    accepted = {(one["rule"], one["path"]) for one in yaml.safe_load(ACCEPTED.read_text())}
    ours = [one for one in findings if not one.path.startswith("tools/scan/")]
    for one in sorted(ours):
        if (one.rule, one.path) not in accepted:
            yield f"{one.path}:{one.line}: {one.rule}"
    for rule, path in sorted(accepted - {(one.rule, one.path) for one in ours}):
        yield f"{ACCEPTED.relative_to(ROOT)}: {rule} finds nothing in {path} any more"


def semgrep(*places: Path) -> tuple[list[Finding], int]:
    """Run our rules; give the findings and how many files were read."""
    words = ["--metrics=off", "--disable-version-check", "--no-git-ignore", "--json", "--quiet", "--config", str(RULES)]
    told = _told([str(BIN / "semgrep"), "scan", *words, *map(str, places)])
    found = [
        Finding(one["check_id"].rpartition(".")[2], _short(one["path"]), one["start"]["line"])
        for one in told["results"]
    ]
    return found, len(told["paths"]["scanned"])


def bandit(*places: Path) -> list[Finding]:
    """Run bandit from medium severity on."""
    told = _told([str(BIN / "bandit"), "-q", "-r", "-ll", "-f", "json", *map(str, places)])
    return [Finding(one["test_id"], _short(one["filename"]), one["line_number"]) for one in told["results"]]


def _told(command: list[str]) -> dict[str, Any]:
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, env={**os.environ, "SEMGREP_SEND_METRICS": "off"}
    )
    try:
        told: dict[str, Any] = json.loads(done.stdout)
    except json.JSONDecodeError:
        raise SystemExit(f"{command[0]}: {done.stderr or done.stdout}") from None
    return told


def _short(path: str) -> str:
    return str(Path(path).resolve().relative_to(ROOT))


if __name__ == "__main__":
    sys.exit(main())
