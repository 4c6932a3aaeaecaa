from __future__ import annotations

import argparse
import os
import sys

HELP = "Putar ulang tiap kasus dari peristiwanya dan bandingkan dengan baris yang tersimpan."
LOGIN = "app"


def arguments(parser: argparse.ArgumentParser) -> None:
    """How many processes work."""
    parser.add_argument(
        "--processes", type=int, default=os.cpu_count() or 1, help="banyaknya proses (bawaan: tiap inti satu)"
    )


def run(options: argparse.Namespace) -> int:
    """Name every difference; exit code 1 when there is one."""
    from sbt.cases.check_projection import check_projection
    from sbt.rulebook.current import law

    def progress(line: str) -> None:
        print(line, flush=True)

    differences = 0
    for difference in check_projection(law().book, progress=progress, processes=max(1, options.processes)):
        differences += 1
        print(difference, file=sys.stderr)
    print(f"{differences} perbedaan" if differences else "tidak ada perbedaan")
    return 1 if differences else 0
