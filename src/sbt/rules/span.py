"""Periods of validity, both ends included. Knows nothing of what is valid."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Span:
    """A run of days; an open end is None. `until` is the last day on which it holds."""

    start: date | None = None
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Tell whether the day lies inside, both ends included."""
        return (self.start is None or self.start <= day) and (self.until is None or day <= self.until)

    def overlaps(self, other: "Span") -> bool:
        """Tell whether at least one day lies in both."""
        starts_in_time = self.start is None or other.until is None or self.start <= other.until
        return starts_in_time and (other.start is None or self.until is None or other.start <= self.until)
