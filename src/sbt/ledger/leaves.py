"""What an official act says in public: who acted, on which day, and salted commitments to everything else.

What comes from a citizen says less than that: its leaf looks exactly like one that only fills a beat.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sbt.tlog.canonical import canonical
from sbt.tlog.commitment import commitments

VERSION = 1
SEALED = "sealed"
FACT = "facts."
CITIZENS = frozenset({"publik", "terlapor"})
"""Who acts without an office."""
_SEALED_FIELDS = (
    *("basis", "case_id", "effects", "facts", "happened_on", "id", "institution", "kind", "posting", "prev"),
    *("recorded_at", "seq", "shape", "source", "step", "warnings"),
)
"""The fields of a sealed leaf and of one that fills a beat: the same names, and commitments of the same length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A table whose new rows are official acts."""

    public: Mapping[str, str]
    """Key in the leaf -> column that stands there in the clear."""
    dropped: tuple[str, ...] = ()
    """Columns that do not come into the log, not even as a commitment."""
    to_the_day: tuple[str, ...] = ()
    """Instants of which only the day is queued."""
    day: str = ""
    """The column that gives the day."""
    key: str = "id"
    updates: str = ""
    """A column whose change is an act too."""


SOURCES: Mapping[str, Source] = {
    "cases_caseevent": Source(public={"i": "institution"}, day="happened_on"),
    "cases_forwarding": Source(public={"i": "institution"}, day="sent_on", updates="acknowledged_on"),
    "people_peopleevent": Source(public={"i": "institution"}, day="on"),
    "rulebook_publishedrulebook": Source(
        public={"r": "rule_id", "h": "digest", "k": "kind"},
        dropped=("text",),
        to_the_day=("published_at",),
        day="published_at",
    ),
    "sealing_keyact": Source(public={"a": "act"}, day="at"),
    "sealing_opening": Source(
        public={"i": "institution"}, dropped=("explanation", "session", "instansi", "acted"), day="asked_at"
    ),
    "sealing_openingact": Source(public={"i": "institution", "a": "act"}, dropped=("share",), day="at"),
}


@dataclass(slots=True)
class Line:
    """The chain of one case: a name that says nothing, and the last leaf."""

    name: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    last: bytes = b""


def from_citizen(source: str, content: Mapping[str, Any]) -> bool:
    """Tell whether the act is a citizen's, or what a report becomes at once: it must not show among the others."""
    return source == "cases_caseevent" and (content["seq"] == 1 or content["posting"] in CITIZENS)


def fields_of(source: str, content: Mapping[str, Any], prev: bytes) -> dict[str, Any]:
    """Name everything that the leaf commits to; each fact of a step by itself, so that it can be opened by itself."""
    shown = SOURCES[source]
    fields = {name: value for name, value in content.items() if name not in shown.public.values()}
    fields["prev"] = prev.hex()
    if source == "cases_caseevent":
        if from_citizen(source, content):
            return fields | {"institution": content["institution"], "source": source}
        facts = fields.pop("facts")
        fields |= {FACT + name: value for name, value in facts.items()}
    return fields


def leaf_of(source: str, content: Mapping[str, Any], key: bytes, line: Line | None) -> bytes:
    """Make the leaf of an act."""
    fields = fields_of(source, content, line.last if line else b"")
    if from_citizen(source, content):
        return canonical({"v": VERSION, "t": SEALED, "f": commitments(key, fields)})
    shown = SOURCES[source]
    leaf: dict[str, Any] = {"v": VERSION, "t": source.partition("_")[2], "f": commitments(key, fields)}
    leaf |= {name: content[column] for name, column in shown.public.items()}
    if shown.day:
        leaf["d"] = str(content[shown.day])[:10]
    if line:
        leaf["c"] = line.name.hex()
    return canonical(leaf)


def filler() -> bytes:
    """Make a leaf that says nothing and looks like a citizen's."""
    return canonical({"v": VERSION, "t": SEALED, "f": {name: secrets.token_hex(32) for name in _SEALED_FIELDS}})
