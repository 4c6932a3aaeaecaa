from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from pathlib import Path

HELP = "Jalankan pencatat: memberi nomor pada tiap tindakan resmi, meminta pengesahan, dan menerbitkan buku catatan."
LOGIN = "none"


def arguments(parser: argparse.ArgumentParser) -> None:
    """How often, and whether only once."""
    parser.add_argument("--beat", type=float, help="detik antara dua penerbitan (SBT_LOG_BEAT)")
    parser.add_argument("--once", action="store_true", help="satu kali saja, lalu berhenti")


def run(options: argparse.Namespace) -> int:
    """Beat until told to stop; exit code 1 when the signer refuses, which only a person may clear."""
    from sbt.project import database
    from sbt.project.clock import real_now
    from sbt.project.errors import Trouble
    from sbt.project.log_parts import beat_seconds, opened

    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    data = Path(os.environ.get("SBT_DATA", ".sbt")).absolute()
    database.must_be_made(data)
    seconds = options.beat or beat_seconds()
    with database.server(data), opened(data) as beat:
        last = ""
        while True:
            done = beat.beat(real_now)
            told = "; ".join(f"{name}: {trouble}" for name, trouble in done.troubles.items())
            if told != last:
                print(f"sbt: saksi: {told or 'semua mengesahkan'}", file=sys.stderr, flush=True)
                last = told
            if options.once:
                if done.published < done.size:
                    raise Trouble(f"belum terbit: {told or 'di bawah kuorum'}")
                return 0
            if stopped.wait(seconds - real_now().timestamp() % seconds):
                return 0
