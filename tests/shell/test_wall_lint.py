"""The lint of the wall finds every hole that is dug into it, and none where none is."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from sbt.project import database, postgres, wall
from sbt.project.wall_lint import holes

APP, SIGNIN, OWNER = database.APP_LOGIN, database.SIGNIN_LOGIN, postgres.OWNER
PLANTED = {
    "no row-level security": ("alter table cases_case disable row level security", "cases_case", "without forced"),
    "not forced": ("alter table cases_caseevent no force row level security", "cases_caseevent", "without forced"),
    "new table": ("create table public.cases_secret (id int)", "cases_secret", "neither listed"),
    "policy for all": ("create policy extra on cases_case using (true)", "cases_case", "every command"),
    "policy without predicate": (
        "create policy extra on notices_notice for select using (true)", "notices_notice", "no predicate",
    ),
    "foreign policy": (
        "create policy extra on cases_desk for select using (id > 0)", "cases_desk", "none of ours",
    ),
    "missing policy": ("drop policy removes on intake_report", "intake_report", "no policy for DELETE"),
    "bypass": (f"alter role {APP} bypassrls", APP, "bypasses"),
    "superuser": (f"alter role {SIGNIN} superuser", SIGNIN, "superuser"),
    "member": (f"grant pg_read_all_data to {APP}", APP, "may become"),
    "owner": (f"create table public.own_one (id int); alter table public.own_one owner to {APP}", "public.own_one", "owned"),
    "definer": (
        "create function public.peek() returns bigint language sql security definer as 'select count(*) from cases_case'",
        "public.peek", "fixed search_path",
    ),
    "definer for anybody": (
        ("create function public.peek() returns bigint language sql security definer set search_path = pg_catalog"
        " as 'select 1::bigint'"), "public.peek", "anybody",
    ),
    "view": ("create view public.all_cases as select * from cases_case", "public.all_cases", "security_invoker"),
    "materialised view": (
        "create materialized view public.kept_cases as select * from cases_case", "public.kept_cases", "beyond every",
    ),
    "delete": (f"grant delete on cases_case to {APP}", "cases_case", "may delete"),
    "update of events": (f"grant update on cases_caseevent to {APP}", "cases_caseevent", "kept for ever"),
    "truncate": (f"grant truncate on cases_desk to {APP}", "cases_desk", "may empty"),
    "sessions": (f"grant select on sbt.session to {APP}", "sbt.session", "may select"),
}  # fmt: skip


@pytest.fixture
def walled(django_db_setup: None, as_superuser: psycopg.Connection) -> Iterator[psycopg.Connection]:
    """The wall as `sbt migrate` puts it up; whatever a test digs is undone."""
    with as_superuser.transaction(force_rollback=True):
        yield as_superuser


def found(db: psycopg.Connection) -> list[tuple[str, str]]:
    return [(hole.where, hole.what) for hole in holes(db, app=APP, logins=(APP, SIGNIN, OWNER))]


def test_the_wall_is_whole(walled: psycopg.Connection) -> None:
    assert found(walled) == []


@pytest.mark.parametrize("name", sorted(PLANTED))
def test_a_hole_is_found(name: str, walled: psycopg.Connection) -> None:
    dig, where, what = PLANTED[name]
    walled.execute(dig)
    assert any(at == where and what in said for at, said in found(walled)), found(walled)


def test_every_case_bound_table_is_listed_once() -> None:
    assert not wall.READ.keys() & wall.NOT_BOUND
