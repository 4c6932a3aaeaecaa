"""Files where they lie: encrypted in pieces as they arrive, so that no plain byte touches the disk.

Form: a mark and the name of the file's key in the store of keys, the beginning of a nonce, then pieces of 64 KiB, each
AES-256-GCM with the piece number and an end mark in its nonce, so that pieces cannot be cut off, swapped or mixed between
files. A file opens only to who has both the key in that store and the key of the installation. Files under a key of the
caller's, and files of old, have neither mark nor name.
"""

from __future__ import annotations

import hashlib
import os
import struct
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from sbt.evidence import keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

PIECE = 64 * 1024
NO_TIME = (946_684_800, 946_684_800)
"""What every stored file and folder says of its time: nothing. A real one would tell when a report came in."""
TAG = 16
MARK = b"sbtfile2"
PREFIX = 7


@dataclass(frozen=True, slots=True)
class Stored:
    """What is known of a file once all of it is stored."""

    size: int
    sha256: str
    head: bytes
    """The first bytes, from which its kind can be told."""


def file_key(id_: str, material: bytes, *, salt: bytes | None = None) -> bytes:
    """Derive the key of one file: from a caller's own, or from that of the store of keys and the installation's."""
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=f"sbt file {id_}".encode()).derive(material)


def path_of(id_: str) -> Path:
    """Give where a file lies; names say nothing and folders split by two letters."""
    path: Path = settings.SBT_DATA / "files" / id_[:2] / id_
    return path


def write(id_: str, pieces: Iterable[bytes], *, key: bytes | None = None) -> Stored:
    """Encrypt the pieces into the store and make them durable; a half-written file never takes its name."""
    path = path_of(id_)
    if not path.parent.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.utime(path.parent.parent, NO_TIME)
    partial = path.with_suffix(".part")
    own = keys.file_key() if key is None else None
    sealing = file_key(id_, own.key, salt=settings.STORE_KEY) if own else file_key(id_, key or b"")
    cipher, nonce = AESGCM(sealing), os.urandom(PREFIX)
    digest, size, head = hashlib.sha256(), 0, b""
    try:
        with open(partial, "wb", opener=_private) as out:
            out.write((MARK + own.name if own else b"") + nonce)
            for number, (piece, last) in enumerate(_evenly(pieces)):
                digest.update(piece)
                size += len(piece)
                head = head or piece[:4096]
                out.write(cipher.encrypt(_nonce(nonce, number, last=last), piece, None))
            out.flush()
            os.utime(out.fileno(), NO_TIME)
            os.fsync(out.fileno())
        partial.replace(path)
        _sync_folder(path.parent)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    return Stored(size, digest.hexdigest(), head)


def read(id_: str, *, key: bytes | None = None) -> Iterator[bytes]:
    """Give the plain pieces of a stored file; raises InvalidTag when a byte was changed or the end is missing."""
    path = path_of(id_)
    left = path.stat().st_size - PREFIX
    with path.open("rb") as stored:
        name = _key_name(stored) if key is None else b""
        if name:
            left -= len(MARK) + len(name)
            opening = file_key(id_, keys.key_of_file(name), salt=settings.STORE_KEY)
        else:
            opening = file_key(id_, settings.STORE_KEY if key is None else key)
        cipher, nonce, number = AESGCM(opening), stored.read(PREFIX), 0
        while left > 0:
            sealed = stored.read(min(PIECE + TAG, left))
            left -= len(sealed)
            yield cipher.decrypt(_nonce(nonce, number, last=left == 0), sealed, None)
            number += 1


def remove(id_: str) -> None:
    """Delete a stored file, its key first, so that no copy of it opens; one that is gone already is no fault."""
    with suppress(FileNotFoundError):
        forget_key(id_)
        path = path_of(id_)
        path.unlink()
        os.utime(path.parent, NO_TIME)


def forget_key(id_: str) -> None:
    """Delete the key of a stored file where it has one of its own; FileNotFoundError when there is no such file."""
    with path_of(id_).open("rb") as stored:
        name = _key_name(stored)
    if name:
        keys.forget_file(name)


def _key_name(stored: IO[bytes]) -> bytes:
    """Read the name of the key from the head of a file; without a mark go back to the beginning."""
    if stored.read(len(MARK)) == MARK:
        return stored.read(keys.NAME)
    stored.seek(0)
    return b""


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + struct.pack(">IB", number, last)


def _evenly(pieces: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    waiting = b""
    for piece in pieces:
        waiting += piece
        while len(waiting) > PIECE:
            yield waiting[:PIECE], False
            waiting = waiting[PIECE:]
    yield waiting, True


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.utime(handle, NO_TIME)
        os.fsync(handle)
    finally:
        os.close(handle)
