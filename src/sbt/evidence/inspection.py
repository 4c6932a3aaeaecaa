"""Lets a file out of quarantine, or refuses it for good. The bytes that were handed in stay as they are, sealed."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from sbt.evidence import scanner, store
from sbt.evidence.decoding import Answer, decode
from sbt.evidence.models import QUARANTINED, REFUSED, SAFE, UNCHECKED, File, Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SHOWN = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp", "application/pdf"})
"""Kinds of which pictures are made; the others are walked through, never decoded."""


def next_waiting(after: uuid.UUID | None = None) -> File | None:
    """Take hold of the next file in quarantine that no other worker has."""
    waiting = File.objects.select_for_update(skip_locked=True).filter(state=QUARANTINED).order_by("id")
    return (waiting.filter(id__gt=after) if after else waiting).first()


def inspect(file: File) -> File:
    """Look into a file and set its state; scanner.ScannerDownError leaves it in quarantine."""
    if scanner.configured() and scanner.infected(store.read(str(file.id))):
        return _settle(file, REFUSED, ["malware"])
    answer = _look(file)
    if answer.fault:
        return _settle(file, REFUSED, [answer.fault])
    keep_pages(file, answer.pictures)
    seen = bool(answer.pictures) or scanner.configured()
    return _settle(file, SAFE if seen else UNCHECKED, sorted(answer.found))


def keep_pages(file: File, pictures: Sequence[bytes]) -> None:
    """Keep the pictures of a file; done again it gives the same, so that a killed worker leaves nothing over."""
    rows = [
        Page(id=uuid.uuid5(file.id, f"page {number}"), file=file, number=number, size=len(picture))
        for number, picture in enumerate(pictures, 1)
    ]
    for row, picture in zip(rows, pictures, strict=True):
        store.write(str(row.id), [picture])
    Page.objects.bulk_create(rows)


def _look(file: File) -> Answer:
    pieces: Iterable[bytes] = store.read(str(file.id))
    if file.media_type == "application/pdf":
        return decode("pdf", pieces, file.size)
    task = "image" if file.media_type in SHOWN else "recording"
    return decode(task, pieces, file.size, media_type=file.media_type)


def _settle(file: File, state: str, findings: list[str]) -> File:
    file.state, file.findings = state, findings
    file.save(update_fields=["state", "findings"])
    return file
