"""Asks a ClamAV daemon over its own socket, piece by piece, when one is configured. Never says clean without an answer."""

from __future__ import annotations

import socket
import struct
from typing import TYPE_CHECKING, Literal

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Iterable

SECONDS = 30.0
LONGEST_ANSWER = 4096
_CLEAN, _FOUND = b"stream: OK", b" FOUND"

type Status = Literal["ok", "down", "not_configured"]


class ScannerDownError(Exception):
    """A scanner is configured and gave no verdict; the file stays in quarantine."""


def configured() -> bool:
    """Tell whether a scanner is set: CLAMD_SOCKET is a path, or host:port."""
    return bool(settings.CLAMD_SOCKET)


def infected(pieces: Iterable[bytes]) -> bool:
    """Tell whether the scanner knows something bad in the bytes; ScannerDownError when it does not answer."""
    try:
        with _connect() as line:
            line.sendall(b"zINSTREAM\0")
            for piece in pieces:
                if piece:
                    line.sendall(struct.pack(">I", len(piece)) + piece)
            line.sendall(struct.pack(">I", 0))
            answer = _answer(line)
    except OSError as fault:
        raise ScannerDownError from fault
    if answer == _CLEAN:
        return False
    if answer.startswith(b"stream: ") and answer.endswith(_FOUND):
        return True
    raise ScannerDownError


def status() -> Status:
    """Say whether a scanner answers."""
    if not configured():
        return "not_configured"
    try:
        with _connect(seconds=2.0) as line:
            line.sendall(b"zPING\0")
            return "ok" if _answer(line) == b"PONG" else "down"
    except OSError:
        return "down"


def _connect(*, seconds: float = SECONDS) -> socket.socket:
    place: str = settings.CLAMD_SOCKET
    host, colon, port = place.rpartition(":")
    if place.startswith("/") or not colon or not port.isdigit():
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(seconds)
        try:
            line.connect(place)
        except OSError:
            line.close()
            raise
        return line
    return socket.create_connection((host.strip("[]"), int(port)), timeout=seconds)


def _answer(line: socket.socket) -> bytes:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        piece = line.recv(LONGEST_ANSWER)
        if not piece:
            break
        answer += piece
    return answer.rstrip(b"\0\n")
