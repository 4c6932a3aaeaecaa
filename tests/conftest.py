"""One throw-away PostgreSQL for the whole run: migrated once as the migrator, used by the tests as `sbt_app`."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import pytest_django
from hypothesis import settings
from psycopg import sql

FOLDER = Path(tempfile.mkdtemp(prefix="sbt-test-"))
for name in ("DATABASE_URL", "SBT_APP_DATABASE_URL", "SBT_LAW", "PYTHONDONTWRITEBYTECODE"):
    os.environ.pop(name, None)
os.environ.update(SBT_REPORTS_AN_HOUR="1000000", SBT_READS_AN_HOUR="1000000")
os.environ.update(SBT_DATA=str(FOLDER), SBT_MODE="demo", SBT_LOGIN="app", DJANGO_SETTINGS_MODULE="sbt.project.settings")

import django  # noqa: E402 - the environment above must stand first

django.setup()

from sbt.project import postgres  # noqa: E402

settings.register_profile("quick", max_examples=60, deadline=None, derandomize=True)
settings.register_profile("full", max_examples=2000, deadline=None)
settings.load_profile("full" if os.environ.get("SBT_FULL") else "quick")

ROOT = Path(__file__).resolve().parent.parent
collect_ignore = ["peers"]
"""What speaks with foreign software runs by name only (`make test-peers`): it needs more than Python."""
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "96MB"}
KEPT_TABLES = ("django_migrations", "django_content_type", "auth_permission", "project_installation", "rulebook_")


def work_as_the_house() -> None:
    """Behind the wall, let tests look at rows as the house does; a request begins as nobody, as it does in production."""
    from django.core.signals import request_finished, request_started
    from django.db import connection
    from django.db.backends.signals import connection_created

    def take(token: str) -> None:
        if connection.connection is not None and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("select set_config('sbt.token', %s, false)", [token])

    def as_house(**_: object) -> None:
        from sbt.people.wall_tokens import clerk_token

        take(clerk_token())

    def as_nobody(**_: object) -> None:
        take("")

    connection_created.connect(as_house, weak=False)
    request_started.connect(as_nobody, weak=False)
    request_finished.connect(as_house, weak=False)


def refuse_the_network() -> None:
    """Let sockets of this process reach only this machine."""
    reach = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise ConnectionRefusedError(f"a test reached for {address[0]}")
        reach(self, address)

    socket.socket.connect = connect  # type: ignore[method-assign, assignment]


def pytest_configure() -> None:
    """No network; and English needs its compiled catalogue."""
    refuse_the_network()
    subprocess.run([sys.executable, str(ROOT / "tools" / "compile_catalogues.py")], check=True)


def pytest_unconfigure() -> None:
    """Leave no folder behind."""
    shutil.rmtree(FOLDER, ignore_errors=True)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Path]:
    """A running server on the run's own data folder; it dies with the run, however that ends."""
    server = postgres.start(FOLDER, settings=CARELESS)
    yield FOLDER
    server.send_signal(signal.SIGQUIT)
    server.wait(10)


@pytest.fixture(scope="session")
def django_db_setup(cluster: Path, as_superuser: psycopg.Connection) -> Iterator[None]:
    """The tables, the two logins and the grants, made by the real command; a test that commits is cleaned up after."""
    sbt("migrate", "--quiet")
    work_as_the_house()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.test.testcases.call_command", lambda *_, **__: empty_tables(as_superuser))
        yield


@pytest.fixture(scope="session")
def published_law(django_db_setup: None) -> None:
    """The real law, published once for the whole run."""
    sbt("publish-law", str(ROOT / "law"))


def sbt(*words: str) -> None:
    """Run the real executable; the whole run ends when it cannot do what every test needs."""
    done = subprocess.run(
        [sys.executable, "-m", "sbt.project.command", *words], capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.exit(f"sbt {' '.join(words)}:\n{done.stdout}{done.stderr}", returncode=1)


@pytest.fixture(scope="session")
def as_superuser(cluster: Path) -> Iterator[psycopg.Connection]:
    """A connection that may do what no login of the product may."""
    way_in = postgres.address(FOLDER, user=postgres.SUPERUSER, name=postgres.DATABASE).as_conninfo()
    with psycopg.connect(way_in, autocommit=True) as connection:
        yield connection


@pytest.fixture
def as_migrator(transactional_db: None) -> Iterator[psycopg.Connection]:
    """A connection of the owner, beside that of the test; behind the wall as the house is."""
    from sbt.people.wall_tokens import clerk_token

    with psycopg.connect(postgres.owner_address(FOLDER).as_conninfo(), autocommit=True) as connection:
        connection.execute("select set_config('sbt.token', %s, false)", [clerk_token()])
        yield connection


@pytest.fixture
def as_owner(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """Django itself as the owner, for what the application may not do (publish law); all of it is rolled back."""
    from django.db import connection, transaction

    login = {key: connection.settings_dict[key] for key in ("USER", "PASSWORD")}
    owner = postgres.owner_address(FOLDER)
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict.update(USER=owner.user, PASSWORD=owner.password)
        try:
            with transaction.atomic():
                yield
                transaction.set_rollback(True)
        finally:
            connection.close()
            connection.settings_dict.update(login)


def empty_tables(superuser: psycopg.Connection) -> None:
    """Empty every table that a test may have written, past the triggers; the published law stays."""
    found = superuser.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
    )
    names = [sql.Identifier(row[0]) for row in found if not row[0].startswith(KEPT_TABLES)]
    with superuser.transaction():
        superuser.execute("SET LOCAL session_replication_role = replica")
        for name in names:
            superuser.execute(sql.SQL("DELETE FROM {}").format(name))
