"""The decisions on a case: who made, recorded and confirmed each, and which other cases of the person it closes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sbt.cases.queries.file import FileEvent
    from sbt.cases.queries.file_rows import DecisionRow


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision as the posting may read it; officers are named to those of their own institution only."""

    decision: DecisionRow
    recorded: FileEvent | None
    confirmed: FileEvent | None


def decisions_of(rows: Iterable[DecisionRow], events: Sequence[FileEvent]) -> tuple[DecisionView, ...]:
    """Put to each decision the events that recorded and confirmed it."""
    return tuple(DecisionView(row, *_acts(row, events)) for row in rows)


def _acts(decision: DecisionRow, events: Sequence[FileEvent]) -> tuple[FileEvent | None, FileEvent | None]:
    """Give the events that recorded and confirmed it: the last ones that state its date, and what followed."""
    recorded = confirmed = None
    for one in events:
        if one.event.facts.get("decision_date") == decision.dated_on:
            recorded, confirmed = one, None
        elif one.step is not None and one.step.makes == "decision" and recorded and not confirmed:
            confirmed = one
    return recorded, confirmed
