"""Unusual reading: flagged from the limit on, never for one's own desk, whatever the order."""

from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from sbt.rules.reading import Reading, Unusual, flags

START = datetime(2024, 12, 4, tzinfo=UTC)
LIMITS = Unusual(hour=4, day=7)
READINGS = st.lists(
    st.builds(
        Reading,
        at=st.integers(0, 3 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes)),
        case=st.sampled_from([f"NET-{n}" for n in range(12)]),
        own=st.booleans(),
    ),
    max_size=60,
)


def most(readings: list[Reading], length: timedelta) -> int:
    """Count plainly: the most different cases beyond the desk in a window that begins at any reading."""
    beyond = [one for one in readings if not one.own]
    return max(
        (len({one.case for one in beyond if first.at <= one.at < first.at + length}) for first in beyond), default=0
    )


@given(READINGS)
def test_flagged_exactly_where_a_plain_count_passes_the_limit(readings: list[Reading]) -> None:
    found = {flag.window: flag.cases for flag in flags(readings, LIMITS)}
    for window, length, limit in (("hour", timedelta(hours=1), 4), ("day", timedelta(days=1), 7)):
        count = most(readings, length)
        assert found.get(window) == (count if count >= limit else None)


@given(READINGS, st.randoms())
def test_order_does_not_matter_and_ones_own_desk_never_counts(readings: list[Reading], chance: Random) -> None:
    mixed = [*readings]
    chance.shuffle(mixed)
    assert flags(mixed, LIMITS) == flags(readings, LIMITS)
    assert flags([one for one in readings if not one.own], LIMITS) == flags(readings, LIMITS)
    assert flags((Reading(one.at, one.case, True) for one in readings), LIMITS) == ()


@given(READINGS, st.integers(1, 9))
def test_a_wider_limit_flags_no_more(readings: list[Reading], limit: int) -> None:
    narrow, wide = flags(readings, Unusual(hour=limit)), flags(readings, Unusual(hour=limit + 1))
    assert len(wide) <= len(narrow)
