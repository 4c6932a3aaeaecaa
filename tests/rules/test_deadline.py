"""Clocks: a pause costs nobody a day, overdue is a question of the duty holder's own time, explanations add up."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sbt.rules.deadline import Clock, Term, explain, local_day, start_clock
from tests.rules.toy_rulebook import CALENDAR, UNSURE, term

DAYS = st.dates(date(2024, 3, 1), date(2025, 3, 31))
WORKING = term("w", 10)
CALENDAR_DAYS = term("c", 14, unit="calendar")


def started(one: Term, on: date) -> Clock:
    return start_clock(one, on=on, at=None, calendar=CALENDAR, zone="WIB")


@given(DAYS, st.integers(0, 30), st.integers(0, 60), st.sampled_from([WORKING, CALENDAR_DAYS]))
def test_a_pause_keeps_the_days_left(on: date, ran: int, paused: int, one: Term) -> None:
    clock = started(one, on)
    stop = on + timedelta(days=ran)
    assume(stop <= clock.due_on)
    go = stop + timedelta(days=paused)
    resumed = clock.suspend(stop).resume(go, one, CALENDAR)
    if one.unit == "working":
        left = CALENDAR.open_days_between(stop, clock.due_on)
        assert CALENDAR.open_days_between(go, resumed.due_on) == left
    else:
        assert resumed.due_on - go == clock.due_on - stop
    assert resumed.state == "running"


@given(DAYS)
def test_a_suspended_clock_is_never_overdue(on: date) -> None:
    clock = started(WORKING, on).suspend(on)
    assert not clock.overdue(datetime(2026, 1, 1, tzinfo=UTC))


def test_overdue_begins_after_the_last_day_in_the_zone_of_the_duty_holder() -> None:
    clock = start_clock(CALENDAR_DAYS, on=date(2024, 11, 20), at=None, calendar=CALENDAR, zone="WIT")
    assert clock.due_on == date(2024, 12, 4)
    last_minute = datetime(2024, 12, 4, 14, 59, tzinfo=UTC)  # 23.59 WIT
    assert not clock.overdue(last_minute)
    assert clock.overdue(last_minute + timedelta(minutes=1))
    assert local_day(last_minute, "WIB") == date(2024, 12, 4)


def test_a_term_of_hours_ends_at_an_instant() -> None:
    hours = term("h", 24, unit="hours")
    at = datetime(2024, 12, 2, 3, tzinfo=UTC)
    clock = start_clock(hours, on=date(2024, 12, 2), at=at, calendar=CALENDAR, zone="WIB")
    assert clock.due_at == at + timedelta(hours=24)
    assert not clock.overdue(at + timedelta(hours=24))
    assert clock.overdue(at + timedelta(hours=24, seconds=1))
    resumed = clock.suspend(date(2024, 12, 2)).resume(date(2024, 12, 4), hours, CALENDAR)
    assert resumed.due_at == at + timedelta(hours=72)


@given(DAYS, st.integers(1, 40), st.sampled_from(["working", "calendar"]), st.sampled_from(["after", "before"]))
def test_the_explanation_counts_exactly_the_days_of_the_term(on: date, amount: int, unit: str, way: str) -> None:
    one = term("x", amount, unit=unit, direction=way)
    days = explain(one, on, CALENDAR)
    assert sum(counts for _, counts in days) == amount
    assert days[0][0] == on
    assert days[-1][0] == one.due_on(on, CALENDAR)


@given(DAYS, st.integers(1, 40))
def test_counting_the_first_day_ends_a_day_earlier(on: date, amount: int) -> None:
    plain = term("x", amount, unit="calendar").due_on(on, CALENDAR)
    assert term("x", amount, unit="calendar", count_first_day=True).due_on(on, CALENDAR) == plain - timedelta(days=1)


@pytest.mark.parametrize(
    ("more", "acts"),
    [
        ({"on_lapse": "expire"}, True),
        ({"on_lapse": "default_effect"}, True),
        ({"on_lapse": "escalate"}, False),
        ({"on_lapse": "none_known"}, False),
        ({"on_lapse": "expire", "warrant": UNSURE}, False),
        ({"on_lapse": "expire", "unit_verified": False}, False),
    ],
)
def test_only_a_certain_limit_acts_by_itself(more: dict[str, object], acts: bool) -> None:
    assert term("x", 3, **more).acts_by_itself is acts
