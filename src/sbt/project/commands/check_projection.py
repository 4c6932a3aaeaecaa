from __future__ import annotations

import argparse
import sys

HELP = "Putar ulang tiap kasus dari peristiwanya dan bandingkan dengan baris yang tersimpan."
LOGIN = "app"


def arguments(parser: argparse.ArgumentParser) -> None:
    """No option."""
    parser.set_defaults()


def run(options: argparse.Namespace) -> int:
    """Name every difference; exit code 1 when there is one."""
    from sbt.cases.check_projection import check_projection
    from sbt.rulebook.current import law

    differences = 0
    for difference in check_projection(law().book, progress=lambda line: print(line, flush=True)):
        differences += 1
        print(difference, file=sys.stderr)
    print(f"{differences} perbedaan" if differences else "tidak ada perbedaan")
    return 1 if differences else 0
