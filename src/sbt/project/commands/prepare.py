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
    """Migrate, publish, and in demo mode fill the register with invented people."""
    from django.conf import settings

    from sbt.demo.register import fill_register
    from sbt.project import clock
    from sbt.project.preparing import prepare_database

    prepare_database()
    code = publish_law.run(options)
    if code == 0 and settings.SBT_MODE == "demo":
        fill_register(now=clock.now(), progress=lambda line: print(line, flush=True))
    return code
