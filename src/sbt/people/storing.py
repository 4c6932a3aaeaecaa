"""Puts new rows of several tables into the database in one statement: one journey there and back instead of many."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import AutoField, JSONField
from psycopg.adapt import Transformer
from psycopg.types.json import Jsonb

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import Field, Model
    from psycopg.abc import Transformer as Literals


def store(rows: Iterable[Model]) -> None:
    """Insert the rows; keys that name one another may come in any order, for they are checked at the commit.

    A number that the database gives is not read back into the row.
    """
    tables: dict[type[Model], list[Model]] = {}
    for row in rows:
        tables.setdefault(type(row), []).append(row)
        row._state.adding = False  # noqa: SLF001 (as Django's own bulk_create does)
    if not tables:
        return
    connection.ensure_connection()
    literals = Transformer.from_context(connection.connection)
    inserts = [_insert(model, found, literals) for model, found in tables.items()]
    before = ", ".join(f"stored_{number} as ({insert})" for number, insert in enumerate(inserts[:-1]))
    with connection.cursor() as cursor:
        cursor.execute(f"with {before} {inserts[-1]}" if before else inserts[-1])


def _insert(model: type[Model], rows: Sequence[Model], literals: Literals) -> str:
    head, fields = _table(model)
    lines = (b", ".join([literals.as_literal(_value(field, row)) for field in fields]).decode() for row in rows)
    return f"{head} values {', '.join(f'({line})' for line in lines)}"


@cache
def _table(model: type[Model]) -> tuple[str, Sequence[Field[object, object]]]:
    """Give the beginning of an insert into the table and the fields that it fills."""
    options = model._meta  # noqa: SLF001 (Django's public way to fields)
    fields = [field for field in options.concrete_fields if not isinstance(field, AutoField)]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    return f'insert into "{options.db_table}" ({columns})', fields


def _value(field: Field[object, object], row: Model) -> object:
    value = getattr(row, field.attname)
    return Jsonb(value) if isinstance(field, JSONField) else value
