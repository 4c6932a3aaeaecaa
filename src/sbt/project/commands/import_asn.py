from __future__ import annotations

import argparse
import sys
from pathlib import Path

HELP = "Muat daftar ASN dari berkas CSV; baris lama dengan NIP yang sama diganti."
LOGIN = "app"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which file, and whether to ask."""
    parser.add_argument("file", type=Path, metavar="FILE", help="berkas CSV, satu ASN tiap baris")
    parser.add_argument("--yes", action="store_true", help="jangan bertanya dulu")


def run(options: argparse.Namespace) -> int:
    """Load the register, all or nothing; each wrong line is named."""
    from sbt.project import clock
    from sbt.project.commands.asking import agreed
    from sbt.project.errors import Trouble
    from sbt.project.preparing import confirm_mode
    from sbt.register.load import import_asn

    if not options.file.is_file():
        raise Trouble(f"{options.file}: berkas tidak ada")
    confirm_mode()
    if not agreed(f"Daftar ASN diganti dengan isi {options.file}.", skip=options.yes):
        return 1
    outcome = import_asn(options.file, now=clock.now(), progress=lambda line: print(line, flush=True))
    for fault in outcome.faults:
        print(fault, file=sys.stderr)
    print(outcome)
    return 1 if outcome.faults else 0
