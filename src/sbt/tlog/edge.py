"""The right edge of a growing tree: the only hashes that another leaf needs. Whoever adds leaves keeps one of these."""

from collections.abc import Iterable

from sbt.tlog.merkle import HASH_SIZE, tree_root
from sbt.tlog.tiles import HEIGHT, WIDTH, Tile, TileReader, fold, tile_at, widths

_FULL = WIDTH * HASH_SIZE


class Edge:
    """The partial tiles of a tree, level by level; grows by leaf hashes."""

    def __init__(self, size: int = 0, tiles: Iterable[tuple[Tile, bytes]] = ()) -> None:
        self.size = size
        self._rows: list[bytearray] = [bytearray() for _ in widths(size)]
        for tile, data in tiles:
            self._rows[tile.level][:] = data

    @staticmethod
    def needed(size: int) -> list[Tile]:
        """Name the partial tiles from which the edge of a tree of this size is made."""
        return [tile_at(level, count // WIDTH, size) for level, count in enumerate(widths(size)) if count % WIDTH]

    def add(self, hashes: Iterable[bytes]) -> dict[Tile, bytes]:
        """Grow by leaf hashes; give every tile that is now full, and the partial ones as they now stand."""
        done: dict[Tile, bytes] = {}
        for one in hashes:
            self._push(0, one, done)
            self.size += 1
        return done | self.partial()

    def _push(self, level: int, one: bytes, done: dict[Tile, bytes]) -> None:
        if level == len(self._rows):
            self._rows.append(bytearray())
        row = self._rows[level]
        row += one
        if len(row) == _FULL:
            data = bytes(row)
            row.clear()
            done[Tile(level, self.size >> (HEIGHT * (level + 1)))] = data
            self._push(level + 1, fold(data), done)

    def partial(self) -> dict[Tile, bytes]:
        """Give the partial tiles of the tree as it stands."""
        return {
            Tile(level, self.size >> (HEIGHT * (level + 1)), len(row) // HASH_SIZE): bytes(row)
            for level, row in enumerate(self._rows)
            if row
        }

    def root(self) -> bytes:
        """Give the root of the tree as it stands."""
        kept = self.partial()
        return tree_root(self.size, TileReader(self.size, kept.__getitem__))
