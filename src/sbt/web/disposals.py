"""What the retention schedule proposes to erase, for the two who approve it."""

from __future__ import annotations

import uuid

from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sbt.people.acting import acting, reading
from sbt.project import clock
from sbt.protection.disposals import approve, may_approve, proposals
from sbt.protection.models import Disposal
from sbt.rulebook.current import law
from sbt.rules.outcome import Refused
from sbt.web import errors, names, wording
from sbt.web.formats import label
from sbt.web.guard import OFFICER, OfficerRequest, guard
from sbt.web.page import page
from sbt.web.step import STATUS
from sbt.web.step_up import step_up_first

MOST = 50


@guard(OFFICER)
@require_http_methods(["GET", "POST"])
def disposals(request: OfficerRequest) -> HttpResponseBase:
    """List the proposals; a POST is one person's yes, after a fresh factor."""
    if not may_approve(request.actor, law().protection):
        return errors.not_found(request)
    if request.method != "POST":
        return _listed(request)
    asked = step_up_first(request)
    if asked is not None:
        return asked
    with acting(request.actor, now=clock.now()) as act:
        found = _found(request.POST.get("usulan", ""))
        if found is None:
            return errors.not_found(request)
        said = act.settle(
            approve(found, request.posting.officer_id, law=law(), actor=request.actor, now=clock.now()),
            action="retention",
        )
    if isinstance(said, Refused):
        return _listed(request, refused=wording.refusal(said), status=STATUS[said.kind])
    return HttpResponseRedirect(f"{reverse('disposals')}?tercatat=1")


def _found(given: str) -> Disposal | None:
    try:
        return Disposal.objects.filter(id=uuid.UUID(given)).first()
    except ValueError:
        return None


def _listed(request: OfficerRequest, *, refused: str = "", status: int = 200) -> HttpResponseBase:
    schedules, needed = law().protection.schedules, law().protection.approvers.least
    with reading(request.actor):
        found = proposals(MOST)
    shown = {
        "rows": [
            {
                "id": one.row.id,
                "schedule": label(schedules[one.row.schedule].label)
                if one.row.schedule in schedules
                else one.row.schedule,
                "years": schedules[one.row.schedule].years if one.row.schedule in schedules else 0,
                "until": one.row.until,
                "proposed_on": one.row.proposed_on,
                "erased_on": one.row.erased_on,
                "refs": one.refs,
                "others": one.others,
                "approvals": [(yes.officer.name, names.institution(yes.institution), yes.at) for yes in one.approvals],
                "open": one.row.erased_on is None
                and request.posting.officer_id not in {yes.officer_id for yes in one.approvals},
            }
            for one in found
        ],
        "needed": needed,
        "refused": refused,
        "recorded": bool(request.GET.get("tercatat")),
    }
    return page(request, "officer/disposals.html", shown, status=status)
