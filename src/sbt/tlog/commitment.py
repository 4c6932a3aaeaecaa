"""Commitments to single fields: they say nothing without their salt, and each can be opened without the others.

Makes no key: whoever keeps a record's key decides what can ever be opened, and forgets it to erase.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from sbt.tlog.canonical import Plain, canonical

KEY_SIZE = 32
_SALT = b"sbt/field/v1\x00"


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens one field of a record: its name, its value and its salt."""

    name: str
    value: Plain
    salt: bytes

    @property
    def commitment(self) -> str:
        """The commitment that it opens."""
        return commit(self.salt, self.name, self.value)


def salt_of(key: bytes, name: str) -> bytes:
    """Give a field's salt: it tells nothing of the record's key or of another field's salt."""
    return hmac.digest(key, _SALT + name.encode(), "sha256")


def commit(salt: bytes, name: str, value: Plain) -> str:
    """Commit to a field's value."""
    return hmac.digest(salt, name.encode() + b"\x00" + canonical(value), "sha256").hex()


def opening(key: bytes, name: str, value: Plain) -> Opening:
    """Give what opens the field under the record's key."""
    return Opening(name, value, salt_of(key, name))


def commitments(key: bytes, fields: Mapping[str, Plain]) -> dict[str, str]:
    """Commit to each field of a record under its key."""
    return {name: commit(salt_of(key, name), name, value) for name, value in fields.items()}
