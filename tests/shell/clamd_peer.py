"""A peer that speaks clamd's protocol on a real socket and knows one signature."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.shell.hostile.bytes_of import EICAR


@contextmanager
def clamd_peer(place: Path) -> Iterator[list[str]]:
    """Listen at the place and give the verdicts as they fall."""
    verdicts: list[str] = []
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(place))
        listener.listen()
        threading.Thread(target=_serve, args=(listener, verdicts), daemon=True).start()
        yield verdicts
        listener.shutdown(socket.SHUT_RDWR)


def _serve(listener: socket.socket, verdicts: list[str]) -> None:
    while True:
        try:
            line, _ = listener.accept()
        except OSError:
            return
        with line, line.makefile("rb") as said:
            command = b"".join(iter(lambda: said.read(1), b"\0"))
            if command == b"zPING":
                line.sendall(b"PONG\0")
                continue
            content = b""
            while length := int.from_bytes(said.read(4)):
                content += said.read(length)
            found = EICAR in content
            verdicts.append("FOUND" if found else "OK")
            line.sendall(b"stream: Eicar-Test FOUND\0" if found else b"stream: OK\0")
