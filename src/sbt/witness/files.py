"""Files that are whole or not there: written beside, forced to the disk, then given their name."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def write_whole(place: Path, data: bytes, *, mode: int = 0o644) -> None:
    """Put the bytes at the place; whoever reads it finds the old or the new ones, also after a loss of power."""
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f".{place.name}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(place)
    sync_folder(place.parent)


def sync_folder(folder: Path) -> None:
    """Force the names in a folder to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class TakenError(RuntimeError):
    """Another process holds the folder"""


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the folder for this process alone; TakenError when another one does."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            raise TakenError(f"{folder}: another process holds it") from fault
        yield
