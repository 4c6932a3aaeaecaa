"""Takes one step on many look-alike cases: all of them or none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sbt.cases.actions.take_step import take_step
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sbt.cases.actions.take_step import StepInput
    from sbt.cases.models import CaseEvent
    from sbt.rules.authority import Actor
    from sbt.rules.book import RuleBook


def take_steps(
    entries: Mapping[str, int], given: StepInput, *, book: RuleBook, actor: Actor, now: datetime
) -> list[CaseEvent] | Refused:
    """Take the step on each case (reference -> stage entry seen); the first refusal refuses all and names its case."""
    events = []
    for ref in sorted(entries):
        outcome = take_step(ref, replace(given, stage_entry=entries[ref]), book=book, actor=actor, now=now)
        if isinstance(outcome, Refused):
            return replace(outcome, params={**outcome.params, "ref": ref})
        events.append(outcome)
    return events
