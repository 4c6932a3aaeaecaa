from __future__ import annotations

import argparse
import os
from pathlib import Path

HELP = "Jalankan penanda tangan buku catatan: menyimpan kunci dan ingatannya sendiri, dan menolak buku yang berubah."
LOGIN = "none"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where its key lies, and the name of the log."""
    parser.add_argument("--folder", type=Path, help="folder kunci dan ingatan (bawaan: SBT_DATA/signer)")
    parser.add_argument("--origin", help="nama buku catatan, hanya dipakai saat kunci dibuat")


def run(options: argparse.Namespace) -> int:
    """Sign what adds to what was signed, until told to stop."""
    from sbt.ledger import signer
    from sbt.ledger.founding import Places
    from sbt.project.errors import Trouble
    from sbt.project.log_parts import origin
    from sbt.witness.files import TakenError
    from sbt.witness.memory import ForgottenError

    folder = options.folder or Places(Path(os.environ.get("SBT_DATA", ".sbt")).absolute()).signer
    try:
        signer.serve(folder, options.origin or origin())
    except (TakenError, ForgottenError) as fault:
        raise Trouble(str(fault)) from fault
    return 0
