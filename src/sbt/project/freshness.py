"""Tells whether this data folder was prepared by this very code and law, so that a warm start prepares nothing."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
KINDS = {".py", ".yaml", ".csv"}


def fingerprint(law: Path) -> str:
    """One digest of every line of code, every law file, and the mode."""
    digest = hashlib.sha256(os.environ.get("SBT_MODE", "demo").encode())
    for folder in (PACKAGE, law):
        for path in sorted(folder.rglob("*")):
            if path.suffix in KINDS:
                digest.update(str(path).encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def is_prepared(data: Path, mark: str) -> bool:
    """Whether the last preparation of this folder was of the same fingerprint."""
    note = data / "prepared"
    return note.exists() and note.read_text() == mark


def note_prepared(data: Path, mark: str) -> None:
    """Remember the fingerprint of a preparation that ended well."""
    (data / "prepared").write_text(mark)
