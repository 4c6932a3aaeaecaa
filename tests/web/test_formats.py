"""Dates, times, numbers and sizes in both languages."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from sbt.rules.period import Period
from sbt.web import formats


def test_indonesian() -> None:
    with translation.override("id"):
        assert formats.day(date(2024, 11, 14)) == "14 November 2024"
        assert formats.weekday(date(2024, 11, 12)) == "Selasa, 12 November 2024"
        assert formats.clock_time(datetime(2024, 11, 14, 7, 6, tzinfo=UTC)) == "14.06 WIB"
        assert formats.clock_time(datetime(2024, 11, 14, 7, 6, tzinfo=UTC), "WIT") == "16.06 WIT"
        assert formats.number(1284) == "1.284"
        assert formats.number(69.7, 1) == "69,7"
        assert formats.size(412 * 1024) == "412 KB"
        assert formats.size(25 * 1024 * 1024) == "25 MB"
        assert formats.size(1_180_000) == "1,1 MB"


def test_english() -> None:
    with translation.override("en"):
        assert formats.day(date(2024, 8, 1)) == "1 August 2024"
        assert formats.clock_time(datetime(2024, 11, 14, 7, 6, tzinfo=UTC)) == "14:06 WIB"
        assert formats.number(1284.5, 1) == "1,284.5"


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (Period(date(2024, 11, 14), date(2024, 11, 14)), "14 November 2024"),
        (Period(date(2024, 11, 1), date(2024, 11, 30), "month"), "November 2024"),
        (Period(date(2024, 11, 11), date(2024, 11, 17), "about"), "11–17 November 2024"),
        (Period(date(2024, 10, 28), date(2024, 11, 3), "between"), "28 Oktober – 3 November 2024"),
        (Period(date(2023, 12, 28), date(2024, 1, 3), "between"), "28 Desember 2023 – 3 Januari 2024"),
    ],
)
def test_periods(period: Period, words: str) -> None:
    with translation.override("id"):
        assert formats.period(period) == words
