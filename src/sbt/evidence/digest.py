"""Salted digests: what an event says of a text, person or file without saying it."""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Salted:
    """A record's own salt and the digest that it makes of the record."""

    salt: bytes
    digest: str


def salted(record: bytes, salt: bytes | None = None) -> Salted:
    """Make the digest of a record with a fresh salt of its own, or again with a known one."""
    salt = os.urandom(32) if salt is None else salt
    return Salted(salt, hmac.new(salt, record, hashlib.sha256).hexdigest())


def text_digest(text: str) -> Salted:
    """Make the digest of a text."""
    return salted(text.encode())
