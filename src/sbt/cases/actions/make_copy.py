"""Makes a release copy of a file of a case, as an event of it; a second person releases it later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbt.cases.actions.take_step import StepInput, take_step
from sbt.cases.models import Case
from sbt.evidence.copies import discard, draw_copy, recipe_fault
from sbt.evidence.models import ReleaseCopy
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    import uuid
    from collections.abc import Sequence
    from datetime import datetime

    from sbt.evidence.copies import PageRecipe
    from sbt.rules.authority import Actor
    from sbt.rules.book import RuleBook

PREPARE = "siapkan_salinan"
RELEASE = "lepas_salinan"


def make_copy(
    ref: str,
    file_id: uuid.UUID,
    recipes: Sequence[PageRecipe],
    *,
    shows_taker: str,
    reason: str,
    book: RuleBook,
    actor: Actor,
    now: datetime,
) -> ReleaseCopy | Refused:
    """Draw the copy by its recipe and record it with the officer's answer; the source stays as it is."""
    case = Case.objects.select_for_update(of=("self",)).get(ref=ref)
    link = case.file_links.select_related("file").filter(file_id=file_id).first()
    if link is None or not link.file.open:
        return Refused("copy_source_closed", "facts", {}, "copies")
    fault = recipe_fault(recipes, link.file.pages.count())
    if fault:
        return Refused(fault, "facts", {}, "copies")
    on = local_day(now, actor.zone)
    result = draw_copy(link.file, recipes, institution=actor.institution, on=on)
    if isinstance(result, Refused):
        return result
    copy = ReleaseCopy.objects.create(
        case=case.id,
        number=ReleaseCopy.objects.filter(case=case.id).count() + 1,
        source=link.file,
        result=result,
        recipe=[one.as_json() for one in recipes],
        made_by=actor.posting,
        made_on=on,
    )
    given = StepInput(step=PREPARE, facts={"copies": (result,), "shows_taker": shows_taker, "reason": reason})
    outcome = take_step(ref, given, book=book, actor=actor, now=now)
    if isinstance(outcome, Refused):
        discard(result)
        return outcome
    return copy
