"""The `sbt` executable: one module of `commands` for each subcommand. Exit code 0 done, 1 not done, 2 wrong call."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from types import ModuleType

import psycopg
from django.db.utils import OperationalError, ProgrammingError

from sbt import __version__
from sbt.project.errors import Trouble

COMMANDS = (
    "run",
    "prepare",
    "serve",
    "worker",
    "signer",
    "sequencer",
    "witness",
    "migrate",
    "check-law",
    "publish-law",
    "draw-steps",
    "demo",
    "import-asn",
    "bench-data",
    "officer",
    "setup",
    "custodian-key",
    "token",
    "check-projection",
    "breach-list",
    "person-export",
    "retention-propose",
    "retention-erase",
    "hand-over",
)
INTERRUPTED = 130


def main(words: Sequence[str] | None = None) -> int:
    """Do what the command line asks and say in a sentence why not, if not."""
    options = parser().parse_args(words)
    module: ModuleType = options.module
    try:
        with ExitStack() as stack:
            enter(module, stack)
            code: int = module.run(options)
            sys.stdout.flush()
            return code
    except Trouble as trouble:
        print(f"sbt: {trouble}", file=sys.stderr)
        return 1
    except LookupError as missing:
        if isinstance(missing, (KeyError, IndexError)):
            raise
        print(f"sbt: {missing}", file=sys.stderr)
        return 1
    except (psycopg.OperationalError, OperationalError) as fault:
        print(f"sbt: basis data tidak menjawab: {first_line(fault)}", file=sys.stderr)
        return 1
    except ProgrammingError as fault:
        print(f"sbt: basis data belum lengkap ({first_line(fault)}); jalankan: sbt migrate", file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("\nsbt: dihentikan", file=sys.stderr)
        return INTERRUPTED


def first_line(fault: BaseException) -> str:
    """What the driver says, without its advice."""
    return str(fault).strip().split("\n", 1)[0]


def parser() -> argparse.ArgumentParser:
    """Every subcommand with its options and its help."""
    top = argparse.ArgumentParser(
        prog="sbt",
        description="Sistem Berbagi Terintegrasi: dari laporan warga sampai sanksi dijatuhkan.",
        epilog="Bantuan satu perintah: sbt PERINTAH --help",
    )
    top.add_argument("--version", action="version", version=f"sbt {__version__}")
    choices = top.add_subparsers(metavar="PERINTAH", required=True)
    for name in COMMANDS:
        module = importlib.import_module(f"sbt.project.commands.{name.replace('-', '_')}")
        one = choices.add_parser(name, help=module.HELP, description=module.HELP)
        module.arguments(one)
        one.set_defaults(module=module)
    return top


def enter(module: ModuleType, stack: ExitStack) -> None:
    """Give the command what it declares to need: a database under one of the two logins, or nothing."""
    login: str = module.LOGIN
    if login == "none":
        return
    os.environ["SBT_LOGIN"] = login
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sbt.project.settings")
    try:
        import django
        from django.conf import settings

        from sbt.project import database

        if not getattr(module, "MAKES_READY", False):
            database.must_be_made(settings.SBT_DATA)
        stack.enter_context(database.server(settings.SBT_DATA))
        django.setup()
        if not getattr(module, "MAKES_READY", False):
            from sbt.project.preparing import confirm_mode

            confirm_mode()
    except OperationalError as fault:
        if database.outside_url() or "authentication failed" not in str(fault):
            raise
        raise Trouble(database.unprepared(settings.SBT_DATA)) from fault
    except (ValueError, OSError) as fault:
        raise Trouble(str(fault)) from fault


if __name__ == "__main__":
    sys.exit(main())
