"""Puts new rows of several tables into the database in one statement: one journey there and back instead of many."""

from __future__ import annotations

from functools import cache, lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, Self

import orjson
from django.db import connection
from django.db.models import AutoField, JSONField
from django.db.models.base import ModelState
from psycopg import RawCursor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import Model


class Free(str):
    """A reference that gives way: if a case has it already, the first free one of `others` is taken.

    The database chooses in the statement that stores the rows, so nobody asks beforehand; a function of its own tells
    what is taken, for cases out of the asker's sight count too. One for each statement.
    """

    __slots__ = ("others",)
    others: tuple[str, ...]

    def __new__(cls, values: tuple[str, ...]) -> Self:
        """Take the candidates, the first choice first."""
        made = super().__new__(cls, values[0])
        made.others = values[1:]
        return made


type Shape = tuple[tuple[tuple[type[Model], int], ...], tuple[int, ...]]
"""Which tables get how many rows, and which values are the one that may give way."""


def store(rows: Iterable[Model]) -> None:
    """Insert the rows; keys that name one another may come in any order, for they are checked at the commit.

    A number that the database gives is not read back into the row; a value that gave way is. A shape that came before
    is prepared: the database has read and planned its statement already.
    """
    tables: dict[type[Model], list[Model]] = {}
    for row in rows:
        tables.setdefault(type(row), []).append(row)
        row._state.adding = False  # noqa: SLF001 (as Django's own bulk_create does)
    if not tables:
        return
    values: list[object] = []
    for model, found in tables.items():
        layout = _layout(model)
        for row in found:
            start = len(values)
            values += layout.values(row)
            for place in layout.json:
                values[start + place] = orjson.dumps(values[start + place]).decode()
    free = tuple(place for place, value in enumerate(values) if type(value) is Free)
    chosen = values[free[0]] if free else None
    counts = tuple((model, len(found)) for model, found in tables.items())
    statement = _statement((counts, free))
    if isinstance(chosen, Free):
        values = [value for value in values if type(value) is not Free]
        values.append([str(chosen), *chosen.others])
    connection.ensure_connection()
    with connection.wrap_database_errors, RawCursor(connection.connection) as cursor:
        cursor.execute(statement, values, prepare=True)
        taken = cursor.fetchone() if free else None
    if taken is not None:
        _settle(tables, chosen, taken[0])


def _settle(tables: dict[type[Model], list[Model]], chosen: object, taken: str) -> None:
    for model, found in tables.items():
        for row in found:
            for name in _layout(model).names:
                if getattr(row, name) is chosen:
                    setattr(row, name, taken)


def fresh[M: Model](model: type[M], **columns: object) -> M:
    """Make a row that is new, from the values of its columns; the others get what the model says for them.

    It is what `model(...)` makes, without the signals that nobody of ours listens to; on the way of a report that was
    a fifth of all work.
    """
    layout = _layout(model)
    if not columns.keys() <= layout.known:
        raise TypeError(f"{model.__name__}: {', '.join(sorted(columns.keys() - layout.known))}")
    made = model.__new__(model)
    made._state = ModelState()  # noqa: SLF001 (as Django's own Model.__init__ does)
    made.__dict__.update(layout.plain)
    made.__dict__.update(columns)
    for name, default in layout.made:
        if name not in columns:
            made.__dict__[name] = default()
    return made


class _Layout(NamedTuple):
    """How a row of a table is read and written."""

    names: tuple[str, ...]
    columns: str
    values: Callable[[Model], tuple[object, ...]]
    json: tuple[int, ...]
    known: frozenset[str]
    plain: dict[str, object]
    made: tuple[tuple[str, Callable[[], object]], ...]
    """Columns whose first value is made anew for each row."""


@cache
def _layout(model: type[Model]) -> _Layout:
    every = model._meta.concrete_fields  # noqa: SLF001 (Django's own way to fields)
    fields = [field for field in every if not isinstance(field, AutoField)]
    names = tuple(field.attname for field in fields)
    made = {field.attname: field.get_default for field in every if field.has_default() and callable(field.default)}
    return _Layout(
        names=names,
        columns=", ".join(f'"{field.column}"' for field in fields),
        values=attrgetter(*names),
        json=tuple(place for place, field in enumerate(fields) if isinstance(field, JSONField)),
        known=frozenset(field.attname for field in every),
        plain={field.attname: field.get_default() for field in every if field.attname not in made},
        made=tuple(made.items()),
    )


@lru_cache(maxsize=256)
def _statement(shape: Shape) -> bytes:
    counts, free = shape
    parts, place, given = [], 0, 0
    if free:
        width = sum(len(_layout(model).names) * count for model, count in counts) - len(free)
        parts.append(
            f"free as materialized (select one from unnest(${width + 1}::text[]) as one"  # noqa: S608 (own names)
            " where not sbt.reference_taken(one) limit 1)"
        )
    for model, count in counts:
        layout, lines = _layout(model), []
        for _ in range(count):
            line = []
            for _ in layout.names:
                given += place not in free
                line.append(f"${given}" if place not in free else "(select one from free)")
                place += 1
            lines.append(", ".join(line))
        table = model._meta.db_table  # noqa: SLF001 (Django's own way to a table's name)
        insert = f'insert into "{table}" ({layout.columns}) values ({"), (".join(lines)})'  # noqa: S608 (own names)
        parts.append(f"stored_{len(parts)} as ({insert})")
    end = "select one from free" if free else "select"
    return f"with {', '.join(parts)} {end}".encode()
