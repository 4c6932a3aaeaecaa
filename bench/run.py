"""Measures everything in one run, on a fresh data folder: `make bench`, or `make bench SIZE=small` in minutes."""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench import measures, started, wall_price
from bench.figures import Table
from bench.house import free_port, house
from bench.log import log

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "performance.md"


@dataclass(frozen=True)
class Size:
    """How much data, and for how long each load runs."""

    cases: int
    asn: int
    seconds: int
    whole: bool


SIZES = {"full": Size(200_000, 1_000_000, 10, True), "small": Size(5_000, 20_000, 3, False)}


def main() -> int:
    """Measure, print, and write the table of a full run into the document; exit code 1 when a limit was missed."""
    reader = argparse.ArgumentParser(prog="bench", description=__doc__)
    reader.add_argument("--size", choices=SIZES, default=os.environ.get("SIZE", "full"))
    reader.add_argument("--data", type=Path, help="keep this data folder, and use again what it already holds")
    options = reader.parse_args()
    size = SIZES[options.size]
    data = options.data or Path(tempfile.mkdtemp(prefix="sbt-bench-"))
    today = datetime.now(UTC).date()
    table = Table(f"{size.cases:,} cases, {size.asn:,} civil servants, {os.cpu_count()} cores, {today}.")
    try:
        with house(data, free_port()) as running:
            fresh = not (data / "bench-filled").exists()
            if fresh:
                measures.fill(running, table, cases=size.cases, asn=size.asn, whole=size.whole)
                (data / "bench-filled").touch()
            running.serve()
            known = measures.acquaint(running)
            measures.at_rest(running, table)
            measures.weights(running, known, table)
            measures.register(running, table)
            measures.counts(running, known, table)
            measures.reads(running, known, table, seconds=size.seconds, whole=size.whole)
            wall_price.wall_price(running, known, table, seconds=size.seconds)
            measures.first_sight(running, known, table)
            measures.reports(running, known, table, seconds=size.seconds, whole=size.whole)
            log(running, table, acts=20_000, leaves=1_000_000 if size.whole else 50_000)
        started.warm_start(table)
    finally:
        if options.data is None:
            shutil.rmtree(data, ignore_errors=True)
    print("\n" + table.markdown())
    if size.whole:
        table.write_into(DOCUMENT)
    for figure in table.missed:
        print(f"bench: missed: {figure.what}: {figure.measured} (limit {figure.limit})")
    return 1 if table.missed else 0
