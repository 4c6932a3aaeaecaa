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
from psycopg.pq import TransactionStatus
from psycopg.sql import Literal

from sbt.people.wall_tokens import token_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models import Model

    from sbt.rules.authority import Actor

type Row = tuple[Any, ...]

_NAME = b"select set_config('sbt.token', $1, true)"
_PLACE = re.compile(r"%\((\w+)\)s")


def ask(statement: str, values: Mapping[str, object], *, actor: Actor | None = None) -> list[Row]:
    """Give the rows of a SELECT, planned once for each connection; after a restart of the database it is asked again.

    What belongs to cases is asked as somebody: his token travels in the same journey.
    """
    database = connections["default"]
    database.ensure_connection()
    token = token_of(actor) if actor is not None else ""
    try:
        return _asked(database, statement, values, token)
    except OperationalError:
        if database.in_atomic_block or database.is_usable():
            raise
        database.close()
        database.ensure_connection()
        return _asked(database, statement, values, token)


def _asked(database: BaseDatabaseWrapper, statement: str, values: Mapping[str, object], token: str) -> list[Row]:
    begun = monotonic() if database.queries_logged else 0.0
    with database.wrap_database_errors:
        text, names = _numbered(statement)
        cursor: RawCursor[Row] = RawCursor(database.connection)
        given = [values[name] for name in names]
        rows = _as_token(cursor, text, given, token) if token else cursor.execute(text, given, prepare=True).fetchall()
    database.health_check_done = True  # type: ignore[attr-defined]  # Django's own mark, missing in its stubs
    if begun:
        database.queries_log.append({"sql": statement.strip(), "time": f"{monotonic() - begun:.3f}"})
    return rows


def _as_token(cursor: RawCursor[Row], text: bytes, given: list[object], token: str) -> list[Row]:
    """Ask in the name of the token: statements sent together are one transaction, for which alone it holds."""
    raw = cursor.connection
    if raw.info.transaction_status == TransactionStatus.IDLE:
        with raw.pipeline():
            RawCursor(raw).execute(_NAME, [token], prepare=True)
            cursor.execute(text, given, prepare=True)
        return cursor.fetchall()
    before = raw.execute("select current_setting('sbt.token', true)").fetchone()
    RawCursor(raw).execute(_NAME, [token])
    rows = cursor.execute(text, given, prepare=True).fetchall()
    RawCursor(raw).execute(_NAME, [(before or ("",))[0] or ""])
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
