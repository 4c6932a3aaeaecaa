"""Splits a key so that any two holders have it and one alone has nothing but chance.

For each pair of holders the key is split by XOR: one gets a random pad, the other the key covered by that pad. No
arithmetic but XOR, so that it can be read and checked by anyone.
"""

from __future__ import annotations

import os
from itertools import combinations

KEY_LENGTH = 32


def split(key: bytes, holders: int) -> list[bytes]:
    """Give each holder his share: one half for every other holder, in their order."""
    if len(key) != KEY_LENGTH or holders < 2:  # noqa: PLR2004 (a pair)
        raise ValueError("a key of 32 bytes and two holders at least")
    halves: list[list[bytes]] = [[] for _ in range(holders)]
    for first, second in combinations(range(holders), 2):
        pad = os.urandom(KEY_LENGTH)
        halves[first].append(pad)
        halves[second].append(_xor(key, pad))
    return [b"".join(own) for own in halves]


def join(first: tuple[int, bytes], second: tuple[int, bytes], *, holders: int) -> bytes:
    """Give the key of two holders' shares, each with its holder's place counted from 0."""
    (one, mine), (other, yours) = first, second
    if one == other or not {one, other} <= set(range(holders)):
        raise ValueError("two different holders")
    if {len(mine), len(yours)} != {share_length(holders)}:
        raise ValueError("a share of another split")
    return _xor(_half(mine, one, other), _half(yours, other, one))


def share_length(holders: int) -> int:
    """Tell how many bytes a share has."""
    return KEY_LENGTH * (holders - 1)


def _half(share: bytes, own: int, other: int) -> bytes:
    start = (other if other < own else other - 1) * KEY_LENGTH
    return share[start : start + KEY_LENGTH]


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
