"""Working days and the arithmetic of terms. Which days are closed is law data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

DAY = timedelta(days=1)
FRIDAY = 4


class YearNotPublishedError(LookupError):
    """No calendar is published for a year that the count needs."""


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Closed days of the published years; regional ones (a rerun's voting day) name their areas."""

    years: frozenset[int]
    closed: frozenset[date]
    regional: Mapping[date, frozenset[str]] = field(default_factory=dict)

    def is_open(self, day: date, area: str = "") -> bool:
        """Tell whether offices in the area work on the day; raises for a year without a calendar."""
        if day.year not in self.years:
            raise YearNotPublishedError(day.year)
        if day.weekday() > FRIDAY or day in self.closed:
            return False
        return not any(area.startswith(closed) for closed in self.regional.get(day, ()) if area)

    def forward(self, start: date, days: int, area: str = "") -> date:
        """Give the n-th open day after `start`, the day of `start` not counted."""
        return self._walk(start, days, DAY, area)

    def back(self, start: date, days: int, area: str = "") -> date:
        """Give the n-th open day before `start`, the day of `start` not counted."""
        return self._walk(start, days, -DAY, area)

    def open_days_between(self, after: date, until: date, area: str = "") -> int:
        """Count open days later than `after` and not later than `until`."""
        count, day = 0, after
        while day < until:
            day += DAY
            count += self.is_open(day, area)
        return count

    def _walk(self, start: date, days: int, step: timedelta, area: str) -> date:
        day, left = start, days
        while left > 0:
            day += step
            left -= self.is_open(day, area)
        return day
