"""Hand-overs that nobody acknowledged in time: what their sender must see before thirteen months have passed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sbt.cases.models import Deadline

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sbt.rules.authority import Actor
    from sbt.rules.deadline import Term

MOST = 100


@dataclass(frozen=True, slots=True)
class Unacknowledged:
    """A case handed over whose receiver has not said that he has it."""

    ref: str
    name: str
    stage: str
    process: str
    instansi: str
    handed_over_on: date
    due_on: date


def unacknowledged(actor: Actor, terms: Mapping[str, Term], *, today: date) -> tuple[Unacknowledged, ...]:
    """Give the hand-overs of the actor's institution whose acknowledgement is late, the oldest first."""
    rows = (
        Deadline.objects.filter(
            started_by=actor.institution,
            state="running",
            due_on__lt=today,
            term__in=[term.id for term in terms.values() if term.alarms_sender],
        )
        .order_by("due_on", "id")
        .values_list(
            "case__ref", "case__subject__name", "case__stage", "case__process", "case__instansi", "started_on", "due_on"
        )
    )
    return tuple(Unacknowledged(*row) for row in rows[:MOST])
