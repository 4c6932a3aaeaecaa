from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sbt.project.commands.check_law import default_folder, existing

HELP = "Periksa lalu terbitkan hukum: teks dan sidiknya dibekukan di basis data."
LOGIN = "migrator"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which folder."""
    parser.add_argument("folder", nargs="?", type=Path, default=default_folder(), help="folder hukum (bawaan: law)")


def run(options: argparse.Namespace) -> int:
    """Publish the law if it has no fault; publishing the same law again changes nothing."""
    from sbt.project import clock
    from sbt.rulebook.faults import FaultyLawError
    from sbt.rulebook.publish import publish_law

    folder = existing(options.folder)
    try:
        print(publish_law(folder, now=clock.now()))
    except FaultyLawError as refused:
        print(refused, file=sys.stderr)
        print(f"sbt: hukum tidak diterbitkan; perbaiki kesalahan di {folder} di atas", file=sys.stderr)
        return 1
    return 0
