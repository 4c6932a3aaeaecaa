"""Hands a case to the substitute that the law names, where its appointing authority has an interest of his own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sbt.rulebook.current import law as law_in_force
from sbt.rules.book import SUBSTITUTE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sbt.cases.actions.take_step import Fact
    from sbt.cases.models import Case
    from sbt.rules.book import CaseLaw
    from sbt.rules.case import CaseState
    from sbt.rules.event import Event
    from sbt.rules.process import Step

ADDRESSEE = "addressee"
"""The fact that says to whom a letter goes, where not to the PPK."""


def with_substitute(
    case: Case, before: CaseState, event: Event, step: Step, facts: Mapping[str, Fact], law: CaseLaw
) -> Event:
    """Record with the letter who decides from now on; without a flagged conflict the agency itself stays decider."""
    if step.makes != "letter" or not law.commons.authority.table.conflicted(before.marks):
        return event
    chosen = law_in_force().addressee_chosen(case.subject.instansi or case.instansi, str(facts.get(ADDRESSEE, "")))
    if chosen is None:
        return event
    values = {**event.effects.values, SUBSTITUTE: chosen.institution}
    return replace(event, effects=replace(event.effects, values=values))
