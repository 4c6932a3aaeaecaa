"""Puts new rows of several tables into the database in one statement: one journey there and back instead of many."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import AutoField, JSONField
from psycopg import RawCursor
from psycopg.types.json import Jsonb

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import Field, Model

type Shape = tuple[tuple[type[Model], int], ...]
"""Which tables get how many rows."""


def store(rows: Iterable[Model]) -> None:
    """Insert the rows; keys that name one another may come in any order, for they are checked at the commit.

    A number that the database gives is not read back into the row. A shape that came before is prepared: the
    database has read and planned its statement already.
    """
    tables: dict[type[Model], list[Model]] = {}
    for row in rows:
        tables.setdefault(type(row), []).append(row)
        row._state.adding = False  # noqa: SLF001 (as Django's own bulk_create does)
    if not tables:
        return
    shape = tuple((model, len(found)) for model, found in tables.items())
    values = [_value(field, row) for model, found in tables.items() for row in found for field in _fields(model)]
    connection.ensure_connection()
    with connection.wrap_database_errors, RawCursor(connection.connection) as cursor:
        cursor.execute(_statement(shape), values, prepare=True)


@lru_cache(maxsize=256)
def _statement(shape: Shape) -> bytes:
    inserts, first = [], 1
    for model, count in shape:
        width = len(_fields(model))
        columns = ", ".join(f'"{field.column}"' for field in _fields(model))
        starts = range(first, first + count * width, width)
        lines = (", ".join(f"${place}" for place in range(start, start + width)) for start in starts)
        table = model._meta.db_table  # noqa: SLF001 (Django's own way to a table's name)
        inserts.append(f'insert into "{table}" ({columns}) values ({"), (".join(lines)})')  # noqa: S608 (own names)
        first += count * width
    before = ", ".join(f"stored_{number} as ({insert})" for number, insert in enumerate(inserts[:-1]))
    return (f"with {before} {inserts[-1]}" if before else inserts[-1]).encode()


@cache
def _fields(model: type[Model]) -> Sequence[Field[object, object]]:
    fields = model._meta.concrete_fields  # noqa: SLF001 (Django's own way to fields)
    return [field for field in fields if not isinstance(field, AutoField)]


def _value(field: Field[object, object], row: Model) -> object:
    value = getattr(row, field.attname)
    return Jsonb(value) if isinstance(field, JSONField) else value
