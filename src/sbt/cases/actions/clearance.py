"""When the accused is cleared, exactly those who knew of the case are told: no more, and none is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbt.cases.projection import event_of
from sbt.notices.actions import tell
from sbt.rulebook.current import law as current_law
from sbt.rules.case import CaseState, evolve
from sbt.rules.decide import audience, desks
from sbt.rules.powers import NOT_BODIES

if TYPE_CHECKING:
    from datetime import date

    from sbt.cases.models import Case
    from sbt.rules.book import CaseLaw

CLEARED = "pemulihan"
READER, ITEM = "terlapor", "surat_pemulihan"


def cleared(state: CaseState) -> bool:
    """Tell whether the disclosure law gives the accused his letter now."""
    return any(row.item == ITEM for row in current_law().disclosure.open_rows(READER, state))


def tell_cleared(case: Case, before: CaseState, after: CaseState, law: CaseLaw, *, on: date) -> None:
    """Tell those who knew, at the step that clears the accused."""
    if after.stage != before.stage and cleared(after) and not cleared(before):
        tell(knew_of(case, law), ref=case.ref, code=CLEARED, on=on)


def knew_of(case: Case, law: CaseLaw) -> tuple[str, ...]:
    """Name the institutions that acted on the case, had it on their desk, were told of it, or had a file of it."""
    state, found = CaseState(), dict.fromkeys(n for link in case.file_links.all() for n in link.released_to)
    for event in (event_of(row) for row in case.events.order_by("seq")):
        state = evolve(state, event)
        step = law.process.step(event.step)
        tells = step.tells if step else ()
        hidden = step.hidden_from if step else frozenset[str]()
        told = audience(tells, state, law, event.happened_on)
        reached = (name for name in told if law.commons.sight_of(name) not in hidden)
        found |= dict.fromkeys((event.institution, *reached, *desks(state, law, event.happened_on)))
    return tuple(name for name in found if name and name not in NOT_BODIES)
