"""Salted digests: what an event says of a text, person or file without saying it. The salts lie in the store of keys."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from sbt.evidence import keys

FIELD = "record"
"""The field of a record that is digested whole."""


@dataclass(frozen=True, slots=True)
class Salted:
    """A digest, and the name of the key in the store of keys whose salt made it."""

    salt: bytes
    digest: str


def salted(record: bytes) -> Salted:
    """Make the digest of a record with a salt from a key of its own."""
    key = keys.record_key()
    return Salted(key.name, digest_under(keys.field_salt(key.key, FIELD), record))


def digest_under(salt: bytes, record: bytes) -> str:
    """Make the digest of a record under a known salt."""
    return hmac.new(salt, record, hashlib.sha256).hexdigest()


def text_digest(text: str) -> Salted:
    """Make the digest of a text."""
    return salted(text.encode())


def is_digest_of(record: bytes, *, salt: bytes, digest: str) -> bool:
    """Tell whether the record is what was digested; keys.ForgottenKeyError when nobody can tell any more."""
    return hmac.compare_digest(digest_under(keys.salt_of(salt, FIELD), record), digest)
