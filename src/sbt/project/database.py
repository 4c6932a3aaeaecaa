"""Which database this process talks to, and under which of the two logins.

The migrator owns every table; `sbt_app` owns nothing.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from sbt.project import postgres
from sbt.project.address import Address, read_url
from sbt.project.errors import Trouble
from sbt.project.kept import kept_secret

APP_LOGIN = "sbt_app"
SIGNIN_LOGIN = "sbt_signin"
"""Puts sessions before the database; used for nothing else."""
PUBLIC_LOGIN = "sbt_public"
"""Reads the published law and nothing else."""
SEQUENCER_LOGIN = "sbt_sequencer"
"""Numbers what was queued for the permanent log; reads and writes nothing else."""
RETENTION_LOGIN = "sbt_retention"
"""Erases what two persons approved; used for nothing else."""

KEYS_LOGIN = "sbt_keys"
"""Adds keys to the store of keys and reads them; sees no other table."""


def outside_url() -> str:
    """The migrator's DATABASE_URL, or nothing when the embedded server is used."""
    return os.environ.get("DATABASE_URL", "")


def migrator_address(data: Path) -> Address:
    """The owner's way in."""
    url = outside_url()
    return read_url(url) if url else postgres.owner_address(data)


def app_address(data: Path) -> Address:
    """The way in of web, worker and tests: SBT_APP_DATABASE_URL, or the login that `sbt migrate` made."""
    url = os.environ.get("SBT_APP_DATABASE_URL", "")
    if url:
        return read_url(url)
    return replace(migrator_address(data), user=APP_LOGIN, password=kept_secret(data, APP_LOGIN))


def login_address(data: Path, login: str) -> Address:
    """The way in of one of the product's smaller logins: SBT_SIGNIN_DATABASE_URL and the like, or what we made."""
    url = os.environ.get(f"{login.upper()}_DATABASE_URL", "")
    return read_url(url) if url else replace(migrator_address(data), user=login, password=kept_secret(data, login))


def keys_owner_address(data: Path) -> Address:
    """The way in of the owner of the store of keys: SBT_KEYS_OWNER_DATABASE_URL, or a database beside the other one."""
    url = os.environ.get("SBT_KEYS_OWNER_DATABASE_URL", "")
    return read_url(url) if url else replace(migrator_address(data), name=postgres.KEYS_DATABASE)


def keys_address(login: str, data: Path) -> Address:
    """The way in of a process to the store of keys: to erase, or to add and read."""
    eraser = login == "retention"
    url = os.environ.get("SBT_KEYS_RETENTION_DATABASE_URL" if eraser else "SBT_KEYS_DATABASE_URL", "")
    if url:
        return read_url(url)
    owner = keys_owner_address(data)
    if eraser:
        known = login_address(data, RETENTION_LOGIN)
        return replace(owner, user=known.user, password=known.password)
    return replace(owner, user=KEYS_LOGIN, password=kept_secret(data, KEYS_LOGIN))


def address_of(login: str, data: Path) -> Address:
    """The way in of a process by what its command says: as the migrator, to erase, or as the application."""
    if login == "retention":
        return login_address(data, RETENTION_LOGIN)
    return migrator_address(data) if login == "migrator" else app_address(data)


@contextmanager
def server(data: Path) -> Iterator[None]:
    """A database that answers while the block runs; the embedded one is started unless another process keeps it."""
    if outside_url():
        yield
        return
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with ExitStack() as stack:
        if only_user(data, stack):
            stack.enter_context(postgres.running(data))
        else:
            wait_for_the_other(data)
        yield


def must_be_made(data: Path) -> None:
    """Return when there is a database to start; Trouble when the folder was never prepared, which makes none."""
    if not outside_url() and not postgres.made(data):
        raise Trouble(unprepared(data))


def unprepared(data: Path) -> str:
    """Say what to do with a folder that was not prepared, or not to the end."""
    return (
        f"{data} belum disiapkan. Jalankan `sbt run` (atau `make run`), yang menyiapkan semuanya lalu melayani; atau"
        " `sbt prepare` dahulu, untuk menjalankan bagian-bagiannya sendiri. Bila datanya di folder lain: SBT_DATA"
    )


def wait_for_the_other(data: Path) -> None:
    """Return when the server that another process keeps answers; Trouble when it does not within ten seconds."""
    for _ in range(100):
        if postgres.alive(data):
            return
        time.sleep(0.1)
    raise Trouble(f"proses lain memegang data di {data}, tetapi basis datanya tidak menjawab; hentikan proses itu")


def only_user(data: Path, stack: ExitStack) -> bool:
    """Whether this process now holds the lock of the data folder, until the stack closes."""
    lock = stack.enter_context((data / "lock").open("a"))
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
