"""Gives a case to a colleague of the same institution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbt.cases.models import Assignment, Case
from sbt.people.apart import apart_from
from sbt.people.queries import live_postings
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    import uuid
    from datetime import datetime

    from sbt.rules.authority import Actor


def assign(ref: str, posting: uuid.UUID | None, *, actor: Actor, now: datetime) -> Case | Refused:
    """Assign the case to a live posting of the actor's institution, or to nobody. Changes no right and no limit."""
    case = Case.objects.get(ref=ref)
    if posting is not None:
        today = local_day(now, actor.zone)
        if not live_postings(today).filter(id=posting, institution=actor.institution).exists():
            return Refused("colleague_unknown", "facts", {}, "posting")
        if not Case.objects.filter(apart_from(str(posting)), id=case.id).exists():
            return Refused("colleague_has_interest", "facts", {}, "posting")
    if posting is None:
        Assignment.objects.filter(case=case, institution=actor.institution).delete()
    else:
        Assignment.objects.update_or_create(case=case, institution=actor.institution, defaults={"posting_id": posting})
    return case
