"""A letter with all its persons in sight, and whether its addressee has acknowledged it."""

from __future__ import annotations

import uuid

from django.http import HttpResponseBase
from django.views.decorators.http import require_GET

from sbt.cases.queries.letters import letter_in_sight
from sbt.people.acting import reading
from sbt.people.queries import office_holder
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.decide import moves
from sbt.web import errors, names
from sbt.web.formats import label
from sbt.web.guard import OFFICER, OfficerRequest, guard
from sbt.web.page import page


@guard(OFFICER)
@require_GET
def letter(request: OfficerRequest, letter_id: uuid.UUID) -> HttpResponseBase:
    """Show the letter with the cases of it that the posting may see."""
    now, book = clock.now(), law().book
    with reading(request.actor):
        found = letter_in_sight(letter_id, request.actor, book.commons)
        holder = office_holder(found.letter.addressee, on=found.letter.dated_on) if found else None
    if found is None:
        return errors.not_found(request)
    acknowledging = {
        step.id: label(step.label)
        for one, state in found.cases
        for move in moves(state, request.actor, book.law_for(state.pins), now)
        if move.open and (step := move.step).makes == "acknowledgement"
    }
    kinds = (process.step(found.letter.kind) for process in book.processes)
    known = next((kind for kind in kinds if kind), None)
    office = law().ppk_of(found.letter.addressee)
    return page(
        request,
        "officer/letter.html",
        {
            "letter": found.letter,
            "kind": label(known.label) if known else "",
            "sender": names.institution_full(found.letter.sender),
            "office": label(office.title) if office else "",
            "holder": holder,
            "addressee": names.institution_full(found.letter.addressee),
            "acknowledged_by": names.institution(found.letter.acknowledged_by),
            "cases": [one for one, _state in found.cases],
            "acknowledging": acknowledging,
            "names": names,
        },
    )
