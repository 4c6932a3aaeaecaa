"""Gives the law under which a situation is played: the real one, or the real one changed as an overlay says."""

import shutil
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from sbt.rulebook.check import check_law
from sbt.rulebook.faults import Fault
from sbt.rulebook.law import Law
from sbt.rulebook.reader import read_law

LAW = Path(__file__).parents[2] / "law"
DAY = timedelta(days=1)


def faults_of(overlay: str) -> list[Fault]:
    """List what the lint finds in the law with the changes of an overlay."""
    with TemporaryDirectory() as folder:
        return check_law(_changed(Path(folder), overlay))


@cache
def law_of(overlay: str = "") -> Law:
    """Read the law, with the changes of `law/situations/overlays/<overlay>/changes.yaml` when one is named."""
    if not overlay:
        return read_law(LAW)
    with TemporaryDirectory() as folder:
        return read_law(_changed(Path(folder), overlay))


def _changed(folder: Path, overlay: str) -> Path:
    law = folder / "law"
    shutil.copytree(LAW, law)
    _change(law, LAW / "situations" / "overlays" / overlay)
    return law


def _change(law: Path, overlay: Path) -> None:
    """Do what somebody who edits the law would do: add files, end old lines, add new ones, copy a regime."""
    files = [path for path in overlay.rglob("*.yaml") if path.name != "changes.yaml"]
    for path in files:
        shutil.copy(path, law / path.relative_to(overlay))
    changes = _read(overlay / "changes.yaml") if (overlay / "changes.yaml").exists() else {}
    for name in ("institutions", "grants", "roles", "sources"):
        content = _read(law / f"{name}.yaml")
        for end in changes.get(name, {}).pop("ends", []):
            _end(content, name, end)
        for part, added in changes.get(name, {}).items():
            content.setdefault(part, []).extend(added)
        _write(law / f"{name}.yaml", content)
    for regime in changes.get("regimes", []):
        _copy_regime(law / "regimes", regime)


def _end(content: dict[str, Any], name: str, end: dict[str, Any]) -> None:
    until, wanted = end.pop("until"), end
    found = [entry for entry in content[name] if all(entry.get(key) == value for key, value in wanted.items())]
    assert found, f"no line of {name}.yaml is {wanted}"
    for entry in found:
        if entry.get("until") is None:
            entry["until"] = until


def _copy_regime(regimes: Path, regime: dict[str, Any]) -> None:
    old, new = regimes / regime["like"], regimes / regime["id"]
    shutil.copytree(old, new)
    for part in ("terms.yaml", "handover.yaml"):
        (new / part).unlink(missing_ok=True)
    head = _read(new / "regime.yaml")
    head["process"] |= {key: regime[key] for key in ("id", "label", "received", "basis")}
    before = _read(old / "regime.yaml")
    before["process"]["received"]["until"] = regime["received"]["from"] - DAY
    _write(old / "regime.yaml", before)
    handovers = [
        {
            "id": f"dari_{stage['id']}",
            "label": stage["label"],
            "comes_from": regime["like"],
            "from": [stage["id"]],
            "to": stage["id"],
            "power": "kasus.limpahkan",
            "since": regime["received"]["from"],
            "starts": regime["starts_anew"].get(stage["id"], []),
            "keeps": regime["keeps"],
            "basis": regime["basis"],
        }
        for stage in head["process"]["stages"]
        if not stage.get("final")
    ]
    head["process"]["marks"]["handed_over"] = {"id": "dialihkan dari aturan sebelumnya", "en": "handed over"}
    _write(new / "regime.yaml", head)
    _write(new / "handover.yaml", {"handovers": handovers})


def _read(path: Path) -> dict[str, Any]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(content, dict), path
    return content


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
