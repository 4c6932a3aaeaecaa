"""Signs that a file is two things at once, or carries more than it shows."""

from __future__ import annotations

import io
import re
import zipfile

_SCRIPT = re.compile(rb"<script|<\?php|<svg[\s>]|<html[\s>]|<!doctype html|<iframe|javascript:", re.IGNORECASE)
_BEHIND = (b"MZ", b"\x7fELF", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"PK\x03\x04", b"\x1f\x8b\x08", b"%PDF-")
_PDF_WITHIN = 1024


def second_kind(content: bytes, *, text_allowed: bool = False) -> bool:
    """Tell whether the bytes can also be read as an archive, a page or a program."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        return True
    if text_allowed:
        return False
    return b"%PDF-" in content[:_PDF_WITHIN] or _SCRIPT.search(content) is not None


def program_behind(rest: bytes) -> bool:
    """Tell whether what follows the end of a file begins like an archive or a program."""
    return rest.lstrip(b"\x00\r\n ")[:8].startswith(_BEHIND)


def after_picture(content: bytes, media_type: str) -> bytes:
    """Give what follows the end of a picture."""
    if media_type == "image/png":
        return _after_png(content)
    if media_type == "image/jpeg":
        end = content.rfind(b"\xff\xd9")
        return content[end + 2 :] if end >= 0 else b""
    if media_type == "image/webp":
        return content[8 + int.from_bytes(content[4:8], "little") :]
    end = content.rfind(b"\x3b")
    return content[end + 1 :]


def _after_png(content: bytes) -> bytes:
    at = 8
    while at + 12 <= len(content):
        length = int.from_bytes(content[at : at + 4])
        name = content[at + 4 : at + 8]
        at += 12 + length
        if name == b"IEND":
            return content[at:]
    return b""
