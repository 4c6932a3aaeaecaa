"""Working days: no count ends on a closed day, and later starts never end earlier."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sbt.rules.calendar import WorkCalendar, YearNotPublishedError
from tests.rules.toy_rulebook import CALENDAR, HOLIDAYS

DAYS = st.dates(date(2024, 3, 1), date(2025, 6, 30))
COUNTS = st.integers(0, 60)


@given(DAYS, st.integers(1, 60))
def test_a_count_ends_on_an_open_day(start: date, count: int) -> None:
    assert CALENDAR.is_open(CALENDAR.forward(start, count))
    assert CALENDAR.is_open(CALENDAR.back(start, count))


@given(DAYS, DAYS, COUNTS)
def test_a_later_start_never_ends_earlier(one: date, other: date, count: int) -> None:
    first, last = sorted((one, other))
    assert CALENDAR.forward(first, count) <= CALENDAR.forward(last, count)


@given(DAYS, COUNTS, COUNTS)
def test_more_days_end_later(start: date, some: int, more: int) -> None:
    assert CALENDAR.forward(start, some + more) == CALENDAR.forward(CALENDAR.forward(start, some), more)


@given(DAYS, COUNTS)
def test_counting_back_what_was_counted_forward_gives_the_number(start: date, count: int) -> None:
    assert CALENDAR.open_days_between(start, CALENDAR.forward(start, count)) == count


@pytest.mark.parametrize("closed", sorted(HOLIDAYS))
def test_a_holiday_is_closed(closed: date) -> None:
    assert not CALENDAR.is_open(closed)


def test_a_regional_day_closes_only_its_area() -> None:
    voting = date(2024, 12, 3)
    assert not CALENDAR.is_open(voting, "32.01")
    assert CALENDAR.is_open(voting, "32.02")
    assert CALENDAR.is_open(voting)


def test_a_year_without_calendar_is_an_error_not_a_guess() -> None:
    with pytest.raises(YearNotPublishedError):
        CALENDAR.forward(date(2025, 12, 30), 5)
    assert WorkCalendar(frozenset({2024}), frozenset()).forward(date(2024, 1, 1), 0) == date(2024, 1, 1)


@given(DAYS)
def test_weekends_are_closed(day: date) -> None:
    saturday = day + timedelta(days=(5 - day.weekday()) % 7)
    assert not CALENDAR.is_open(saturday)
