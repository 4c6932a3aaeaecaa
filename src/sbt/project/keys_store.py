"""Makes the store of keys: two tables in a database of their own, and who may add, read and forget. Runs as its owner."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

from sbt.evidence.keys import KEPT_SALT, NAME
from sbt.project import database, roles
from sbt.project.errors import Trouble

if TYPE_CHECKING:
    from pathlib import Path

_TABLES = """
CREATE TABLE IF NOT EXISTS record_key (
    name bytea PRIMARY KEY CHECK (octet_length(name) = 16),
    key bytea NOT NULL CHECK (octet_length(key) = 32),
    scheme smallint NOT NULL DEFAULT 1
);
CREATE TABLE IF NOT EXISTS file_key (
    name bytea PRIMARY KEY CHECK (octet_length(name) = 16),
    key bytea NOT NULL CHECK (octet_length(key) = 32)
)
"""
SALTED = ("cases_content", "intake_statement", "register_subject", "evidence_file")
"""Tables whose rows name the key of their salt."""
_OLD = 32
_AT_ONCE = 5000


def prepare(data: Path) -> None:
    """Make the tables and the logins; safe to repeat. Trouble with a remedy when the database is not there."""
    address = database.keys_owner_address(data)
    try:
        owner = psycopg.connect(address.as_conninfo(), autocommit=True)
    except psycopg.OperationalError as fault:
        raise Trouble(
            f"basis data kunci {address.name!r} tidak terbuka ({str(fault).strip().splitlines()[0]}); buat dengan:"
            f' CREATE DATABASE "{address.name}" OWNER "{address.user}", atau isi SBT_KEYS_OWNER_DATABASE_URL'
        ) from fault
    with owner:
        adds, erases = database.keys_address("app", data), database.keys_address("retention", data)
        for login in (adds, erases):
            roles.make_login(owner, login)
        with owner.transaction():
            owner.execute("SET LOCAL client_min_messages = error")
            owner.execute(_TABLES)
            owner.execute(_granted(address.name, adds.user, erases.user))
            if owner.info.server_version >= roles.MAINTAIN_SINCE:
                grant = sql.SQL("GRANT MAINTAIN ON record_key, file_key TO {}")
                owner.execute(grant.format(sql.Identifier(erases.user)))


def _granted(name: str, adds: str, erases: str) -> sql.Composed:
    """Write who may what: nobody changes a key, and only the login that erases forgets that of a record."""
    given = {"name": sql.Identifier(name), "adds": sql.Identifier(adds), "erases": sql.Identifier(erases)}
    return sql.SQL(
        "REVOKE ALL ON DATABASE {name} FROM PUBLIC; REVOKE ALL ON SCHEMA public FROM PUBLIC;"
        "GRANT CONNECT ON DATABASE {name} TO {adds}, {erases}; GRANT USAGE ON SCHEMA public TO {adds}, {erases};"
        "REVOKE ALL ON record_key, file_key FROM {adds}, {erases};"
        "GRANT SELECT, INSERT ON record_key, file_key TO {adds}; GRANT DELETE ON file_key TO {adds};"
        "GRANT SELECT, DELETE ON record_key, file_key TO {erases}"
    ).format(**given)


def move_old_salts(owner: psycopg.Connection, data: Path) -> int:
    """Move salts that still lie in the rows they salt into the store of keys, which has them first; give how many.

    The owner must see the rows (`wall.before_the_owner_only`).
    """
    moved = 0
    with psycopg.connect(database.keys_owner_address(data).as_conninfo(), autocommit=True) as store:
        for table in SALTED:
            name = sql.Identifier(table)
            find = sql.SQL("SELECT DISTINCT salt FROM {} WHERE octet_length(salt) = %s LIMIT %s").format(name)
            while rows := owner.execute(find, [_OLD, _AT_ONCE]).fetchall():
                salts, names = [row[0] for row in rows], [os.urandom(NAME) for _ in rows]
                store.execute(
                    "INSERT INTO record_key (name, key, scheme) SELECT *, %s FROM unnest(%s::bytea[], %s::bytea[])",
                    [KEPT_SALT, names, salts],
                )
                moved += owner.execute(
                    sql.SQL(
                        "UPDATE {} AS row SET salt = moved.name FROM unnest(%s::bytea[], %s::bytea[]) AS moved (name, key)"
                        " WHERE row.salt = moved.key"
                    ).format(name),
                    [names, salts],
                ).rowcount
    return moved
