"""Hands one accused of the demo his code, so that /hak-jawab can be tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbt.cases.actions.accused import ALLEGATION, issue_code
from sbt.cases.models import CaseEvent
from sbt.demo.acts import RefusedInDemoError
from sbt.people.acting import acting, reading
from sbt.people.actor import JOBS
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sbt.rulebook.law import Law
    from sbt.rules.authority import Actor

ROLE = "pengkaji"


def hand_code(actors: Iterable[Actor], law: Law, now: datetime) -> str:
    """Let the office that invited an accused make his code; give it with his number in words, empty when nobody was."""
    offices = {one.institution: one for one in actors if one.role == ROLE}
    with reading(JOBS):
        invited = (
            CaseEvent.objects.filter(facts__has_key=ALLEGATION, institution__in=offices, case__final=False)
            .exclude(case__subject__nip="")
            .select_related("case__subject")
            .order_by("-recorded_at", "id")
            .first()
        )
    if invited is None:
        return ""
    case = invited.case
    with acting(offices[invited.institution], now=now) as act:
        code = act.settle(issue_code(case.ref, book=law.book, actor=offices[invited.institution], now=now))
    if isinstance(code, Refused):
        raise RefusedInDemoError(case.ref, code)
    return f"{code}, NIP {case.subject.nip}"
