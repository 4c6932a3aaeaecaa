"""The decisions on a case: who made, recorded and confirmed each, and which other cases of the person it closes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from sbt.cases.models import Decision
from sbt.cases.queries.sight import cases_visible_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sbt.cases.models import Case
    from sbt.cases.queries.file import FileEvent
    from sbt.rules.authority import Actor
    from sbt.rules.book import Commons


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision as the posting may read it; officers are named to those of their own institution only."""

    decision: Decision
    recorded: FileEvent | None
    confirmed: FileEvent | None
    also: tuple[Case, ...]
    """Other cases of the person that it closes, as far as they are in sight."""


def decisions_of(
    case: Case, events: Sequence[FileEvent], *, actor: Actor, commons: Commons
) -> tuple[DecisionView, ...]:
    """Give the decisions on the case, the oldest first, in one query; in none where no step has made one."""
    if not any(one.step is not None and one.step.makes == "decision" for one in events):
        return ()
    seen = Q(case=case) | Q(case__in=cases_visible_to(actor, commons))
    links = (
        Decision.cases.through._default_manager.filter(seen, decision__cases=case)  # noqa: SLF001 - Django's own name
        .select_related("decision", "case__subject")
        .order_by("decision__dated_on", "decision_id", "case__ref")
    )
    decisions: dict[Decision, list[Case]] = {}
    for link in links:
        decisions.setdefault(link.decision, []).append(link.case)
    return tuple(
        DecisionView(one, *_acts(one, events), also=tuple(other for other in cases if other.id != case.id))
        for one, cases in decisions.items()
    )


def _acts(decision: Decision, events: Sequence[FileEvent]) -> tuple[FileEvent | None, FileEvent | None]:
    """Give the events that recorded and confirmed it: the last ones that state its date, and what followed."""
    recorded = confirmed = None
    for one in events:
        if one.event.facts.get("decision_date") == decision.dated_on:
            recorded, confirmed = one, None
        elif one.step is not None and one.step.makes == "decision" and recorded and not confirmed:
            confirmed = one
    return recorded, confirmed
