"""Turns one played case into the text that COPY takes, to be written out many times with other ids and names.

Every id of a pattern begins with the same mark; putting sixteen random bytes' worth of digits in its place makes all
ids of one copy new and keeps them pointing at one another.
"""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import Model

MARK = "bbbbbbbb-0bed-4bed-8bed-"
"""The first four groups of every id of a pattern."""
REF, NAME, DIGEST = "@REF@", "@NAME@", "@DIGEST@"


class Ids:
    """Ids of one pattern, in order."""

    def __init__(self) -> None:
        self._last = 0

    def new(self) -> uuid.UUID:
        """Give the next id."""
        self._last += 1
        return uuid.UUID(f"{MARK}{self._last:012x}")


class Pattern:
    """The rows of one case as text, table by table."""

    def __init__(self, rows: Iterable[Model]) -> None:
        lines: dict[type[Model], list[str]] = defaultdict(list)
        for row in rows:
            lines[type(row)].append("\t".join(_text(value) for value in _values(row)))
        self.tables = {model: "\n".join(found) + "\n" for model, found in lines.items()}

    def copy(self, fresh: uuid.UUID, marks: dict[str, str]) -> dict[type[Model], str]:
        """Give the same rows with ids that begin as `fresh` does and with the marks replaced."""
        made = {}
        prefix = str(fresh)[: len(MARK)]
        for model, text in self.tables.items():
            renewed = text.replace(MARK, prefix)
            for mark, value in marks.items():
                if mark in renewed:
                    renewed = renewed.replace(mark, value)
            made[model] = renewed
        return made


def columns(model: type[Model]) -> tuple[str, ...]:
    """Name the columns that a row of COPY holds: all but a number that the database gives."""
    fields = model._meta.concrete_fields  # noqa: SLF001 (Django's own way to its fields)
    return tuple(field.column or "" for field in fields if field.get_internal_type() != "BigAutoField")


def _values(row: Model) -> Sequence[object]:
    return [
        json.dumps(value) if field.get_internal_type() == "JSONField" else value
        for field in row._meta.concrete_fields  # noqa: SLF001 (as above)
        if field.get_internal_type() != "BigAutoField"
        for value in (getattr(row, field.attname),)
    ]


def _text(value: object) -> str:
    match value:
        case None:
            return r"\N"
        case bool():
            return "t" if value else "f"
        case bytes():
            return rf"\\x{value.hex()}"
        case date() | datetime():
            return value.isoformat()
        case _:
            return str(value).replace("\\", "\\\\").replace("\t", " ").replace("\n", "\\n")
