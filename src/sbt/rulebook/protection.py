"""Protection of personal data as the law data says it: what is processed, who watches readings, what goes when."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sbt.rules.mark import Label, Warrant
from sbt.rules.reading import Unusual


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """Why a sensitive part is read; `own`: within the reader's own work."""

    id: str
    label: Label
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Seats:
    """Roles at kinds of institution."""

    kinds: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    least: int = 1
    warrant: Warrant = Warrant()

    def hold(self, kind: str, role: str) -> bool:
        """Tell whether the role at such an institution is one of these."""
        return kind in self.kinds and role in self.roles


@dataclass(frozen=True, slots=True, kw_only=True)
class Above:
    """Who watches the inspectors of kinds of institution; no kind means any."""

    kinds: frozenset[str]
    institution: str
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """What a person's export leaves out, and why."""

    id: str
    label: Label
    why: Label
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """A line of the register of processing."""

    id: str
    label: Label
    purpose: Label
    data: Label
    subjects: Label
    recipients: Label
    tables: tuple[str, ...]
    schedule: str
    warrant: Warrant = Warrant()

    def keeps(self, table: str) -> bool:
        """Tell whether the table belongs to this activity."""
        return table.startswith(self.tables)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How long something is kept, counted from when, and what happens then."""

    id: str
    label: Label
    years: int = 0
    starts: str = ""
    ends: str = "kept"
    earlier: bool = False
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """`law/processing.yaml` and `law/retention.yaml` as the product reads them."""

    purposes: Mapping[str, Purpose] = field(default_factory=dict)
    inspectors: tuple[Seats, ...] = ()
    above: tuple[Above, ...] = ()
    unusual: Unusual = field(default_factory=Unusual)
    requests: Seats = Seats()
    withheld: tuple[Withheld, ...] = ()
    activities: tuple[Activity, ...] = ()
    approvers: Seats = Seats()
    schedules: Mapping[str, Schedule] = field(default_factory=dict)

    def inspects(self, kind: str, role: str) -> bool:
        """Tell whether the role watches the readings of its own institution."""
        return any(one.hold(kind, role) for one in self.inspectors)

    def watcher(self, institution: str, kind: str, role: str) -> str:
        """Name the institution that watches what the posting reads: its own, or the one above for an inspector."""
        if not self.inspects(kind, role):
            return institution
        return next((one.institution for one in self.above if not one.kinds or kind in one.kinds), institution)
