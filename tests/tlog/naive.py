"""The tree as RFC 6962 defines it, recursively and without any thought of speed: what the rest is compared with."""

from __future__ import annotations

from hashlib import sha256


def mth(leaves: list[bytes]) -> bytes:
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    cut = split(len(leaves))
    return sha256(b"\x01" + mth(leaves[:cut]) + mth(leaves[cut:])).digest()


def split(size: int) -> int:
    cut = 1
    while cut * 2 < size:
        cut *= 2
    return cut


def path(index: int, leaves: list[bytes]) -> list[bytes]:
    if len(leaves) == 1:
        return []
    cut = split(len(leaves))
    if index < cut:
        return [*path(index, leaves[:cut]), mth(leaves[cut:])]
    return [*path(index - cut, leaves[cut:]), mth(leaves[:cut])]


def proof(old: int, leaves: list[bytes], *, whole: bool = True) -> list[bytes]:
    if old == len(leaves):
        return [] if whole else [mth(leaves)]
    cut = split(len(leaves))
    if old <= cut:
        return [*proof(old, leaves[:cut], whole=whole), mth(leaves[cut:])]
    return [*proof(old - cut, leaves[cut:], whole=False), mth(leaves[:cut])]
