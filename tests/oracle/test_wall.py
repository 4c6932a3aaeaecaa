"""The fourth wall by itself: whatever an application asks, the database shows a session its own cases and no others."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from psycopg import sql

from sbt.people.db_session import DbSession, named, session_of
from sbt.project import database, postgres, wall
from sbt.project.kept import kept_secret
from sbt.rulebook.current import law
from tests.conftest import FOLDER
from tests.oracle.conftest import Keep, Kept
from tests.oracle.expected import READS, stands
from tests.oracle.world import CASES, actors

pytestmark = pytest.mark.django_db(transaction=True)
BOUND = sorted(wall.READ)


@pytest.fixture
def walled(published_law: None, keep: Keep) -> list[Kept]:
    """The cases of the oracle, behind the wall that `sbt migrate` raises."""
    return keep(CASES)


class Session:
    """A connection of the application's login that names itself by tokens."""

    def __init__(self, owner: psycopg.Connection) -> None:
        self.owner = owner
        self.app = psycopg.connect(database.app_address(FOLDER).as_conninfo(), autocommit=True)

    def minted(self, session: DbSession) -> str:
        token = secrets.token_hex(32)
        self.owner.execute(
            "insert into sbt.session values (%s, %s, %s, %s, %s, %s, %s, %s, now() + interval '1 hour')",
            [
                hashlib.sha256(token.encode()).digest(), session.posting, session.institution, session.role,
                session.sight, list(session.fields), list(session.offices), session.shut_out,
            ],
        )  # fmt: skip
        return token

    @contextmanager
    def as_(self, token: str, receipt: str = "") -> Iterator[psycopg.Connection]:
        with self.app.transaction(force_rollback=True):
            self.app.execute(
                "select set_config('sbt.token', %s, true), set_config('sbt.receipt', %s, true)", [token, receipt]
            )
            yield self.app

    def ask(self, token: str, question: str, *values: Any) -> set[Any]:
        with self.as_(token) as db:
            return {row[0] for row in db.execute(sql.SQL(question), values)}  # type: ignore[arg-type]


@pytest.fixture
def session(walled: list[Kept], as_superuser: psycopg.Connection) -> Iterator[Session]:
    one = Session(as_superuser)
    yield one
    one.app.close()


def test_the_wall_says_what_the_oracle_says_for_every_posting(walled: list[Kept], session: Session) -> None:
    commons = law().book.commons
    for actor in actors(commons):
        token = session.minted(session_of(actor, commons))
        near = {one.case.ref: stands(actor.institution, actor.role, one.where) for one in walled}
        due = {ref for ref, relation in near.items() if relation}
        assert session.ask(token, "select ref from cases_case") == due, actor.posting
        told = {str(one.report.id) for one in walled if near[one.case.ref] in READS["report"]}
        assert {str(id_) for id_ in session.ask(token, "select id from intake_report")} == told, actor.posting
        assert {str(id_) for id_ in session.ask(token, "select report_id from intake_statement")} == told
        raw = {str(one.file.id) for one in walled if near[one.case.ref] in READS["raw_evidence"]}
        assert {str(id_) for id_ in session.ask(token, "select id from evidence_file")} == raw, actor.posting
        names = {one.case.subject.name for one in walled if near[one.case.ref]}
        assert session.ask(token, "select name from register_subject") == names
        events = session.ask(
            token, 'select "case".ref from cases_caseevent join cases_case as "case" on true where case_id = "case".id'
        )
        assert events == due


@pytest.mark.parametrize("token", ["", "x", "' or true --", "0" * 64])
def test_without_a_session_nothing_is_there(walled: list[Kept], session: Session, token: str) -> None:
    for table in BOUND:
        assert session.ask(token, f"select count(*) from {table}") == {0}, table
        with session.as_(token) as db, pytest.raises(psycopg.errors.InsufficientPrivilege):
            db.execute(f"insert into {table} default values")


def test_a_session_that_ended_is_none(walled: list[Kept], session: Session) -> None:
    commons = law().book.commons
    token = session.minted(session_of(actors(commons)[0], commons))
    session.owner.execute(
        "update sbt.session set ends_at = now() - interval '1 second' where token_hash = %s",
        [hashlib.sha256(token.encode()).digest()],
    )
    assert session.ask(token, "select count(*) from cases_case") == {0}


def test_the_application_reads_no_session_and_mints_none(walled: list[Kept], session: Session) -> None:
    for attempt in (
        "select * from sbt.session",
        "insert into sbt.session select * from sbt.session",
        "select sbt.me() from sbt.session",
        "set role sbt_migrator",
        "alter table cases_case disable row level security",
        "set row_security = off; select ref from cases_case",
        "drop policy sees on cases_case",
    ):
        with session.as_("") as db, pytest.raises(psycopg.Error):
            db.execute(attempt)


def test_a_foreign_row_is_not_changed_and_no_row_is_removed(walled: list[Kept], session: Session) -> None:
    commons = law().book.commons
    one = next(a for a in actors(commons) if a.posting == "bawaslu-32.01:pengkaji")
    token = session.minted(session_of(one, commons))
    foreign = next(kept for kept in walled if kept.where.office != "bawaslu-32.01").case
    with session.as_(token) as db:
        assert db.execute("update cases_case set outcome = 'x' where ref = %s", [foreign.ref]).rowcount == 0
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            db.execute("delete from cases_case")
    with session.as_(token) as db, pytest.raises(psycopg.errors.InsufficientPrivilege):
        db.execute("update cases_caseevent set step = 'x'")


def test_nobody_writes_an_event_in_anothers_name(walled: list[Kept], session: Session) -> None:
    commons = law().book.commons
    one = next(a for a in actors(commons) if a.posting == "bkn:auditor")
    token = session.minted(session_of(one, commons))
    statement = (
        "insert into cases_caseevent (id, case_id, seq, shape, kind, step, institution, posting, happened_on,"
        " recorded_at, basis, facts, warnings, effects) values (gen_random_uuid(), %s, 99, 1, 'step', 'x', 'bkn', %s,"
        " now(), now(), '[]', '{}', '[]', '{}')"
    )
    with session.as_(token) as db:
        db.execute(statement, [walled[0].case.id, "bkn:auditor"])
    with session.as_(token) as db, pytest.raises(psycopg.errors.InsufficientPrivilege):
        db.execute(statement, [walled[0].case.id, "kemenpanrb:verifikator"])


def test_a_receipt_opens_its_own_report_and_nothing_else(walled: list[Kept], session: Session) -> None:
    first = walled[0]
    session.owner.execute("update intake_report set receipt_hash = '\\xabcd' where id = %s", [first.report.id])
    token = session.minted(named("publik", "publik", "receipt", ("laporan", "bukti_asli", "hari_diterima")))
    for receipt, due in (("abcd", {first.case.ref}), ("", set()), ("ffff", set())):
        with session.as_(token, receipt) as db:
            assert {row[0] for row in db.execute("select ref from cases_case")} == due
            reports = {row[0] for row in db.execute("select id from intake_report")}
            assert reports == ({first.report.id} if due else set())
            assert len(db.execute("select 1 from cases_caseevent").fetchall()) == len(due)


def test_a_cheap_function_of_the_asker_sees_no_hidden_row(walled: list[Kept], session: Session) -> None:
    """A function that tells what it is given is called for visible rows only: it is not leakproof."""
    session.owner.execute(
        "create or replace function public.told(text) returns boolean language plpgsql cost 0.0000001 as"
        " $$ begin raise notice '%', $1; return true; end $$"
    )
    commons = law().book.commons
    one = next(a for a in actors(commons) if a.posting == "bawaslu-32.01:pengkaji")
    token, heard = session.minted(session_of(one, commons)), []
    session.app.add_notice_handler(lambda notice: heard.append(notice.message_primary))
    due = session.ask(token, "select ref from cases_case where public.told(ref)")
    assert set(heard) == due
    session.owner.execute("drop function public.told(text)")


def test_the_owner_is_behind_the_wall_too(walled: list[Kept]) -> None:
    with psycopg.connect(postgres.owner_address(FOLDER).as_conninfo(), autocommit=True) as owner:
        assert owner.execute("select count(*) from cases_case").fetchone() == (0,)
    assert kept_secret(FOLDER, "sbt_app")
