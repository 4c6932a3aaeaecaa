"""Asks the database one prepared statement: the way of the reads that every page of an officer makes.

One statement sees one moment and changes nothing, so it needs no transaction around it. Where the plan hangs on a
value (an institution with a full desk and one with an empty desk), that value belongs into the text.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from time import monotonic
from typing import TYPE_CHECKING, Any

from django.db import OperationalError, connections
from psycopg import RawCursor
from psycopg.sql import Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models import Model

type Row = tuple[Any, ...]

_PLACE = re.compile(r"%\((\w+)\)s")


def ask(statement: str, values: Mapping[str, object]) -> list[Row]:
    """Give the rows of a SELECT, planned once for each connection; after a restart of the database it is asked again."""
    database = connections["default"]
    database.ensure_connection()
    try:
        return _asked(database, statement, values)
    except OperationalError:
        if database.in_atomic_block or database.is_usable():
            raise
        database.close()
        database.ensure_connection()
        return _asked(database, statement, values)


def _asked(database: BaseDatabaseWrapper, statement: str, values: Mapping[str, object]) -> list[Row]:
    begun = monotonic() if database.queries_logged else 0.0
    with database.wrap_database_errors:
        text, names = _numbered(statement)
        cursor: RawCursor[Row] = RawCursor(database.connection)
        rows = cursor.execute(text, [values[name] for name in names], prepare=True).fetchall()
    database.health_check_done = True  # type: ignore[attr-defined]  # Django's own mark, missing in its stubs
    if begun:
        database.queries_log.append({"sql": statement.strip(), "time": f"{monotonic() - begun:.3f}"})
    return rows


@lru_cache(maxsize=1024)
def _numbered(statement: str) -> tuple[bytes, tuple[str, ...]]:
    """Number the named places, which is what the database understands; give the names in the order of their numbers."""
    names = tuple(dict.fromkeys(_PLACE.findall(statement)))
    return _PLACE.sub(lambda place: f"${names.index(place[1]) + 1}", statement).encode(), names


def literal(value: object) -> str:
    """Write a value of ours as SQL does, for a statement whose plan hangs on it."""
    return Literal(value).as_string()


def columns(model: type[Model], alias: str) -> str:
    """Name all columns of the table, for a statement whose rows `made` reads."""
    return ", ".join(f'{alias}."{field.column}"' for field in model._meta.concrete_fields)  # noqa: SLF001


@cache
def _names(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]  # noqa: SLF001


def made[M: Model](model: type[M], values: Sequence[Any]) -> tuple[M, Sequence[Any]]:
    """Make the object of its columns' values, and give those behind them."""
    names = _names(model)
    return model.from_db("default", names, values[: len(names)]), values[len(names) :]
