"""Makes the law out of its texts, and lists every fault of shape with its place. What rules say is linted elsewhere."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sbt.rulebook.building import build_commons, build_law
from sbt.rulebook.entries.base import Entry
from sbt.rulebook.entries.commons import CommonsEntry
from sbt.rulebook.entries.discipline import DisciplineEntry
from sbt.rulebook.entries.matrix import MatrixEntry
from sbt.rulebook.entries.process import ProcessEntry
from sbt.rulebook.faults import Fault, FaultyLawError
from sbt.rulebook.law import Law
from sbt.rulebook.shape_faults import shape_faults
from sbt.rulebook.texts import Version, gather
from sbt.rules.book import RuleBook

ENTRIES: Mapping[str, type[Entry]] = {
    "process": ProcessEntry,
    "matrix": MatrixEntry,
    "discipline": DisciplineEntry,
    "commons": CommonsEntry,
}


def read_law(folder: Path, *, overlay: Path | None = None) -> Law:
    """Read the law of a folder; raises FaultyLawError with every fault of form and shape at once."""
    gathered = gather(folder, overlay)
    law, faults = make_law(gathered.versions)
    if gathered.faults or faults or law is None:
        raise FaultyLawError([*gathered.faults, *faults])
    return law


def load_book(folder: Path, *, overlay: Path | None = None) -> RuleBook:
    """Read the rule book of a folder; raises FaultyLawError."""
    return read_law(folder, overlay=overlay).book


def make_law(current: Iterable[Version], older: Iterable[Version] = ()) -> tuple[Law | None, list[Fault]]:
    """Make the law of the versions in force, with `older` ones findable by their digests."""
    faults: list[Fault] = []
    shaped: list[tuple[Version, Entry]] = []
    commons: tuple[Version, CommonsEntry] | None = None
    for version in current:
        entry = _shaped(version, faults)
        if isinstance(entry, CommonsEntry):
            commons = (version, entry)
        elif entry is not None:
            shaped.append((version, entry))
    old = [(version, entry) for version in older if (entry := _shaped(version, faults)) is not None]
    if commons is None:
        return None, faults
    return build_law(build_commons(*commons), shaped, old), faults


def stored_version(kind: str, rule_id: str, text: str, digest: str) -> Version:
    """Read a version back from its published text."""
    content: dict[str, Any] = json.loads(text)
    return Version(kind, rule_id, content, text, digest)


def _shaped(version: Version, faults: list[Fault]) -> Entry | None:
    try:
        return ENTRIES[version.kind].model_validate(version.content)
    except ValidationError as error:
        faults += shape_faults(error, version.content)
        return None
