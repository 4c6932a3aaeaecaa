"""Puts open cases under another process: what a change of owner looks like on a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbt.cases import projection
from sbt.cases.models import Case
from sbt.notices.actions import tell
from sbt.rules.command import HandOver
from sbt.rules.deadline import local_day
from sbt.rules.decide import decide
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from sbt.cases.models import CaseEvent
    from sbt.rules.authority import Actor
    from sbt.rules.book import RuleBook


def hand_over(
    ref: str, *, to_process: str, stage: str, basis: str, book: RuleBook, actor: Actor, now: datetime
) -> CaseEvent | Refused:
    """Hand an open case over to the process with this digest, at the stage that the law's table names.

    Old limits stop; those of the new stage start when its first step is taken.
    """
    case = Case.objects.select_for_update(of=("self",)).select_related("subject").get(ref=ref)
    before = projection.state_of(case)
    pins = {**before.pins, "process": to_process}
    law = book.law_for(pins)
    outcome = decide(before, HandOver(pins={"process": to_process}, stage=stage, basis=basis), actor, law, now)
    if isinstance(outcome, Refused):
        return outcome
    after = projection.record(case, before, outcome.event, law)
    place, today = law.place_of(after), local_day(now, actor.zone)
    tell((name for name in (place.office, place.kanreg) if name), ref=case.ref, code="pelimpahan", on=today)
    return case.events.get(seq=after.seq)
