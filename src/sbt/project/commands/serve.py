from __future__ import annotations

import argparse
import os
import signal

HELP = "Jalankan server web saja (basis data harus sudah disiapkan)."
LOGIN = "app"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and with how many processes."""
    parser.add_argument("--host", default=os.environ.get("SBT_HOST", "127.0.0.1"), help="alamat dengar (SBT_HOST)")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")), help="porta (PORT)")
    parser.add_argument("--workers", type=int, default=2, help="banyaknya proses web")


def run(options: argparse.Namespace) -> int:
    """Serve until told to stop."""
    from sbt.project import processes, web_server

    web_server.port_is_free(options.host, options.port)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    server = processes.start(
        web_server.command(host=options.host, port=options.port, workers=options.workers),
        environment=web_server.environment(os.environ, port=options.port),
    )
    try:
        return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        processes.stop(server)
