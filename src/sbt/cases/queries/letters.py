"""Letters as a posting may read them: with those of their cases that are in its sight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sbt.cases.models import CaseLetter
from sbt.cases.queries.sight import cases_visible_to
from sbt.cases.queries.together import states_of
from sbt.letters.models import Letter

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterable

    from sbt.cases.models import Case
    from sbt.rules.authority import Actor
    from sbt.rules.book import Commons
    from sbt.rules.case import CaseState


@dataclass(frozen=True, slots=True)
class LetterView:
    """A letter and its cases in sight, each with its state."""

    letter: Letter
    cases: tuple[tuple[Case, CaseState], ...]


def letters_to(institution: str, refs: Iterable[str]) -> dict[tuple[str, str], uuid.UUID]:
    """Find the letters to the institution about other institutions' cases: (case reference, kind) -> letter."""
    links = CaseLetter.objects.filter(letter__addressee=institution, case__ref__in=set(refs))
    rows = links.exclude(case__instansi=institution).values_list("case__ref", "letter__kind", "letter_id")
    return {(ref, kind): letter for ref, kind, letter in rows}


def letter_in_sight(letter_id: uuid.UUID, actor: Actor, commons: Commons) -> LetterView | None:
    """Give the letter to its addressee and to whoever sees a case of it; None else: absent and out of sight are the same.

    A substitute addressee, who has no sight of the cases, sees the letter with no case.
    """
    links = list(
        CaseLetter.objects.filter(letter=letter_id, case__in=cases_visible_to(actor, commons))
        .select_related("letter", "case__subject")
        .order_by("case__ref")
    )
    if not links:
        own = Letter.objects.filter(id=letter_id, addressee=actor.institution).first()
        return LetterView(own, ()) if own else None
    states = states_of([link.case for link in links])
    return LetterView(links[0].letter, tuple((link.case, states[link.case.ref]) for link in links))
