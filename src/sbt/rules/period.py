"""When an act happened, as exactly as is known."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

type Precision = Literal["day", "about", "month", "between"]


@dataclass(frozen=True, slots=True)
class Period:
    """The first and last day on which the act can have happened."""

    first: date
    last: date
    precision: Precision = "day"

    def before(self, day: date) -> bool:
        """Tell whether all of it lies before the day."""
        return self.last < day

    def from_day_on(self, day: date) -> bool:
        """Tell whether all of it lies on the day or later."""
        return self.first >= day
