"""Has an untrusted file looked into by a process of its own, which dies at its limits. Parses nothing itself."""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from typing import IO, TYPE_CHECKING, Any

import orjson

from sbt.evidence.decoder.faults import FAULTS, FOUND
from sbt.evidence.decoder.frames import DONE, LARGEST_ANSWER, MOST_PAGES, BrokenAnswerError, read_frame, request

if TYPE_CHECKING:
    from collections.abc import Iterable

WALL_SECONDS = 40
_JPEG = b"\xff\xd8\xff"
_NETWORKS = ("namespace", "descriptors")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the decoder says of a file."""

    fault: str = ""
    found: tuple[str, ...] = ()
    pictures: tuple[bytes, ...] = ()
    rows: list[list[str]] = field(default_factory=list)
    size: tuple[int, int] = (0, 0)
    """Of a picture that was drawn anew."""
    network: str = ""


def decode(task: str, pieces: Iterable[bytes], length: int, /, *, wall: float = WALL_SECONDS, **head: Any) -> Answer:
    """Give the decoder's answer; a decoder that dies, stalls or babbles means the fault `over_limit`."""
    program = [sys.executable, "-I", "-m", "sbt.evidence.decoder", task]
    with subprocess.Popen(
        program,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        start_new_session=True,
    ) as process:
        clock = threading.Timer(wall, process.kill)
        clock.start()
        try:
            _ask(process, request(head, length), pieces)
            return _answer(process)
        except BrokenAnswerError:
            return Answer(fault="over_limit")
        finally:
            clock.cancel()
            process.kill()
            with suppress(BrokenPipeError):
                _end_of(process).close()


@cache
def network_refusal() -> str:
    """Say how this machine keeps decoders off the network: `namespace`, `descriptors`, or `down` when none starts."""
    return decode("idle", (), 0, wall=10).network or "down"


def _ask(process: subprocess.Popen[bytes], head: bytes, pieces: Iterable[bytes]) -> None:
    with suppress(BrokenPipeError):
        into = _end_of(process)
        into.write(head)
        for piece in pieces:
            into.write(piece)
        into.flush()


def _end_of(process: subprocess.Popen[bytes]) -> IO[bytes]:
    if process.stdin is None:
        raise BrokenAnswerError
    return process.stdin


def _answer(process: subprocess.Popen[bytes]) -> Answer:
    pictures: list[bytes] = []
    left = LARGEST_ANSWER
    while process.stdout is not None:
        kind, content = read_frame(process.stdout)
        left -= len(content)
        if left < 0 or len(pictures) > MOST_PAGES:
            raise BrokenAnswerError
        if kind == DONE:
            return _told(content, pictures)
        if not content.startswith(_JPEG):
            raise BrokenAnswerError
        pictures.append(content)
    raise BrokenAnswerError


def _told(content: bytes, pictures: list[bytes]) -> Answer:
    """Take only answers of the known shape and with known codes."""
    try:
        told = orjson.loads(content)
        fault, found, network, rows = told["fault"], told["found"], told["network"], told["rows"]
        width, height = told["size"]
        shaped = (
            (fault == "" or fault in FAULTS)
            and set(found) <= FOUND
            and network in _NETWORKS
            and isinstance(width, int)
            and isinstance(height, int)
            and all(isinstance(cell, str) for row in rows for cell in row)
        )
    except (ValueError, KeyError, TypeError):
        shaped = False
    if not shaped:
        raise BrokenAnswerError
    return Answer(
        fault, tuple(found), () if fault else tuple(pictures), [] if fault else rows, (width, height), network
    )
