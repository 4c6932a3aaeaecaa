"""Every official act becomes a leaf that says nothing of a person, numbered once, signed, co-signed and published."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

import psycopg
import pytest

from sbt.cases.models import CaseEvent
from sbt.ledger.leaves import SEALED, SOURCES, Line, filler, leaf_of
from sbt.ledger.sequencer import DamagedError, NotTheOnlyOneError
from sbt.ledger.signer import RefusedBySignerError
from sbt.people.acting import acting
from sbt.people.actor import JOBS
from sbt.project import database
from sbt.rules.outcome import Refused
from sbt.tlog.merkle import leaf_hash
from sbt.tlog.tiles import entries_of
from tests.conftest import FOLDER
from tests.ledger.conftest import NAMES, Log
from tests.shell.test_write_path import MORNING, received

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("published_law")]
VERIFIER: dict[str, Any] = runpy.run_path(str(Path(__file__).resolve().parents[2] / "tools" / "verify_sbt.py"))


def verified(log: Log, *olds: bytes) -> Any:
    """What the stand-alone verifier says of the published folder."""
    policy = VERIFIER["Policy"]((log.places.public / "policy").read_bytes())
    place = VERIFIER["Place"](str(log.places.public))
    return VERIFIER["verify_log"](place, policy, [(str(at), old) for at, old in enumerate(olds)])


def leaves(log: Log) -> list[dict[str, Any]]:
    """Every published entry."""
    bundles = sorted((log.places.public / "tile" / "entries").rglob("*"), key=str)
    files = [place for place in bundles if place.is_file()]
    widest = max(files, key=lambda place: place.stat().st_size)
    return [json.loads(entry) for entry in entries_of(widest.read_bytes())]


def checkpoint(log: Log) -> bytes:
    return (log.places.public / "checkpoint").read_bytes()


def test_every_act_is_numbered_once_and_published(log: Log, empty_log: psycopg.Connection) -> None:
    received()
    assert log.beat(times=2) >= 8
    found = verified(log)
    assert sorted(found.signed) == sorted(NAMES)
    events = {str(event.id) for event in CaseEvent.objects.all()}
    rows = empty_log.execute("select source, ref from ledger.entry where ref is not null").fetchall()
    assert {ref for source, ref in rows if source == "cases_caseevent"} == events
    assert len(rows) == len(set(rows))
    assert empty_log.execute("select count(*) from ledger.pending").fetchone() == (0,)
    assert found.size == empty_log.execute("select count(*) from ledger.entry").fetchone()[0]  # type: ignore[index]


def test_a_report_cannot_be_told_from_what_only_fills(log: Log) -> None:
    """Same names, same lengths, and as many entries in each beat as without any report."""
    received()
    log.beat(times=2)
    found = leaves(log)
    assert len(found) == 8
    shapes = {
        (one["t"], tuple(sorted(one)), tuple((name, len(value)) for name, value in sorted(one["f"].items())))
        for one in found
    }
    assert len(shapes) == 1
    assert found[0]["t"] == SEALED == json.loads(filler())["t"]


def test_nothing_of_a_person_or_a_case_is_published(log: Log) -> None:
    _, case = received()
    log.beat(times=2)
    published = b"".join(place.read_bytes() for place in log.places.public.rglob("*") if place.is_file())
    for secret in (case.ref, str(case.id), "Tegar Wiranusa", "Dinas Perhubungan", "32.01", "2024-10"):
        assert secret.encode() not in published, secret


def test_a_leaf_is_the_act_under_its_key(log: Log, empty_log: psycopg.Connection) -> None:
    _, case = received()
    log.beat(times=2)
    line = Line(
        *(bytes(part) for part in empty_log.execute("select name, ''::bytea from ledger.line").fetchone() or ())
    )
    with psycopg.connect(database.keys_address("app", FOLDER).as_conninfo()) as keys:
        for event in CaseEvent.objects.filter(case=case).order_by("seq"):
            row = empty_log.execute(
                "select key, leaf, to_jsonb(event) from ledger.entry join cases_caseevent as event on event.id::text = ref"
                " where ref = %s", [str(event.id)],
            ).fetchone()  # fmt: skip
            assert row is not None
            kept = keys.execute("select key from record_key where name = %s", [row[0]]).fetchone()
            assert kept is not None
            leaf = leaf_of("cases_caseevent", row[2], bytes(kept[0]), line)
            assert leaf == bytes(row[1])
            line.last = leaf_hash(leaf)


def test_what_is_undone_is_not_queued(log: Log, empty_log: psycopg.Connection) -> None:
    received()
    before = empty_log.execute("select count(*) from ledger.pending").fetchone()
    with acting(JOBS, now=MORNING) as act:
        received_inside = CaseEvent.objects.first()
        assert received_inside is not None
        received_inside.pk, received_inside.seq = None, 99
        received_inside.save(force_insert=True)
        act.settle(Refused("x", "facts"))
    assert empty_log.execute("select count(*) from ledger.pending").fetchone() == before


def test_below_quorum_nothing_new_is_published_and_it_is_said(log: Log, empty_log: psycopg.Connection) -> None:
    assert log.beat() == 4
    kept = checkpoint(log)
    log.sleep(NAMES[1])
    assert log.beat() == 8, "three of four and the one outside are enough"
    log.sleep(NAMES[4])
    received()
    assert log.beat(times=2) == 8, "without the one outside nothing is published"
    said = empty_log.execute(
        "select troubles, published_at from ledger.checkpoint order by size desc limit 1"
    ).fetchone()
    assert said is not None
    assert set(said[0]) == {NAMES[1], NAMES[4]}
    assert said[1] is None
    verified(log, kept)
    log.wake(NAMES[4])
    assert log.beat() == 20
    assert "luar.contoh" in verified(log, kept).signed


@pytest.mark.parametrize("at", [0, 2])
def test_a_database_that_lost_entries_is_not_signed(log: Log, empty_log: psycopg.Connection, at: int) -> None:
    """As after an older backup was put back: the signer remembers more, and nothing is published."""
    log.beat(times=3)
    kept = checkpoint(log)
    with empty_log.transaction():
        empty_log.execute("SET LOCAL session_replication_role = replica")
        empty_log.execute("delete from ledger.entry where idx >= %s", [4 * at])
        empty_log.execute("delete from ledger.checkpoint where size > %s", [4 * at])
        if at:
            empty_log.execute("update ledger.tile set hashes = substr(hashes, 1, %s)", [4 * at * 32])
        else:
            empty_log.execute("delete from ledger.tile")
    with pytest.raises(RefusedBySignerError):
        log.beat(fill=1)
    assert checkpoint(log) == kept
    with pytest.raises(RefusedBySignerError):
        log.beat(fill=40)
    assert checkpoint(log) == kept


def test_an_entry_that_was_changed_before_it_was_signed_is_seen(log: Log, empty_log: psycopg.Connection) -> None:
    log.beat()
    with log.opened() as beat:
        beat._sequencer.fold(at_least=4)
        with empty_log.transaction():
            empty_log.execute("SET LOCAL session_replication_role = replica")
            empty_log.execute("update ledger.entry set leaf = %s where idx = 6", [filler()])
        with pytest.raises(DamagedError):
            beat.beat(lambda: MORNING, fill=0)


def test_there_is_one_sequencer(log: Log) -> None:
    with log.opened(), pytest.raises(NotTheOnlyOneError), log.opened():
        pass


def test_a_stop_between_commit_and_publication_leaves_no_hole(log: Log) -> None:
    log.beat()
    with log.opened() as beat:
        for _ in range(3):
            beat._sequencer.fold(at_least=100)
    (log.places.public / "checkpoint").rename(log.places.public / "kept")
    for place in (log.places.public / "tile").rglob("*"):
        if place.is_file():
            place.unlink()
    assert log.beat(fill=1) == 4 + 300 + 1
    verified(log, (log.places.public / "kept").read_bytes())


def test_each_login_may_do_its_part_and_no_more(log: Log) -> None:
    received()
    log.beat()
    may_not = {
        "app": ("delete from ledger.entry", "update ledger.tile set hashes = hashes", "select * from ledger.pending",
                "insert into ledger.pending (source, content) values ('a', '{}')", "select ledger.queue()"),
        "sequencer": ("select * from cases_case", "select * from cases_caseevent", "delete from ledger.entry",
                      "update ledger.entry set leaf = leaf", "delete from ledger.checkpoint", "delete from ledger.tile",
                      "update ledger.tile set hashes = repeat('x', 32)::bytea", "update ledger.checkpoint set root = ''",
                      "insert into ledger.pending (source, content) values ('a', '{}')"),
    }  # fmt: skip
    for login, statements in may_not.items():
        address = (
            database.app_address(FOLDER) if login == "app" else database.login_address(FOLDER, database.SEQUENCER_LOGIN)
        )
        with psycopg.connect(address.as_conninfo(), autocommit=True) as door:
            for statement in statements:
                with pytest.raises(psycopg.errors.Error, match=r"permission denied|only grows|trigger"):
                    door.execute(statement.encode())


def test_every_source_has_its_trigger(empty_log: psycopg.Connection) -> None:
    found = empty_log.execute("select tgrelid::regclass::text from pg_trigger where tgname = 'queued'").fetchall()
    assert {row[0] for row in found} == set(SOURCES)
