"""The number of a stage entry as each sight may know it: the true one counts events that the instansi may not count."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from django.conf import settings

from sbt.rules.sight import INSTANSI

if TYPE_CHECKING:
    import uuid

LARGEST = 999_999_999
_SMALLEST = 100_000_000


def shown_entry(case_id: uuid.UUID, entry: int, sight: str) -> int:
    """Give the number by which the sight names the stage entry; to the instansi it tells nothing but same or other."""
    if sight != INSTANSI:
        return entry
    sealed = hmac.digest(settings.SECRET_KEY.encode(), f"stage entry {case_id} {entry}".encode(), "sha256")
    return _SMALLEST + int.from_bytes(sealed[:8]) % (LARGEST - _SMALLEST + 1)


def read_entry(case_id: uuid.UUID, shown: int, sight: str, *, last: int) -> int:
    """Give the true number that the sight named; 0, which is no entry, for one never shown to it."""
    if sight != INSTANSI:
        return shown
    return next((entry for entry in range(last, 0, -1) if shown_entry(case_id, entry, sight) == shown), 0)
