"""The measurements, one function for each part of the table."""

from __future__ import annotations

import csv
import time
from dataclasses import replace
from pathlib import Path

import psycopg

from bench import questions
from bench.figures import Table
from bench.house import House
from bench.processes import cpu_seconds, pss_megabytes
from bench.questions import Known
from bench.traffic import Answers, Asking, Target, flood, one_by_one
from bench.weights import first_visit
from sbt.demo.bench_data_names import PASSWORD
from sbt.project import postgres

HERE = Path(__file__).resolve().parent
ROLE = "verifikator"
CLIENTS = 16
ONE_USER = 200


def connect(house: House) -> psycopg.Connection:
    """Connect as the superuser of the server: the owner of the tables sees no row behind the wall."""
    way_in = postgres.address(house.data, user=postgres.SUPERUSER, name=postgres.DATABASE)
    return psycopg.connect(way_in.as_conninfo(), autocommit=True)


def fill(house: House, table: Table, *, cases: int, asn: int, whole: bool) -> None:
    """Make the data, prove the cases equal to their events, and import the register from a file."""
    house.prepare()
    begun = time.monotonic()
    house.sbt("bench-data", "--cases", str(cases), "--asn", "0")
    table.add(f"`sbt bench-data`: {cases:,} cases", f"{time.monotonic() - begun:.0f} s")
    begun = time.monotonic()
    house.sbt("check-projection", quiet=True)
    table.add("`sbt check-projection`", f"{time.monotonic() - begun:.0f} s, no difference")
    path = house.data / "asn.csv"
    house.sbt("bench-data", "--write-asn", str(path), "--asn", str(asn), quiet=True)
    begun = time.monotonic()
    house.sbt("import-asn", str(path), "--yes")
    spent = time.monotonic() - begun
    table.at_most(f"`sbt import-asn`: {asn:,} rows", spent, 30, "s", beside=f"{asn / spent:,.0f} rows/s", held=whole)
    path.unlink()
    with connect(house) as owner:
        owner.execute("vacuum analyze")
        owner.execute("checkpoint")


def acquaint(house: House) -> Known:
    """Sign an officer in for the institution with the fullest desk, and choose cases and places."""
    with connect(house) as owner:
        email, institution, posting = owner.execute(
            "select email, posting.institution, posting.id::text from people_officer as officer"
            " join people_posting as posting on posting.officer_id = officer.id where posting.role = %s"
            " order by (select count(*) from cases_desk as desk where desk.institution = posting.institution) desc limit 1",
            [ROLE],
        ).fetchone()
        refs = tuple(
            row[0] for row in owner.execute("select ref from cases_case where ref like 'NET-%' order by id limit 1000")
        )
        areas = tuple(
            row[0] for row in owner.execute("select distinct area from cases_case where area <> '' limit 200")
        )
        unseen = tuple(
            row[0]
            for row in owner.execute("select ref from cases_case where ref like 'NET-%' order by id desc limit 200")
        )
    own, public = house.sbt_python("bench.wall_tokens", posting).split()
    house.named = {"institution": institution, "posting": posting, "token": own, "public": public}
    token = house.sbt("token", email, quiet=True)
    return Known(cookie=house.sign_in(email, PASSWORD), token=token, refs=refs, areas=areas, unseen=unseen, email=email)


def at_rest(house: House, table: Table) -> None:
    """Weigh all processes after some requests and a pause."""
    target = Target("127.0.0.1", house.port)
    one_by_one(target, lambda _client, _turn: questions.request("GET", "/"), count=40)
    time.sleep(5)
    parts = {"PostgreSQL": house.database, "web": house.web, "worker": house.worker}
    sizes = {name: pss_megabytes(part.pid) for name, part in parts.items() if part is not None}
    beside = ", ".join(f"{name} {size:.0f}" for name, size in sizes.items())
    table.at_most("Memory at rest (PSS)", sum(sizes.values()), 500, "MB", beside=beside)


def weights(house: House, known: Known, table: Table) -> None:
    """Weigh first visits, compressed."""
    for path in ("/", "/lapor", "/lapor/1", "/status"):
        table.at_most(f"First visit `{path}`", first_visit(house.address, path) / 1000, 60, "kB")
    for path in ("/tugas", f"/kasus/{known.refs[0]}"):
        shown = path.split("/")[1]
        table.at_most(f"First visit `/{shown}`", first_visit(house.address, path, known.cookie) / 1000, 120, "kB")


def register(house: House, table: Table) -> None:
    """Ask the register by number and by name, in a process of its own."""
    lines = csv.reader(house.sbt_python("bench.register_times").splitlines())
    for what, middle, worst, limit in lines:
        value = float(middle)
        table.at_most(f"Register: {what}, p50", value, float(limit), "ms", beside=f"p99 {float(worst):.1f} ms")


def counts(house: House, known: Known, table: Table) -> None:
    """Count the questions that each page puts to the database."""
    found = house.sbt_python("bench.read_counts", known.email, house.named["institution"])
    for what, count, limit in csv.reader(found.splitlines()):
        table.at_most(f"{what}: questions to the database", int(count), int(limit), "")


def first_sight(house: House, known: Known, table: Table) -> None:
    """Open each case once: nothing of it has been drawn before."""
    web, base = house.web.pid, house.database.pid
    before = cpu_seconds(web), cpu_seconds(base)
    found = one_by_one(
        Target("127.0.0.1", house.port), questions.case_page(replace(known, refs=known.unseen)), count=len(known.unseen)
    )
    spent = cpu_seconds(web) - before[0], cpu_seconds(base) - before[1]
    each = [part / len(known.unseen) * 1e6 for part in spent]
    table.at_most(
        "Case, HTML, seen for the first time: 1 user, p50", found.percentile(50), 20, "ms",
        beside=f"p99 {found.percentile(99):.1f} ms; CPU {each[0]:,.0f} µs app + {each[1]:,.0f} µs PostgreSQL",
    )  # fmt: skip


def reads(house: House, known: Known, table: Table, *, seconds: int, whole: bool) -> None:
    """Read the work list and cases, alone and by many, beside bare SQL."""
    lists = (
        ("Work list, HTML", questions.page(known, "/tugas"), "worklist", 25, 0.12),
        ("Work list, JSON, 100 cases", questions.api(known, "/api/v1/cases?size=100"), "worklist", 25, 0.12),
        ("Case, HTML", questions.case_page(known), "case", 20, 0.15),
        ("Case, JSON", questions.case_document(known), "case", 20, 0.15),
    )
    for what, asking, script, limit, ratio in lists:
        target = Target("127.0.0.1", house.port)
        one_by_one(target, asking, count=30)
        alone = one_by_one(target, asking, count=ONE_USER)
        table.at_most(
            f"{what}: 1 user, p50", alone.percentile(50), limit, "ms", beside=f"p99 {alone.percentile(99):.1f} ms"
        )
        bare = house.pgbench(HERE / f"{script}.sql", clients=CLIENTS, seconds=seconds)
        _under_load(house, table, what, asking, target, clients=CLIENTS, seconds=seconds, bare=bare, ratio=ratio)


def reports(house: House, known: Known, table: Table, *, seconds: int, whole: bool) -> None:
    """Hand in reports through the API, beside bare SQL."""
    target, asking = Target("127.0.0.1", house.port, 201), questions.report(known)
    one_by_one(target, asking, count=30)
    for clients in (8, CLIENTS):
        bare = house.pgbench(HERE / "report.sql", clients=clients, seconds=seconds)
        found = _under_load(
            house, table, f"Reports, {clients} clients", asking, target, clients=clients, seconds=seconds, bare=bare, ratio=0.4
        )  # fmt: skip
        table.at_least(f"Reports, {clients} clients: a second", found.per_second, 280, "reports/s", held=clients == 8)


def _under_load(
    house: House,
    table: Table,
    what: str,
    asking: Asking,
    target: Target,
    *,
    clients: int,
    seconds: int,
    bare: tuple[float, float],
    ratio: float,
) -> Answers:
    web, base = house.web.pid, house.database.pid
    before = cpu_seconds(web), cpu_seconds(base)
    found = flood(target, asking, clients=clients, seconds=seconds)
    spent = cpu_seconds(web) - before[0], cpu_seconds(base) - before[1]
    count = max(1, len(found.milliseconds))
    used = f"CPU {spent[0] / count * 1e6:,.0f} µs app + {spent[1] / count * 1e6:,.0f} µs PostgreSQL"
    table.at_most(
        f"{what}: {clients} clients, p99", found.percentile(99), 250, "ms",
        beside=f"p50 {found.percentile(50):.1f} ms, {found.per_second:,.0f}/s; {used}",
    )  # fmt: skip
    table.at_most(f"{what}: errors", len(found.errors), 0, "errors", beside=found.errors[0] if found.errors else "")
    cheaper = bare[1] / (sum(spent) / count * 1e6)
    said = f"pgbench {bare[0]:,.0f} tps, {bare[1]:,.0f} µs; by CPU time {cheaper:.2f}"
    table.at_least(f"{what}: of bare PostgreSQL", found.per_second / bare[0], ratio, "", beside=said)
    return found
