"""Tiles and entry bundles of C2SP tlog-tiles: where each lies, which exist for a size, and hashes read from them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sbt.tlog.merkle import EMPTY_ROOT, HASH_SIZE, node_hash

HEIGHT = 8
WIDTH = 1 << HEIGHT
LONGEST_ENTRY = 65_535
ENTRIES = -1
"""The level of entry bundles."""
_LEVELS = 64
_DIGITS = 3


class TileFault(ValueError):
    """A tile or bundle is not what the checkpoint says"""


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """One tile: level, index in the level, and how many hashes (or, at level ENTRIES, entries) it holds."""

    level: int
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Where it lies below the log's prefix."""
        level = "entries" if self.level == ENTRIES else str(self.level)
        partial = f".p/{self.width}" if self.width < WIDTH else ""
        return f"tile/{level}/{index_path(self.index)}{partial}"

    @property
    def full(self) -> "Tile":
        """The tile that it will be once it is full."""
        return Tile(self.level, self.index)


def index_path(index: int) -> str:
    """Write an index in groups of three digits, all but the last marked by an x."""
    digits = str(index)
    digits = digits.zfill(-(-len(digits) // _DIGITS) * _DIGITS)
    groups = [digits[at : at + _DIGITS] for at in range(0, len(digits), _DIGITS)]
    return "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])


def parse_path(path: str) -> Tile:
    """Read a tile's path; TileFault unless it is exactly as `Tile.path` writes it."""
    first, _, rest = path.partition("/")
    level_text, _, rest = rest.partition("/")
    index_text, partial, width_text = rest.partition(".p/")
    digits = "".join(group.removeprefix("x") for group in index_text.split("/"))
    numbers = (digits, width_text if partial else "256", "0" if level_text == "entries" else level_text)
    if first != "tile" or not all(text.isascii() and text.isdigit() and len(text) < 20 for text in numbers):  # noqa: PLR2004
        raise TileFault(path)
    found = Tile(ENTRIES if level_text == "entries" else int(level_text), int(digits), int(numbers[1]))
    if found.path != path or found.level >= _LEVELS or found.width == 0:
        raise TileFault(path)
    return found


def widths(size: int) -> list[int]:
    """Count the hashes at each level of a tree of this size, from the leaves up."""
    counts = []
    while size:
        counts.append(size)
        size >>= HEIGHT
    return counts


def tile_at(level: int, index: int, size: int) -> Tile:
    """Give the tile as wide as it is in a tree of this size."""
    count = size >> (HEIGHT * max(level, 0))
    width = min(WIDTH, count - index * WIDTH)
    if width <= 0:
        raise TileFault(f"no tile {level}/{index} in a tree of {size}")
    return Tile(level, index, width)


def new_tiles(old: int, new: int) -> Iterator[Tile]:
    """Name the tiles of a tree of `new` leaves that a tree of `old` leaves did not have in this width."""
    for level, count in enumerate(widths(new)):
        before = old >> (HEIGHT * level)
        if before == count:
            continue
        for index in range(before // WIDTH, -(-count // WIDTH)):
            yield tile_at(level, index, new)


def new_bundles(old: int, new: int) -> Iterator[Tile]:
    """Name the entry bundles that grew between the two sizes."""
    if old < new:
        for index in range(old // WIDTH, -(-new // WIDTH)):
            yield tile_at(ENTRIES, index, new)


def bundle(entries: Sequence[bytes]) -> bytes:
    """Put entries into one bundle, each after its length."""
    if any(len(entry) > LONGEST_ENTRY for entry in entries):
        raise TileFault("an entry is longer than a bundle can say")
    return b"".join(len(entry).to_bytes(2) + entry for entry in entries)


def entries_of(data: bytes) -> list[bytes]:
    """Take a bundle apart; TileFault when it breaks off."""
    entries, at, end = [], 0, len(data)
    while at < end:
        start = at + 2
        at = start + int.from_bytes(data[at:start])
        if at > end or start > end:
            raise TileFault("the bundle breaks off")
        entries.append(data[start:at])
    return entries


def fold(data: bytes) -> bytes:
    """Give the root over the hashes of one tile, each taken as a complete subtree."""
    row = [data[at : at + HASH_SIZE] for at in range(0, len(data), HASH_SIZE)]
    while len(row) > 1:
        above = [node_hash(row[at], row[at + 1]) for at in range(0, len(row) - 1, 2)]
        row = [*above, row[-1]] if len(row) % 2 else above
    return row[0] if row else EMPTY_ROOT


class TileReader:
    """Reads hashes of complete subtrees from the tiles of a tree of one size; keeps what it fetched."""

    def __init__(self, size: int, fetch: Callable[[Tile], bytes], kept: Mapping[Tile, bytes] | None = None) -> None:
        self.size = size
        self._fetch = fetch
        self._kept = dict(kept or {})

    def tile(self, tile: Tile) -> bytes:
        """Give a tile's bytes; TileFault when they are not as many as its width says."""
        found = self._kept.get(tile)
        if found is None:
            found = self._fetch(tile)
            if len(found) != tile.width * HASH_SIZE:
                raise TileFault(f"{tile.path} has {len(found)} bytes")
            self._kept[tile] = found
        return found

    def __call__(self, height: int, index: int) -> bytes:
        """Give the hash of the complete subtree, as `merkle.Reader` asks."""
        level, inside = divmod(height, HEIGHT)
        first = index << inside
        tile = tile_at(level, first // WIDTH, self.size)
        at = (first % WIDTH) * HASH_SIZE
        data = self.tile(tile)[at : at + (HASH_SIZE << inside)]
        if len(data) != HASH_SIZE << inside:
            raise TileFault(f"{tile.path} does not reach so far")
        return fold(data)
