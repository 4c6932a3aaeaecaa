from __future__ import annotations

import argparse

from sbt.project.commands import publish_law

HELP = "Siapkan basis data lalu terbitkan hukum: langkah pertama dari sbt run."
LOGIN = "migrator"
MAKES_READY = True


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which law."""
    publish_law.arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Migrate, then publish."""
    from sbt.project.preparing import prepare_database

    prepare_database()
    return publish_law.run(options)
