"""What may be done to several cases at once: only steps that are open in every one of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sbt.cases.models import CaseEvent
from sbt.cases.projection import event_of
from sbt.rules.case import CaseState, replay
from sbt.rules.decide import Move, moves

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sbt.cases.models import Case
    from sbt.rules.authority import Actor
    from sbt.rules.book import CaseLaw, RuleBook


def states_of(cases: Sequence[Case]) -> dict[str, CaseState]:
    """Replay several cases with one query; reference -> state."""
    events = defaultdict(list)
    for row in CaseEvent.objects.filter(case__in=cases).order_by("case", "seq"):
        events[row.case_id].append(event_of(row))
    return {case.ref: replay(events[case.id]) for case in cases}


def open_in_all(
    cases: Sequence[Case], *, book: RuleBook, actor: Actor, now: datetime
) -> tuple[list[Move], CaseLaw | None]:
    """Give the steps that the posting may take on every one of the cases now, and the law of the first."""
    states = states_of(cases)
    laws = {ref: book.law_for(state.pins) for ref, state in states.items()}
    if not states or len({state.pins["process"] for state in states.values()}) > 1:
        return [], None
    listed = [{move.step.id: move for move in moves(state, actor, laws[ref], now)} for ref, state in states.items()]
    first = listed[0]
    shared = [
        move for step, move in first.items() if all((other := known.get(step)) and other.open for known in listed)
    ]
    return shared, laws[cases[0].ref]
