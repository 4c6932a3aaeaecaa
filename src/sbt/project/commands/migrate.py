from __future__ import annotations

import argparse

HELP = "Siapkan basis data: tabel, login sbt_app beserta haknya, dan penanda mode."
LOGIN = "migrator"
MAKES_READY = True


def arguments(parser: argparse.ArgumentParser) -> None:
    """No option but how much is said."""
    parser.add_argument("--quiet", action="store_true", help="jangan sebut tiap langkah")


def run(options: argparse.Namespace) -> int:
    """Bring the database to this release."""
    from sbt.project.preparing import prepare_database

    prepare_database(verbosity=0 if options.quiet else 1)
    return 0
