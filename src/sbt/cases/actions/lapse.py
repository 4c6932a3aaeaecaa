"""Lets a limit that passed have the effect the law gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbt.cases import projection
from sbt.cases.models import Case
from sbt.people.actor import CLOCK
from sbt.rules.command import Lapse
from sbt.rules.decide import decide
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    import uuid
    from datetime import datetime

    from sbt.cases.models import CaseEvent
    from sbt.rules.book import RuleBook


def lapse(case_id: uuid.UUID, term: str, *, book: RuleBook, now: datetime) -> CaseEvent | Refused:
    """Record that the term has run out, dated on the day its effect begins, whenever this is called."""
    case = Case.objects.select_for_update(of=("self",)).select_related("subject").get(id=case_id)
    before = projection.state_of(case)
    law = book.law_for(before.pins)
    outcome = decide(before, Lapse(term=term), CLOCK, law, now)
    if isinstance(outcome, Refused):
        return outcome
    return projection.record(case, before, outcome.event, law).row
