"""How the decoder and its parent speak: one request in, frames out, the last of them says what was found.

A request is two lengths, a JSON head and the bytes of the file. A frame is a letter, a length and that many bytes.
"""

from __future__ import annotations

import struct
from typing import IO, Any

import orjson

PICTURE, DONE = b"p", b"d"
LARGEST_PICTURE = 8 * 1024 * 1024
LARGEST_ANSWER = 160 * 1024 * 1024
LARGEST_DONE = 4 * 1024 * 1024
MOST_PAGES = 40
_REQUEST, _FRAME = struct.Struct(">II"), struct.Struct(">cI")


class BrokenAnswerError(Exception):
    """The answer keeps to no frame: cut off, too long or of an unknown kind."""


def request(head: dict[str, Any], length: int) -> bytes:
    """Give what goes before the bytes of the file."""
    told = orjson.dumps(head)
    return _REQUEST.pack(len(told), length) + told


def read_request(source: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    """Read the whole request; EOFError when it is shorter than it says."""
    head, body = _REQUEST.unpack(_exactly(source, _REQUEST.size))
    told: dict[str, Any] = orjson.loads(_exactly(source, head))
    return told, _exactly(source, body)


def write_frame(out: IO[bytes], kind: bytes, content: bytes) -> None:
    """Write one frame."""
    out.write(_FRAME.pack(kind, len(content)))
    out.write(content)


def read_frame(source: IO[bytes]) -> tuple[bytes, bytes]:
    """Read one frame; BrokenAnswerError for one that no honest decoder writes."""
    try:
        kind, length = _FRAME.unpack(_exactly(source, _FRAME.size))
        if length > {PICTURE: LARGEST_PICTURE, DONE: LARGEST_DONE}.get(kind, -1):
            raise BrokenAnswerError
        return kind, _exactly(source, length)
    except EOFError:
        raise BrokenAnswerError from None


def _exactly(source: IO[bytes], length: int) -> bytes:
    content = source.read(length)
    if len(content) != length:
        raise EOFError
    return content
