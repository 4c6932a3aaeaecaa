"""Elections and calendars as the law files write them."""

from dataclasses import replace
from datetime import date
from typing import Literal

from pydantic import Field

from sbt.rulebook.entries.base import Entry, Id, LabelEntry, Warranted, Words
from sbt.rulebook.reference import CalendarDay
from sbt.rules.book import Determination, Election, ElectionStage
from sbt.rules.mark import Warrant
from sbt.rules.span import Span


class DeterminationEntry(Warranted):
    """The day on which candidates were determined."""

    office: Id
    date_: date = Field(alias="date")
    areas: list[str] = []

    def made(self, above: Warrant) -> Determination:
        """Make the determination."""
        return Determination(
            office=self.office, on=self.date_, areas=frozenset(self.areas), warrant=self.warrant(above)
        )


class ElectionStageEntry(Warranted):
    """One stretch of the calendar of an election."""

    id: Id
    kind: Id
    start: date
    end: date
    name: LabelEntry
    held: bool = True
    regions: int | None = None
    areas: list[str] = []

    def made(self, above: Warrant) -> ElectionStage:
        """Make the stage."""
        return ElectionStage(
            id=self.id,
            kind=self.kind,
            span=Span(self.start, self.end),
            label=self.name.made(),
            held=self.held,
            warrant=self.warrant(above),
        )


class WindowOfDays(Entry):
    """A time within which something is expected."""

    start: date
    end: date


class ElectionEntry(Warranted):
    """One election."""

    id: Id
    name: LabelEntry
    kind: Literal["national", "regional", "rerun"]
    parent: str = ""
    planned: bool = False
    regions_total: int | None = None
    window: WindowOfDays | None = None
    determinations: list[DeterminationEntry]
    stages: list[ElectionStageEntry]

    def made(self) -> Election:
        """Make the election."""
        above = self.warrant()
        return Election(
            id=self.id,
            label=self.name.made(),
            kind=self.kind,
            determinations=tuple(determination.made(above) for determination in self.determinations),
            stages=tuple(stage.made(above) for stage in self.stages),
            planned=self.planned,
        )


class OverrideDay(Warranted):
    """A day that a decree adds or takes away."""

    date_: date = Field(alias="date")
    name: str = ""
    kind: Literal["public", "joint_leave", "election", "rerun"]
    areas: list[str] = []
    closes: bool = True
    reason: str = ""

    def made(self, above: Warrant) -> CalendarDay:
        """Make the day."""
        return CalendarDay(
            day=self.date_,
            name=self.name,
            kind=self.kind,
            closes=self.closes,
            areas=frozenset(self.areas),
            warrant=self.warrant(above),
        )


class CalendarDayEntry(OverrideDay):
    """A day of a calendar."""

    estimated: bool = False

    def made(self, above: Warrant) -> CalendarDay:
        """Make the day."""
        return replace(super().made(above), estimated=self.estimated)


class CalendarEntry(Warranted):
    """The calendar of a year."""

    year: int = Field(ge=2000, le=2100)
    days: list[CalendarDayEntry]


class OverrideEntry(Warranted):
    """A decree that corrects a calendar."""

    id: Id
    year: int
    decree: Words
    date_: date = Field(alias="date")
    adds: list[OverrideDay] = []
    removes: list[OverrideDay] = []
