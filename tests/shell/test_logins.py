"""The two logins: the application owns nothing, and append-only is said by the database."""

from __future__ import annotations

import psycopg
import pytest
from django.db import ProgrammingError, connection

from sbt.project import privileges, roles

pytestmark = pytest.mark.django_db


def test_tests_connect_as_the_application() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("sbt_app",)


def test_the_application_owns_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = current_user")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(
    "statement",
    ["CREATE TABLE x (y int)", "DROP TABLE people_officer", "TRUNCATE people_officer", "DELETE FROM people_officer"],
)
def test_the_application_cannot(statement: str) -> None:
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
        cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
def test_every_table_has_its_line(as_migrator: psycopg.Connection) -> None:
    missing = [table for table in roles.tables(as_migrator) if table not in privileges.TABLES]
    assert not missing, f"add a line to src/sbt/project/privileges.py for: {missing}"


@pytest.mark.django_db(transaction=True)
def test_no_line_names_a_table_that_is_not_there(as_migrator: psycopg.Connection) -> None:
    gone = set(privileges.TABLES) - set(roles.tables(as_migrator))
    assert not gone, f"remove from src/sbt/project/privileges.py: {gone}"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_the_published_law_is_never_changed(
    as_migrator: psycopg.Connection, published_law: None, statement: str
) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="append-only"):
        as_migrator.execute(statement.format("rulebook_publishedrulebook"))


def test_the_application_does_not_publish() -> None:
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute("INSERT INTO rulebook_publishedrulebook DEFAULT VALUES")
