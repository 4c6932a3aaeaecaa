"""How granian is called. Opens no database."""

from __future__ import annotations

import errno
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

from sbt.project.errors import Trouble

THREADS = 8
"""Requests of one process at once: an upload over a slow line waits in its thread and holds up nobody else."""

LOG = Path(__file__).with_name("web_server_log.json")
"""The server's own lines are written as ours are."""


def command(*, host: str, port: int, workers: int = 2) -> list[str]:
    """Processes of some threads each, no access log, dead workers replaced."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", str(THREADS), "--no-ws", "--no-access-log"),
        *("--log-level", "warning", "--log-config", str(LOG)),
        *("--respawn-failed-workers", "--respawn-interval", "1", "--workers-kill-timeout", "4"),
        "sbt.project.wsgi:application",
    ]


def environment(given: Mapping[str, str], *, port: int) -> dict[str, str]:
    """The environment of the web processes: the login of the application, and the port they answer on."""
    return {**given, "PORT": str(port), "SBT_LOGIN": "app", "SBT_DIES_WITH_PARENT": "1"}


def port_is_free(host: str, port: int) -> None:
    """Return when nobody listens there; Trouble that names a remedy when somebody does."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
        except OSError as fault:
            if fault.errno == errno.EADDRINUSE:
                raise Trouble(f"porta {port} sedang dipakai program lain; coba: PORT={port + 1} make run") from fault
            raise Trouble(f"tidak dapat mendengar di {host}:{port}: {fault.strerror}") from fault
