"""Time limits as `law/terms/` and the discipline files write them."""

from datetime import date
from typing import Literal

from pydantic import Field

from sbt.rulebook.entries.base import Entry, Id, LabelEntry, Many, Warranted, many
from sbt.rules.deadline import OnLapse, Term, Unit

type Duty = Literal["office", "instansi", "national", "reporter", "accused", "system"]


class LapseEntry(Entry):
    """What the passing of a limit does."""

    to: Id | None = None
    sets: Many[Id] = ()


class ExampleEntry(Entry):
    """A count seen in a source, for the tests."""

    received: date
    effective: date
    holidays_between: list[date] = []


class TermEntry(Warranted):
    """One time limit; `actor` is the code of whose duty it is, `holder` his name."""

    id: Id
    label: LabelEntry
    amount: int = Field(gt=0)
    unit: Unit
    unit_verified: bool = False
    actor: Duty
    holder: LabelEntry | None = None
    direction: Literal["after", "before"] = "after"
    start: Literal["event", "letter"] = "event"
    starts_from: LabelEntry
    start_date: date | None = None
    due: date | None = None
    letter_starts: list[Id] = []
    default_start: Id | None = None
    start_variants: list[Id] = []
    show: Literal["earlier", "later"] | None = None
    count_first_day: bool = False
    total: bool = False
    on_lapse: OnLapse
    lapse: LapseEntry = LapseEntry()
    lapse_note: str = ""
    alarms_sender: bool = False
    desk: str = ""
    public: bool = False
    check_example: ExampleEntry | None = None

    def made(self) -> Term:
        """Make the term."""
        return Term(
            id=self.id,
            label=self.label.made(),
            amount=self.amount,
            unit=self.unit,
            duty=self.actor,
            on_lapse=self.on_lapse,
            direction=self.direction,
            start=self.start,
            starts_from=self.starts_from.made(),
            count_first_day=self.count_first_day,
            total=self.total,
            unit_verified=self.unit_verified,
            lapse_to=self.lapse.to,
            lapse_sets=many(self.lapse.sets),
            lapse_note=self.lapse_note,
            alarms_sender=self.alarms_sender,
            desk=self.desk,
            public=self.public,
            warrant=self.warrant(),
        )
