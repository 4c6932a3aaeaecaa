"""Letters as a posting may read them: with those of their cases that are in its sight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sbt.cases.models import CaseLetter
from sbt.cases.queries.sight import cases_visible_to
from sbt.cases.queries.together import states_of

if TYPE_CHECKING:
    import uuid

    from sbt.cases.models import Case
    from sbt.letters.models import Letter
    from sbt.rules.authority import Actor
    from sbt.rules.book import Commons
    from sbt.rules.case import CaseState


@dataclass(frozen=True, slots=True)
class LetterView:
    """A letter and its cases in sight, each with its state."""

    letter: Letter
    cases: tuple[tuple[Case, CaseState], ...]


def letter_in_sight(letter_id: uuid.UUID, actor: Actor, commons: Commons) -> LetterView | None:
    """Give the letter, or None when none of its cases is in sight: absent and out of sight are the same."""
    links = list(
        CaseLetter.objects.filter(letter=letter_id, case__in=cases_visible_to(actor, commons))
        .select_related("letter", "case__subject")
        .order_by("case__ref")
    )
    if not links:
        return None
    states = states_of([link.case for link in links])
    return LetterView(links[0].letter, tuple((link.case, states[link.case.ref]) for link in links))
