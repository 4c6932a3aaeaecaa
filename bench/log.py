"""Measures the permanent log: acts numbered, signed and published a second; proofs from cold tiles."""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

import psycopg

from bench.figures import Table
from bench.house import House
from sbt.ledger.beat import Beat
from sbt.ledger.founding import Places, found
from sbt.ledger.sequencer import Sequencer
from sbt.ledger.signer import DOOR
from sbt.project import database
from sbt.tlog.merkle import consistency_proof, inclusion_proof

QUEUE = """
insert into ledger.pending (source, content)
select 'cases_caseevent', to_jsonb(event) || jsonb_build_object('id', gen_random_uuid())
from (select * from cases_caseevent limit 5000) as event, generate_series(1, %s)
"""
AT_ONCE = 5_000


def log(house: House, table: Table, *, acts: int, leaves: int) -> None:
    """Queue so many acts and publish them; fill the log up to so many leaves and prove some of them."""
    places = Places(house.data)
    policy = found(places, "bench.sbt.example/log", given=None, witnesses={})
    signer = subprocess.Popen([sys.executable, "-m", "sbt.project.command", "signer"], env=house.environment)
    way_in = database.login_address(house.data, database.SEQUENCER_LOGIN).as_conninfo()
    try:
        while not (places.signer / DOOR).exists():
            time.sleep(0.05)
        with (
            psycopg.connect(database.migrator_address(house.data).as_conninfo(), autocommit=True) as owner,
            psycopg.connect(way_in, autocommit=True) as own,
            psycopg.connect(database.keys_address("app", house.data).as_conninfo(), autocommit=True) as keys,
        ):
            sequencer = Sequencer(own, keys)
            beat = Beat(own, sequencer, policy, signer_folder=places.signer, public=places.public)
            beat.beat(_now)
            owner.execute("alter table cases_caseevent no force row level security")
            queued = owner.execute(QUEUE, [acts // AT_ONCE]).rowcount
            owner.execute("alter table cases_caseevent force row level security")
            begun = time.monotonic()
            done = beat.beat(_now)
            spent = time.monotonic() - begun
            assert done.published == done.size >= queued
            table.at_least(
                "acts numbered, signed and published as files", queued / spent, 2000, "/s", beside=f"{queued:,} at once"
            )
            while sequencer.size < leaves:
                sequencer.fold(at_least=min(AT_ONCE, leaves - sequencer.size))
            _proofs(sequencer, table)
    finally:
        signer.terminate()
        signer.wait()


def _proofs(sequencer: Sequencer, table: Table) -> None:
    size = sequencer.size
    asked: dict[str, Callable[[], object]] = {
        "proof of inclusion": lambda: inclusion_proof(random.randrange(size), size, sequencer.reader(size)),
        "proof of consistency": lambda: consistency_proof(random.randrange(1, size), size, sequencer.reader(size)),
    }
    for what, ask in asked.items():
        spent = []
        for _ in range(500):
            begun = time.perf_counter()
            ask()
            spent.append((time.perf_counter() - begun) * 1000)
        middle, slow = statistics.median(spent), statistics.quantiles(spent, n=100)[98]
        table.at_most(f"{what} in {size:,} leaves, cold, p99", slow, 20, "ms", beside=f"p50 {middle:.1f} ms")


def _now() -> datetime:
    return datetime.now(UTC)
