"""What row-level security costs: the work list with it and without, in turns, on the same data in the same run."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from bench import questions
from bench.figures import Table
from bench.house import House
from bench.measures import CLIENTS, HERE, ROLE, connect
from bench.processes import cpu_seconds
from bench.questions import Known
from bench.traffic import Target, one_by_one
from sbt.project import database, wall

TURNS, ONE_USER = 3, 100
MOST = 1.3
SEATS = (("nation", ROLE, "bkn"), ("office", "pengkaji", ""), ("instansi", "pic", ""))
"""A relation to cases, a role that has it, and the institution where one is fixed; else that with the fullest desk."""


def wall_price(house: House, known: Known, table: Table, *, seconds: int) -> None:
    """Measure the page of the work list, and its statement for one seat of each relation."""
    whole = [_page(house, known) for _ in range(TURNS)]
    _row(table, "Work list, HTML, with row-level security against without", whole)
    before = dict(house.named)
    try:
        for relation, role, institution in SEATS:
            _seat(house, role, institution)
            turns = [_bare(house, max(2, seconds // 2)) for _ in range(TURNS)]
            _row(table, f"Work list, bare statement of a seat with sight '{relation}', with against without", turns)
    finally:
        house.named = before


def _row(table: Table, what: str, turns: list[tuple[float, float]]) -> None:
    up, down = (statistics.median(one) for one in zip(*turns, strict=True))
    table.at_most(what, up / down, MOST, "", beside=f"CPU {up:,.0f} µs with, {down:,.0f} µs without")


def _seat(house: House, role: str, institution: str) -> None:
    with connect(house) as owner:
        posting, office = owner.execute(
            "select posting.id::text, posting.institution from people_posting as posting"
            " where posting.role = %(role)s and %(one)s in ('', posting.institution)"
            " order by (select count(*) from cases_desk as desk where desk.institution = posting.institution) desc limit 1",
            {"role": role, "one": institution},
        ).fetchone()
    token = house.sbt_python("bench.wall_tokens", posting).split()[0]
    house.named |= {"institution": office, "posting": posting, "token": token}


def _bare(house: House, seconds: int) -> tuple[float, float]:
    """Give CPU microseconds of the statement with the wall and without."""
    up = house.pgbench(HERE / "worklist.sql", clients=CLIENTS, seconds=seconds)[1]
    with lowered(house):
        return up, house.pgbench(HERE / "worklist.sql", clients=CLIENTS, seconds=seconds)[1]


def _page(house: House, known: Known) -> tuple[float, float]:
    up = _page_cpu(house, known)
    with lowered(house):
        return up, _page_cpu(house, known)


def _page_cpu(house: House, known: Known) -> float:
    """Give CPU microseconds of web and PostgreSQL for one page; the first pages plan anew and do not count."""
    target, asking = Target("127.0.0.1", house.port), questions.page(known, "/tugas")
    one_by_one(target, asking, count=30)
    before = _spent(house)
    one_by_one(target, asking, count=ONE_USER)
    return (_spent(house) - before) / ONE_USER * 1e6


def _spent(house: House) -> float:
    return cpu_seconds(house.web.pid) + cpu_seconds(house.database.pid)


@contextmanager
def lowered(house: House) -> Iterator[None]:
    """Take the wall down while the block runs: on the bench's own data, as the owner of the tables."""
    way_in = database.migrator_address(house.data).as_conninfo()
    with psycopg.connect(way_in, autocommit=True) as owner:
        wall.lower_wall(owner)
        try:
            yield
        finally:
            wall.raise_wall(owner, database.APP_LOGIN, database.SIGNIN_LOGIN)
