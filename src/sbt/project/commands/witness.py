from __future__ import annotations

import argparse
from pathlib import Path

HELP = "Jalankan saksi buku catatan: memeriksa tiap buku baru terhadap yang terakhir dilihat, lalu ikut mengesahkan."
LOGIN = "none"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whose witness, of which log, and where it listens."""
    parser.add_argument("--folder", type=Path, required=True, help="folder kunci dan ingatan saksi ini")
    parser.add_argument("--name", required=True, help="nama saksi, misalnya saksi.bkn.go.id/sbt")
    parser.add_argument("--log", required=True, help="kunci publik buku catatan, dari baris pertama /log/keys")
    parser.add_argument("--host", default="127.0.0.1", help="alamat dengar")
    parser.add_argument("--port", type=int, required=True, help="porta")


def run(options: argparse.Namespace) -> int:
    """Answer until told to stop."""
    from sbt.project.clock import real_now
    from sbt.project.errors import Trouble
    from sbt.tlog.coding import FormatFault
    from sbt.tlog.keys import parse_verifier
    from sbt.witness.files import TakenError
    from sbt.witness.memory import ForgottenError
    from sbt.witness.server import serve

    def now() -> int:
        return int(real_now().timestamp())

    try:
        log = parse_verifier(options.log)
        serve(options.folder.absolute(), options.name, log, host=options.host, port=options.port, now=now)
    except (TakenError, ForgottenError, FormatFault, OSError) as fault:
        raise Trouble(str(fault)) from fault
    return 0
