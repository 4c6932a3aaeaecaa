from __future__ import annotations

import argparse
import os
from pathlib import Path

HELP = "Isi basis data bench yang kosong dengan kasus dan ASN rekaan dalam jumlah besar."
LOGIN = "migrator"


def arguments(parser: argparse.ArgumentParser) -> None:
    """How many of each."""
    parser.add_argument("--cases", type=int, default=200_000, help="banyaknya kasus")
    parser.add_argument("--asn", type=int, default=1_000_000, help="banyaknya ASN")
    parser.add_argument(
        "--processes", type=int, default=os.cpu_count() or 1, help="banyaknya proses (bawaan: tiap inti satu)"
    )
    parser.add_argument("--write-asn", type=Path, metavar="FILE", help="hanya tulis ASN rekaan itu ke berkas CSV ini")


def run(options: argparse.Namespace) -> int:
    """Fill it; refused where there is data already."""
    import psycopg
    from django.conf import settings

    from sbt.demo.bench_data import NotForBenchError, make_bench_data, write_asn
    from sbt.project import clock, database, wall
    from sbt.project.errors import Trouble
    from sbt.project.preparing import confirm_mode

    def progress(line: str) -> None:
        print(line, flush=True)

    confirm_mode()
    if options.write_asn:
        write_asn(options.write_asn, count=options.asn, progress=progress)
        return 0
    way_in = database.migrator_address(settings.SBT_DATA).as_conninfo()
    try:
        with psycopg.connect(way_in, autocommit=True) as owner, wall.before_the_owner_only(owner):
            make_bench_data(
                cases=options.cases,
                asn=options.asn,
                now=clock.now(),
                progress=progress,
                processes=max(1, options.processes),
            )
    except NotForBenchError as error:
        raise Trouble(str(error)) from error
    return 0
