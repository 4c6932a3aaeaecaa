from __future__ import annotations

import argparse

HELP = "Isi basis data bench yang kosong dengan kasus dan ASN rekaan dalam jumlah besar."
LOGIN = "migrator"


def arguments(parser: argparse.ArgumentParser) -> None:
    """How many of each."""
    parser.add_argument("--cases", type=int, default=200_000, help="banyaknya kasus")
    parser.add_argument("--asn", type=int, default=1_000_000, help="banyaknya ASN")


def run(options: argparse.Namespace) -> int:
    """Fill it; refused where there is data already."""
    from sbt.demo.bench_data import NotForBenchError, make_bench_data
    from sbt.project import clock
    from sbt.project.errors import Trouble
    from sbt.project.preparing import confirm_mode

    confirm_mode()
    try:
        make_bench_data(
            cases=options.cases, asn=options.asn, now=clock.now(), progress=lambda line: print(line, flush=True)
        )
    except NotForBenchError as error:
        raise Trouble(str(error)) from error
    return 0
