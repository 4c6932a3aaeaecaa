from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sbt.project.commands.check_law import DEFAULT_FOLDER, existing

HELP = "Periksa lalu terbitkan hukum: teks dan sidiknya dibekukan di basis data."
LOGIN = "migrator"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which folder."""
    parser.add_argument("folder", nargs="?", type=Path, default=Path(DEFAULT_FOLDER), help="folder hukum (bawaan: law)")


def run(options: argparse.Namespace) -> int:
    """Publish the law if it has no fault; publishing the same law again changes nothing."""
    from sbt.project import clock
    from sbt.rulebook.check import check_law
    from sbt.rulebook.publish import publish_law

    folder = existing(options.folder)
    faults = check_law(folder)
    if faults:
        for fault in faults:
            print(fault, file=sys.stderr)
        print(f"sbt: hukum tidak diterbitkan: {len(faults)} kesalahan di {folder}", file=sys.stderr)
        return 1
    print(publish_law(folder, now=clock.now()))
    return 0
