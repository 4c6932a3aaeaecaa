"""Which reading of sensitive parts is unusual: many cases beyond one's own desk in a short time. It flags, nothing more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading: when, of which case, and whether the case was on the reader's own desk."""

    at: datetime
    case: str
    own: bool


@dataclass(frozen=True, slots=True)
class Unusual:
    """From how many different cases beyond one's own desk within an hour, or within a day, reading is unusual; 0: never."""

    hour: int = 0
    day: int = 0


@dataclass(frozen=True, slots=True)
class Flag:
    """A stretch of unusual reading: its first and last reading, and how many cases."""

    first: datetime
    last: datetime
    cases: int
    window: str


def flags(readings: Iterable[Reading], limits: Unusual) -> tuple[Flag, ...]:
    """Give the widest stretch of each window that passes its limit, for the readings of one posting."""
    beyond = sorted((one for one in readings if not one.own), key=lambda one: (one.at, one.case))
    found = (
        _widest(beyond, length, limit, name)
        for name, length, limit in (("hour", HOUR, limits.hour), ("day", DAY, limits.day))
        if limit
    )
    return tuple(flag for flag in found if flag is not None)


def _widest(readings: list[Reading], length: timedelta, limit: int, name: str) -> Flag | None:
    best: Flag | None = None
    counts: dict[str, int] = {}
    start = 0
    for one in readings:
        counts[one.case] = counts.get(one.case, 0) + 1
        while one.at - readings[start].at >= length:
            gone = readings[start].case
            counts[gone] -= 1
            if not counts[gone]:
                del counts[gone]
            start += 1
        if len(counts) >= limit and (best is None or len(counts) > best.cases):
            best = Flag(readings[start].at, one.at, len(counts), name)
    return best
