"""Gives every text the length of its bucket, so that a length tells nothing of a name."""

from __future__ import annotations

BUCKETS = (4096, 8192, 16384)
_PREFIX = 4


class TooLongError(ValueError):
    """The text is longer than the largest bucket."""


def pad(plain: bytes) -> bytes:
    """Write the length before the text and fill up its bucket with zeros."""
    size = next((bucket for bucket in BUCKETS if len(plain) + _PREFIX <= bucket), None)
    if size is None:
        raise TooLongError
    return (len(plain).to_bytes(_PREFIX) + plain).ljust(size, b"\0")


def unpad(padded: bytes) -> bytes:
    """Give the text back; raises ValueError for what was not padded so."""
    length = int.from_bytes(padded[:_PREFIX])
    if len(padded) not in BUCKETS or _PREFIX + length > len(padded) or any(padded[_PREFIX + length :]):
        raise ValueError("not padded")
    return padded[_PREFIX : _PREFIX + length]
