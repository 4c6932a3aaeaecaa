from __future__ import annotations

import argparse
import sys
from pathlib import Path

HELP = "Muat daftar ASN dari berkas CSV; baris lama dengan NIP yang sama diganti."
LOGIN = "migrator"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which file, what to do with its faults, and whether to ask."""
    parser.add_argument("file", type=Path, metavar="FILE", help="berkas CSV (UTF-8), satu ASN tiap baris")
    parser.add_argument("--skip-faulty", action="store_true", help="lewati baris yang salah; muat yang lain")
    parser.add_argument("--yes", action="store_true", help="jangan bertanya dulu")


def run(options: argparse.Namespace) -> int:
    """Load the register, all or nothing; each wrong line is named."""
    from sbt.people.acting import acting
    from sbt.people.actor import JOBS
    from sbt.project import clock
    from sbt.project.commands.asking import agreed
    from sbt.project.errors import Trouble
    from sbt.register.load import UnreadableFileError, codes_of, import_asn
    from sbt.rulebook.current import law

    if not options.file.is_file():
        raise Trouble(f"{options.file}: berkas tidak ada")
    if not agreed(f"Isi {options.file} ditambahkan; baris dengan NIP yang sama diganti.", skip=options.yes):
        return 1
    try:
        with acting(JOBS, now=clock.now()):
            outcome = import_asn(
                options.file,
                codes=codes_of(law()),
                skip_faulty=options.skip_faulty,
                fault=lambda fault: print(fault, file=sys.stderr),
                progress=lambda line: print(line, flush=True),
            )
    except UnreadableFileError as error:
        raise Trouble(str(error)) from error
    print(outcome)
    return 0 if outcome.stored else 1
