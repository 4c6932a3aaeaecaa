"""Protection of personal data, as `law/processing.yaml` and `law/retention.yaml` write it."""

from typing import Literal

from pydantic import Field

from sbt.rulebook.entries.base import Entry, Id, LabelEntry, Many, Named, Warranted, many
from sbt.rulebook.protection import Above, Activity, Protection, Purpose, Schedule, Seats, Withheld
from sbt.rules.reading import Unusual


class PurposeEntry(Named):
    """A purpose of reading."""

    own: bool = False

    def made(self) -> Purpose:
        """Make the purpose."""
        return Purpose(id=self.id, label=self.label.made(), own=self.own)


class SeatsEntry(Warranted):
    """Roles at kinds of institution."""

    kinds: tuple[Id, ...]
    roles: tuple[Id, ...]
    least: int = Field(default=1, ge=1)

    def made(self) -> Seats:
        """Make the seats."""
        return Seats(kinds=frozenset(self.kinds), roles=frozenset(self.roles), least=self.least, warrant=self.warrant())


class ApproversEntry(SeatsEntry):
    """Who approves an erasure: never one alone."""

    least: int = Field(default=2, ge=2)


class AboveEntry(Warranted):
    """Who watches the inspectors."""

    kinds: tuple[Id, ...]
    institution: Id

    def made(self) -> Above:
        """Make it."""
        return Above(kinds=frozenset(self.kinds), institution=self.institution, warrant=self.warrant())


class UnusualEntry(Warranted):
    """From how many cases reading is unusual."""

    hour: int = Field(ge=1)
    day: int = Field(ge=1)


class WithheldEntry(Named):
    """What an export leaves out."""

    why: LabelEntry

    def made(self) -> Withheld:
        """Make it."""
        return Withheld(id=self.id, label=self.label.made(), why=self.why.made(), warrant=self.warrant())


class ActivityEntry(Named):
    """A line of the register of processing."""

    purpose: LabelEntry
    data: LabelEntry
    subjects: LabelEntry
    recipients: LabelEntry
    tables: Many[Id]
    schedule: Id

    def made(self) -> Activity:
        """Make the line."""
        return Activity(
            id=self.id,
            label=self.label.made(),
            purpose=self.purpose.made(),
            data=self.data.made(),
            subjects=self.subjects.made(),
            recipients=self.recipients.made(),
            tables=many(self.tables),
            schedule=self.schedule,
            warrant=self.warrant(),
        )


class ScheduleEntry(Named):
    """A line of the retention schedule."""

    years: int = Field(default=0, ge=0)
    starts: Literal["", "final", "read", "closed"] = ""
    ends: Literal["erased", "kept", "elsewhere"]
    earlier: bool = False

    def made(self) -> Schedule:
        """Make the line."""
        return Schedule(
            id=self.id,
            label=self.label.made(),
            years=self.years,
            starts=self.starts,
            ends=self.ends,
            earlier=self.earlier,
            warrant=self.warrant(),
        )


class ProcessingFile(Entry):
    """`processing.yaml`."""

    purposes: list[PurposeEntry] = []
    inspectors: list[SeatsEntry] = []
    above: list[AboveEntry] = []
    unusual: UnusualEntry | None = None
    requests: SeatsEntry | None = None
    withheld: list[WithheldEntry] = []
    activities: list[ActivityEntry] = []


class RetentionFile(Entry):
    """`retention.yaml`."""

    approvers: ApproversEntry | None = None
    schedules: list[ScheduleEntry] = []


def made(processing: ProcessingFile, retention: RetentionFile) -> Protection:
    """Make the protection; a law that was published without it watches, answers and erases nothing."""
    unusual = processing.unusual
    return Protection(
        purposes={one.id: one.made() for one in processing.purposes},
        inspectors=tuple(one.made() for one in processing.inspectors),
        above=tuple(one.made() for one in processing.above),
        unusual=Unusual(unusual.hour, unusual.day) if unusual else Unusual(),
        requests=processing.requests.made() if processing.requests else Seats(),
        withheld=tuple(one.made() for one in processing.withheld),
        activities=tuple(one.made() for one in processing.activities),
        approvers=retention.approvers.made() if retention.approvers else Seats(),
        schedules={one.id: one.made() for one in retention.schedules},
    )
