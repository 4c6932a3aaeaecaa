"""Takes files in: encrypted, digested, refused when they are not what they say."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from sbt.evidence import store
from sbt.evidence.digest import salted
from sbt.evidence.kinds import LARGEST, fault_of, kind_of, neutral_name, plain_name
from sbt.evidence.models import File
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

LONGEST_NAME = 200


class TooLargeError(Exception):
    """The file is larger than the limit."""


def add_file(name: str, pieces: Iterable[bytes], *, institution: str, on: date) -> File | Refused:
    """Store a file and give its row; a refused one leaves nothing behind."""
    id_ = uuid.uuid4()
    try:
        stored = store.write(str(id_), capped(pieces))
    except TooLargeError:
        return Refused("file_too_large", "facts", {"largest": str(LARGEST)}, "file")
    fault = fault_of(name, stored.size, stored.head)
    if fault:
        store.remove(str(id_))
        return Refused(fault, "facts", {"largest": str(LARGEST)}, "file")
    return record_file(id_, name, stored, institution=institution, on=on)


def record_file(id_: uuid.UUID, name: str, stored: store.Stored, *, institution: str, on: date) -> File:
    """Make the row of a file whose bytes already lie in the store under the installation's key.

    It begins in quarantine. The name that a citizen gave his file is not kept: it may say who he is.
    """
    kind = kind_of(stored.head)
    digest = salted(bytes.fromhex(stored.sha256))
    return File.objects.create(
        id=id_,
        name=plain_name(name)[-LONGEST_NAME:] if institution else neutral_name(kind),
        kind=kind.kind if kind else "other",
        media_type=kind.media_type if kind else "application/octet-stream",
        size=stored.size,
        sha256=stored.sha256,
        salt=digest.salt,
        digest=digest.digest,
        stored_on=on,
        institution=institution,
    )


def capped(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Pass pieces on and raise TooLargeError as soon as they are more than a file may be."""
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > LARGEST:
            raise TooLargeError
        yield piece
