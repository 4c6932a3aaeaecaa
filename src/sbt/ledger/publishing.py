"""Puts the log before the public as files: bundles, then tiles, the checkpoint last; whatever stopped before is caught up.

Files already there are not read again: what counts is the size of the checkpoint that was published last.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sbt.tlog.checkpoint import Note, parse_note
from sbt.tlog.tiles import WIDTH, Tile, new_bundles, new_tiles
from sbt.witness.files import write_whole

CHECKPOINT, POLICY, KEYS = "checkpoint", "policy", "keys"


def published(folder: Path) -> Note | None:
    """Give the checkpoint that the public sees; None before the first."""
    place = folder / CHECKPOINT
    return parse_note(place.read_bytes()) if place.exists() else None


def publish(folder: Path, note: Note, file: Callable[[Tile], bytes]) -> int:
    """Write every file that the checkpoint needs and is not there since the last one; how many."""
    before = published(folder)
    old, new = before.checkpoint.size if before else 0, note.checkpoint.size
    written = 0
    for tile in (*new_bundles(old, new), *new_tiles(old, new)):
        write_whole(folder / tile.path, file(tile))
        written += 1
    write_whole(folder / CHECKPOINT, note.text.encode())
    return written + 1


def prune(folder: Path, size: int) -> int:
    """Remove partial tiles whose full tile is published; how many."""
    gone = 0
    for narrow in folder.glob("tile/**/*.p"):
        whole = narrow.with_suffix("")
        if whole.exists() and size >= WIDTH:
            for part in narrow.iterdir():
                part.unlink()
                gone += 1
            narrow.rmdir()
    return gone
