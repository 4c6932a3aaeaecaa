"""The store of keys, a database of its own: what is forgotten there opens nothing any more, in no copy of the other one.

Keys are put there in blocks before anybody needs them, so that a report waits for no second database and its keys are
durable before it is. A key that nobody took is harmless.
"""

from __future__ import annotations

import atexit
import hashlib
import hmac
import os
import threading
from collections import deque
from typing import TYPE_CHECKING, Any, NamedTuple

import psycopg
from django.conf import settings
from django.db import OperationalError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BLOCK, LOW = 256, 64
"""How many keys are put there at once, and how few are left when the next block is fetched behind the work."""
NAME = 16
KEPT_SALT, DERIVED = 0, 1
"""Whether a record's key is itself the salt, as in rows of old, or salts are derived from it, one for each field."""


class Key(NamedTuple):
    """A key and what names it; only the name stands beside what it opens."""

    name: bytes
    key: bytes


class ForgottenKeyError(Exception):
    """The store of keys has no such key any more."""


class _Door:
    """The one connection of this process to the store of keys."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._connection: psycopg.Connection | None = None
        self._way = ""

    def ask(self, statement: str, given: Sequence[object]) -> list[tuple[Any, ...]]:
        """Ask once, and once more over a new connection where the old one broke; OperationalError when nobody answers."""
        with self._lock:
            try:
                return self._asked(statement, given)
            except psycopg.OperationalError:
                self.close()
            try:
                return self._asked(statement, given)
            except psycopg.OperationalError as fault:
                raise OperationalError("the store of keys does not answer") from fault

    def _asked(self, statement: str, given: Sequence[object]) -> list[tuple[Any, ...]]:
        if self._connection is None or self._way != settings.SBT_KEYS:
            self.close()
            self._way = settings.SBT_KEYS
            self._connection = psycopg.connect(self._way, autocommit=True)
        cursor = self._connection.execute(statement.encode(), given)
        return cursor.fetchall() if cursor.description else []

    def close(self) -> None:
        """Let go of the connection; the next question opens another."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None


class _Block:
    """Keys of one table that are stored already and that only this process knows of."""

    def __init__(self, table: str) -> None:
        self._table, self._ready = table, deque[Key]()
        self._filling = threading.Lock()

    def take(self) -> Key:
        """Give a key that nobody had; a new block is fetched behind the work, and before it only when none is left."""
        while True:
            try:
                taken = self._ready.popleft()
            except IndexError:
                with self._filling:
                    if not self._ready:
                        self._fill()
                continue
            if len(self._ready) < LOW and self._filling.acquire(blocking=False):
                threading.Thread(target=self._fill_behind, name=f"{self._table} block", daemon=True).start()
            return taken

    def _fill_behind(self) -> None:
        try:
            if len(self._ready) < LOW:
                self._fill()
        except OperationalError:
            return  # whoever finds none left asks again and is told
        finally:
            self._filling.release()

    def _fill(self) -> None:
        keys = [Key(os.urandom(NAME), os.urandom(32)) for _ in range(BLOCK)]
        _door.ask(
            f"insert into {self._table} (name, key) select * from unnest(%s::bytea[], %s::bytea[])",  # noqa: S608 (own names)
            [[one.name for one in keys], [one.key for one in keys]],
        )
        self._ready.extend(keys)


_door, _records, _files = _Door(), _Block("record_key"), _Block("file_key")
_inherited: list[_Door] = []
"""Doors of the process that this one was forked from: neither used nor closed here."""


def _begin_anew() -> None:
    """Begin with nothing in hand: a child of a fork must not give out what its parent has."""
    global _door, _records, _files
    _inherited.append(_door)
    _door, _records, _files = _Door(), _Block("record_key"), _Block("file_key")


os.register_at_fork(after_in_child=_begin_anew)


@atexit.register
def _end() -> None:
    _door.close()


def record_key() -> Key:
    """Give a fresh key for one record: its salts are derived from it."""
    return _records.take()


def file_key() -> Key:
    """Give a fresh key for the bytes of one file."""
    return _files.take()


def field_salt(key: bytes, field: str) -> bytes:
    """Derive the salt of one field of a record, so that it can be opened without the others."""
    return hmac.digest(key, b"sbt/field/v1\0" + field.encode(), hashlib.sha256)


def salt_of(name: bytes, field: str) -> bytes:
    """Give the salt of a stored record's field; ForgottenKeyError when its key is gone."""
    found = _door.ask("select key, scheme from record_key where name = %s", [name])
    if not found:
        raise ForgottenKeyError
    key, scheme = found[0]
    return bytes(key) if scheme == KEPT_SALT else field_salt(bytes(key), field)


def key_of_file(name: bytes) -> bytes:
    """Give the key of a stored file; ForgottenKeyError when it is gone."""
    found = _door.ask("select key from file_key where name = %s", [name])
    if not found:
        raise ForgottenKeyError
    return bytes(found[0][0])


def forget_records(names: Iterable[bytes]) -> None:
    """Delete the keys of records for good; only the login that erases may."""
    _door.ask("delete from record_key where name = any(%s::bytea[])", [list(names)])


def forget_file(name: bytes) -> None:
    """Delete the key of a file for good."""
    _door.ask("delete from file_key where name = %s", [name])


def rewrite() -> None:
    """Write the tables of keys anew, so that forgotten ones are not left in the room between others."""
    for table in ("record_key", "file_key"):
        _door.ask(f"vacuum (full) {table}", [])


def answers() -> bool:
    """Tell whether the store of keys is there."""
    try:
        _door.ask("select 1", [])
    except OperationalError:
        return False
    return True
