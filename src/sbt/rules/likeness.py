"""Which texts say nearly the same in nearly the same words, and which days hold a burst. Says nothing of why."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping
    from datetime import date

WORDS = 2
"""How many words follow each other in a shingle."""
SHORTEST = 8
"""A text of fewer words than this is like another only when it is the same."""
ALIKE = 0.4
"""The share of common shingles from which two texts count as nearly the same."""
BANDS, ROWS = 21, 3
"""Two texts meet in at least one band in 75 of 100 cases with two fifths of their shingles in common, in 94 with half."""
LEADERS = 12
"""With how many different texts of a band one more is compared."""
KEPT = 1024
"""How many sets of shingles are kept for comparing."""
_BINS = BANDS * ROWS
_EMPTY = 1 << 64
_WORD = re.compile(r"[^\W\d_]+|\d+")


def words_of(text: str) -> list[str]:
    """Give the words of a text as they are compared: small letters without marks, every number the same."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return ["0" if word[0].isdigit() else word for word in _WORD.findall(kept)]


def shingles(text: str) -> frozenset[int]:
    """Give the shingles of a text as numbers; of a short text a single one."""
    words = words_of(text)
    if len(words) < SHORTEST:
        return frozenset([_number(" ".join(words))]) if words else frozenset()
    return frozenset(_number(" ".join(words[at : at + WORDS])) for at in range(len(words) - WORDS + 1))


def likeness(one: frozenset[int], other: frozenset[int]) -> float:
    """Give the share of shingles that two texts have in common."""
    return len(one & other) / len(one | other) if one and other else 0.0


def like_texts(texts: Mapping[str, str], *, least: int) -> list[frozenset[str]]:
    """Group the texts that are nearly the same; a group of fewer than `least` is none."""
    union = Union()
    leaders: defaultdict[tuple[int, ...], list[str]] = defaultdict(list)
    again = lru_cache(maxsize=KEPT)(lambda name: shingles(texts[name]))  # all of them at once would fill the memory
    for name in sorted(texts):
        own = again(name)
        for band in _bands(own):
            leader = next(
                (one for one in leaders[band] if union.joined(one, name) or likeness(again(one), own) >= ALIKE), ""
            )
            if leader:
                union.join(leader, name)
            elif len(leaders[band]) < LEADERS:
                leaders[band].append(name)
    return union.groups(least)


def bursts(days: Mapping[str, date], *, within: int, least: int) -> frozenset[str]:
    """Name those that lie in a stretch of so many days with at least `least` of them."""
    ordered = sorted(days.items(), key=lambda one: (one[1], one[0]))
    found: set[str] = set()
    first = 0
    for last, (_name, day) in enumerate(ordered):
        while (day - ordered[first][1]).days >= within:
            first += 1
        if last - first + 1 >= least:
            found.update(name for name, _ in ordered[first : last + 1])
    return frozenset(found)


class Union:
    """Joins names that belong together."""

    def __init__(self) -> None:
        """Begin with every name alone."""
        self._above: dict[str, str] = {}

    def top(self, name: str) -> str:
        """Give the name that stands for all that are joined with this one."""
        while (above := self._above.setdefault(name, name)) != name:
            self._above[name] = self._above[above]
            name = above
        return name

    def joined(self, one: str, other: str) -> bool:
        """Tell whether two names are joined already."""
        return self.top(one) == self.top(other)

    def join(self, one: str, other: str) -> None:
        """Join two names and all that are joined with either."""
        self._above[self.top(other)] = self.top(one)

    def groups(self, least: int) -> list[frozenset[str]]:
        """Give the groups of at least so many names, in the order of their names."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for name in list(self._above):
            found[self.top(name)].add(name)
        return sorted((frozenset(one) for one in found.values() if len(one) >= least), key=sorted)


def shared[Key: Hashable](keys: Mapping[str, Iterable[Key]]) -> Iterator[tuple[Key, frozenset[str]]]:
    """Give each key with the names that have it, where more than one has."""
    found: defaultdict[Key, set[str]] = defaultdict(set)
    for name, own in keys.items():
        for key in own:
            found[key].add(name)
    return ((key, frozenset(names)) for key, names in found.items() if len(names) > 1)


def _number(words: str) -> int:
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest())


def _bands(numbers: frozenset[int]) -> Iterator[tuple[int, ...]]:
    """Give the bands of a sketch: the smallest number of each bin; an empty bin borrows from the next full one."""
    if not numbers:
        return
    bins = [_EMPTY] * _BINS
    for number in numbers:
        at, rest = number % _BINS, number // _BINS
        bins[at] = min(bins[at], rest)
    full = [at for at in range(_BINS) if bins[at] != _EMPTY]
    sketch = [bins[at] if bins[at] != _EMPTY else _borrowed(bins, full, at) for at in range(_BINS)]
    for band in range(BANDS):
        yield (band, *sketch[band * ROWS : (band + 1) * ROWS])


def _borrowed(bins: list[int], full: list[int], at: int) -> int:
    lender = next((one for one in full if one > at), full[0])
    return bins[lender] + (lender - at) % _BINS
