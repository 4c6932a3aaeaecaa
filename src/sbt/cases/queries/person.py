"""Other cases of the person that a case is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbt.cases.queries.sight import cases_visible_to
from sbt.register.models import Subject

if TYPE_CHECKING:
    from sbt.rules.authority import Actor
    from sbt.rules.book import Commons

MOST = 50


def other_cases_of_person(ref: str, actor: Actor, commons: Commons) -> list[str]:
    """Give the references of the open cases in sight about the person with the same number, without the case itself."""
    numbers = Subject.objects.filter(cases__ref=ref).exclude(nip="").values("nip")
    rows = cases_visible_to(actor, commons).filter(subject__nip__in=numbers, final=False).exclude(ref=ref)
    return list(rows.order_by("ref").values_list("ref", flat=True)[:MOST])
