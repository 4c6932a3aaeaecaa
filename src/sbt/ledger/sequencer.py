"""Gives queued acts their numbers: one writer under a lock, no gap, no double; folds them into tiles in one transaction.

Knows no key and no case: it reads what the triggers queued. What it has committed it never makes anew.
"""

from __future__ import annotations

import os
import secrets
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg

from sbt.ledger.leaves import SOURCES, Line, filler, from_citizen, leaf_of
from sbt.tlog.checkpoint import Checkpoint
from sbt.tlog.edge import Edge
from sbt.tlog.merkle import leaf_hash, tree_root
from sbt.tlog.tiles import ENTRIES, WIDTH, Tile, TileFault, TileReader, bundle

LOCK = 7_362_977
AT_ONCE = 5_000
NAME, KEY = 16, 32


class NotTheOnlyOneError(RuntimeError):
    """Another sequencer holds the lock of this database"""


class DamagedError(RuntimeError):
    """The entries in the database do not give the hashes beside them: nothing may be signed"""


@dataclass(frozen=True, slots=True)
class Queued:
    """One act that waits for its number."""

    id: int
    source: str
    content: dict[str, Any]

    @property
    def ref(self) -> str:
        """What names the act: the row, and for a change of it the column's new value."""
        shown = SOURCES[self.source]
        changed = self.content.get(shown.updates) if shown.updates else None
        return f"{self.content[shown.key]}{f' {changed}' if changed else ''}"


class Sequencer:
    """The one writer of the log."""

    def __init__(self, database: psycopg.Connection, keys: psycopg.Connection, *, hold: int = 1) -> None:
        """`hold`: how many beats a citizen's act waits on the average, so that its number tells no hour."""
        self._database, self._keys, self._hold = database, keys, hold
        self._edge = Edge()
        taken = database.execute("SELECT pg_try_advisory_lock(%s)", [LOCK]).fetchone()
        if taken is None or not taken[0]:
            raise NotTheOnlyOneError
        self._load()

    @property
    def size(self) -> int:
        """How many entries are committed."""
        return self._edge.size

    def _load(self) -> None:
        found = self._database.execute("SELECT coalesce(max(idx) + 1, 0) FROM ledger.entry").fetchone()
        size = int(found[0]) if found else 0
        reader = self.reader(size)
        self._edge = Edge(size, [(tile, reader.tile(tile)) for tile in Edge.needed(size)])

    def fold(self, *, at_least: int = 0) -> int:
        """Number everything that waits, in its order; fill up to `at_least` entries. How many entries came."""
        first, before = True, self.size
        while True:
            waiting = self._waiting()
            missing = at_least - len(waiting) if first else 0
            if not waiting and missing <= 0:
                return self.size - before
            self._commit(waiting, max(0, missing))
            first = False

    def _waiting(self) -> list[Queued]:
        """Read what waits; a citizen's act waits on by chance, unless an office has acted on its case since."""
        rows = self._database.execute(
            "SELECT id, source, content FROM ledger.pending ORDER BY id LIMIT %s", [AT_ONCE]
        ).fetchall()
        queued = [Queued(*row) for row in rows]
        followed = {str(one.content.get("case_id")) for one in queued if not from_citizen(one.source, one.content)}
        held = {
            case
            for case in {str(one.content["case_id"]) for one in queued if from_citizen(one.source, one.content)}
            if case not in followed and secrets.randbelow(self._hold)
        }
        return [one for one in queued if str(one.content.get("case_id")) not in held]

    def _commit(self, waiting: Sequence[Queued], missing: int) -> None:
        keys = [os.urandom(KEY) for _ in waiting]
        names = [os.urandom(NAME) for _ in waiting]
        self._keys.execute(
            "INSERT INTO record_key (name, key) SELECT * FROM unnest(%s::bytea[], %s::bytea[])", [names, keys]
        )
        edge, start = self._edge, self._edge.size
        try:
            with self._database.transaction():
                lines = self._lines(waiting)
                rows: list[tuple[str, str | None, bytes | None, bytes]] = []
                for one, name, key in zip(waiting, names, keys, strict=True):
                    line = lines.get(str(one.content.get("case_id", "")))
                    leaf = leaf_of(one.source, one.content, key, line)
                    if line:
                        line.last = leaf_hash(leaf)
                    rows.append((one.source, one.ref, name, leaf))
                rows += [("filler", None, None, filler()) for _ in range(missing)]
                shuffled = _among(rows, missing)
                tiles = edge.add(leaf_hash(row[3]) for row in shuffled)
                self._write(start, shuffled, tiles, lines)
                self._database.execute("DELETE FROM ledger.pending WHERE id = ANY (%s)", [[one.id for one in waiting]])
        except BaseException:
            self._edge = Edge()
            if not self._database.closed:
                self._load()
            raise

    def _lines(self, waiting: Sequence[Queued]) -> dict[str, Line]:
        cases = {str(one.content["case_id"]) for one in waiting if one.source == "cases_caseevent"}
        lines = {case: Line() for case in cases}
        rows = self._database.execute(
            "SELECT case_id, name, last FROM ledger.line WHERE case_id = ANY (%s)",
            [[uuid.UUID(case) for case in cases]],
        )
        lines |= {str(case): Line(bytes(name), bytes(last)) for case, name, last in rows}
        return lines

    def _write(
        self,
        start: int,
        rows: Sequence[tuple[str, str | None, bytes | None, bytes]],
        tiles: dict[Tile, bytes],
        lines: dict[str, Line],
    ) -> None:
        with self._database.cursor() as cursor:
            with cursor.copy("COPY ledger.entry (idx, source, ref, key, leaf) FROM STDIN") as copy:
                for at, row in enumerate(rows, start):
                    copy.write_row((at, *row))
            cursor.executemany(
                "INSERT INTO ledger.tile (level, n, hashes) VALUES (%s, %s, %s)"
                " ON CONFLICT (level, n) DO UPDATE SET hashes = excluded.hashes WHERE tile.hashes <> excluded.hashes",
                [(tile.level, tile.index, data) for tile, data in tiles.items()],
            )
            cursor.executemany(
                "INSERT INTO ledger.line (case_id, name, last) VALUES (%s, %s, %s)"
                " ON CONFLICT (case_id) DO UPDATE SET last = excluded.last",
                [(uuid.UUID(case), line.name, line.last) for case, line in lines.items()],
            )

    def checkpoint(self, origin: str) -> Checkpoint:
        """Give the checkpoint of what is committed, after reading the newest entries again and hashing them anew."""
        size = self.size
        newest = self._database.execute("SELECT coalesce(max(size), 0) FROM ledger.checkpoint").fetchone()
        old = int(newest[0]) if newest else 0
        reader = self.reader(size)
        edge = Edge(old, [(tile, self.reader(old).tile(tile)) for tile in Edge.needed(old)])
        for leaves in self.entries(old, size):
            edge.add(leaf_hash(leaf) for leaf in leaves)
        root = edge.root()
        if edge.size != size or root != self._edge.root() or root != tree_root(size, reader):
            raise DamagedError
        return Checkpoint(origin, size, root)

    def entries(self, start: int, end: int) -> Iterator[list[bytes]]:
        """Give the committed leaves of the range, bundle by bundle."""
        while start < end:
            stop = min(end, (start // WIDTH + 1) * WIDTH)
            rows = self._database.execute(
                "SELECT leaf FROM ledger.entry WHERE idx >= %s AND idx < %s ORDER BY idx", [start, stop]
            ).fetchall()
            yield [bytes(row[0]) for row in rows]
            start = stop

    def reader(self, size: int) -> TileReader:
        """Give the hashes of the tree as it was at this size, read from the database."""
        return TileReader(size, self.file)

    def file(self, tile: Tile) -> bytes:
        """Give the bytes of a tile or bundle, as they are published."""
        if tile.level == ENTRIES:
            start = tile.index * WIDTH
            leaves = next(iter(self.entries(start, start + tile.width)))
            if len(leaves) != tile.width:
                raise TileFault(f"{tile.path} is not in the database")
            return bundle(leaves)
        found = self._database.execute(
            "SELECT hashes FROM ledger.tile WHERE level = %s AND n = %s", [tile.level, tile.index]
        ).fetchone()
        data = bytes(found[0])[: tile.width * 32] if found else b""
        if len(data) != tile.width * 32:
            raise TileFault(f"{tile.path} is not in the database")
        return data


def _among[T](rows: list[T], fillers: int) -> list[T]:
    """Put the rows that only fill, which stand last, anywhere among the others; the others keep their order."""
    real = rows[: len(rows) - fillers]
    mixed = list(real)
    for one in rows[len(real) :]:
        mixed.insert(secrets.randbelow(len(mixed) + 1), one)
    return mixed
