"""Codes made by chance: the reporter's receipt and the reference of a case."""

from __future__ import annotations

import hashlib
import os

from sbt.rules.check_character import ALPHABET, agrees, check_character, clean

LENGTH = 20
"""Random letters of a receipt: 20 of 32 are 100 bits."""
GROUP = 4
REF_LENGTH = 5


def new_receipt() -> str:
    """Make a receipt (kode laporan): 20 random letters and a check letter, in groups of four."""
    body = _letters(LENGTH)
    return grouped(body + check_character(body))


def _letters(count: int) -> str:
    """Give so many letters from the system's own chance; 32 divides 256, so every letter is as likely."""
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in os.urandom(count))


def grouped(code: str) -> str:
    """Write a cleaned code in groups of four letters."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def well_formed(code: str) -> bool:
    """Tell whether the text has the length and check letter of a receipt, however it is typed."""
    cleaned = clean(code)
    return len(cleaned) == LENGTH + 1 and agrees(cleaned)


def receipt_hash(code: str) -> bytes:
    """Give the form in which a receipt is kept; with 100 random bits a plain hash gives nothing to guess."""
    return hashlib.sha256(b"sbt receipt\x00" + clean(code).encode()).digest()


def new_reference(year: int) -> str:
    """Make a reference of a case such as NET-2024-7K4QM2; by chance, so that it tells no order and no count."""
    body = _letters(REF_LENGTH)
    return f"NET-{year}-{body}{check_character(str(year) + body)}"


def reference_well_formed(ref: str) -> bool:
    """Tell whether a text can be a reference of a case."""
    parts = ref.upper().split("-")
    if len(parts) != 3 or parts[0] != "NET" or not parts[1].isdigit():  # noqa: PLR2004 (three parts)
        return False
    return len(parts[2]) == REF_LENGTH + 1 and agrees(parts[1] + parts[2])
