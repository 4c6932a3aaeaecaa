"""Puts open cases under another process: what a change of owner looks like on a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbt.cases import projection
from sbt.cases.models import Case
from sbt.notices.actions import tell
from sbt.rules.command import HandOver
from sbt.rules.deadline import local_day
from sbt.rules.decide import audience, decide
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from sbt.cases.models import CaseEvent
    from sbt.rules.authority import Actor
    from sbt.rules.book import RuleBook


def hand_over(
    ref: str, *, to_process: str, book: RuleBook, actor: Actor, now: datetime, rule: str = ""
) -> CaseEvent | Refused:
    """Hand an open case over to the process with this digest by the rule that fits its stage and marks.

    Old limits stop; the rule names those that start anew.
    """
    case = Case.objects.select_for_update(of=("self",)).select_related("subject").get(ref=ref)
    before = projection.state_of(case)
    today = local_day(now, actor.zone)
    leaving = book.law_for(before.pins).process.id
    pins = {**before.pins, "process": to_process}
    law = book.law_for(pins)
    fitting = law.process.handover_for(leaving, before.stage, before.marks, today)
    if fitting is None and not rule:
        return Refused("handover_does_not_fit", "order", {"stage": before.stage})
    command = HandOver(pins={"process": to_process}, rule=rule or (fitting.id if fitting else ""))
    outcome = decide(before, command, actor, law, now)
    if isinstance(outcome, Refused):
        return outcome
    after, row = projection.record(case, before, outcome.event, law)
    told = audience(("desk", "office", "kanreg"), after, law, today)
    tell(told, ref=case.ref, code="pelimpahan", on=today)
    return row
