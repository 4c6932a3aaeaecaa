"""Terms of the law and the clocks they start. Overdue is computed here and stored nowhere."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from sbt.rules.calendar import DAY, WorkCalendar
from sbt.rules.mark import Label, Warrant

type Unit = Literal["calendar", "working", "hours"]
type OnLapse = Literal["expire", "escalate", "proceed_without", "default_effect", "none_known"]
type ClockState = Literal["running", "suspended", "met", "lapsed"]

ZONES = {"WIB": ZoneInfo("Asia/Jakarta"), "WITA": ZoneInfo("Asia/Makassar"), "WIT": ZoneInfo("Asia/Jayapura")}
SELF_ACTING: frozenset[OnLapse] = frozenset({"expire", "proceed_without", "default_effect"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One time limit of the law: how long, counted how, for whom, and what follows when it passes."""

    id: str
    label: Label
    amount: int
    unit: Unit
    duty: str
    """Whose duty it is: office, instansi, national, reporter, accused or system; its zone is the clock's."""
    on_lapse: OnLapse
    direction: Literal["after", "before"] = "after"
    start: Literal["event", "letter"] = "event"
    starts_from: Label = Label("", "")
    count_first_day: bool = False
    total: bool = False
    unit_verified: bool = False
    lapse_to: str | None = None
    lapse_sets: tuple[str, ...] = ()
    lapse_note: str = ""
    alarms_sender: bool = False
    """When it passes, whoever handed over must see that nobody has acknowledged."""
    desk: str = ""
    """The power whose holders have the case on their desk while it runs; empty: whoever the duty names."""
    public: bool = False
    """Reporters may know of it; all others tell of acts that are not for them."""
    warrant: Warrant = Warrant()

    @property
    def acts_by_itself(self) -> bool:
        """Tell whether passing has an effect without a person: only where the limit is certain."""
        return self.on_lapse in SELF_ACTING and self.warrant.certain and self.unit_verified

    def due_on(self, start: date, calendar: WorkCalendar, area: str = "") -> date:
        """Give the last day of the term (for `before`: the last day on which the act is in time)."""
        days = self.amount - 1 if self.count_first_day else self.amount
        if self.unit == "working":
            count = calendar.back if self.direction == "before" else calendar.forward
            return count(start, days, area)
        length = timedelta(hours=self.amount) if self.unit == "hours" else timedelta(days=days)
        return start - length if self.direction == "before" else start + length


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A term running on one case, in the zone of the one whose duty it is."""

    term: str
    started_on: date
    due_on: date
    due_at: datetime | None = None
    zone: str = "WIB"
    state: ClockState = "running"
    suspended_on: date | None = None
    started_by: str = ""
    """The institution whose act started it: the sender of a hand-over."""

    def overdue(self, now: datetime) -> bool:
        """Tell whether the limit has passed at the instant, in the duty holder's zone."""
        if self.state != "running":
            return False
        if self.due_at is not None:
            return now > self.due_at
        return local_day(now, self.zone) > self.due_on

    def days_left(self, now: datetime) -> int:
        """Give whole calendar days until the last day; negative when it has passed."""
        return (self.due_on - local_day(now, self.zone)).days

    def suspend(self, on: date) -> "Clock":
        """Stop counting on the day."""
        return replace(self, state="suspended", suspended_on=on)

    def resume(self, on: date, term: Term, calendar: WorkCalendar, area: str = "") -> "Clock":
        """Count on from the day, with exactly the days that were left when it stopped."""
        if self.suspended_on is None:
            return replace(self, state="running")
        if term.unit == "working":
            left = calendar.open_days_between(self.suspended_on, self.due_on, area)
            due = calendar.forward(on, left, area) if left else self.due_on + (on - self.suspended_on)
        else:
            due = self.due_on + (on - self.suspended_on)
        pause = on - self.suspended_on
        due_at = None if self.due_at is None else self.due_at + pause
        return replace(self, state="running", suspended_on=None, due_on=due, due_at=due_at)


def start_clock(
    term: Term, *, on: date, at: datetime | None, calendar: WorkCalendar, zone: str, area: str = ""
) -> Clock:
    """Start the term on the day (a term of hours at the instant `at`)."""
    due_at = None
    due_on = term.due_on(on, calendar, area)
    if term.unit == "hours" and at is not None:
        due_at = at + timedelta(hours=term.amount)
        due_on = local_day(due_at, zone)
    return Clock(term=term.id, started_on=on, due_on=due_on, due_at=due_at, zone=zone)


def local_day(now: datetime, zone: str) -> date:
    """Give the day of the instant in WIB, WITA or WIT."""
    return now.astimezone(ZONES[zone]).date()


def explain(term: Term, start: date, calendar: WorkCalendar, area: str = "") -> tuple[tuple[date, bool], ...]:
    """List each day from start to the last day with whether it counts, so that a reader can follow the sum."""
    last = term.due_on(start, calendar, area)
    step = -DAY if last < start else DAY
    days, day = [], start
    while True:
        counts = day != start or term.count_first_day
        if term.unit == "working":
            counts = counts and calendar.is_open(day, area)
        days.append((day, counts))
        if day == last:
            return tuple(days)
        day += step
