"""Archives: measured before anything of them is used, by what they declare and by what they really hold."""

from __future__ import annotations

import codecs
import io
import zipfile
import zlib

from sbt.evidence.decoder.faults import FaultError

MOST_BYTES = 64 * 1024 * 1024
MOST_ENTRIES = 1000
RATIO = 100
SMALL = 64 * 1024
"""Entries up to this size may be as regular as they like."""
codecs.lookup("cp437")  # names of entries; loaded while modules can still be
_NESTED = (b"PK\x03\x04", b"\x1f\x8b\x08", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"BZh", b"\xfd7zXZ\x00")


def measure(content: bytes) -> int:
    """Give how many bytes the archive holds; FaultError for one that is a bomb, nests, lies or reaches outside."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES:
                raise FaultError("archive_too_large")
            if sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise FaultError("archive_too_large")
            return sum(_entry(archive, entry) for entry in entries)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError):
        raise FaultError("damaged") from None


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> int:
    name = entry.filename.replace("\\", "/")
    if name.startswith("/") or ":" in name or ".." in name.split("/"):
        raise FaultError("archive_reaches_out")
    if entry.flag_bits & 1:
        raise FaultError("password")
    most = max(SMALL, entry.compress_size * RATIO)
    if entry.file_size > most:
        raise FaultError("archive_bomb")
    size, first = 0, b""
    with archive.open(entry) as inside:
        while piece := inside.read(SMALL):
            first = first or piece[:8]
            size += len(piece)
            if size > most:
                raise FaultError("archive_bomb")
    if first.startswith(_NESTED):
        raise FaultError("archive_nested")
    if size != entry.file_size:
        raise FaultError("damaged")
    return size
