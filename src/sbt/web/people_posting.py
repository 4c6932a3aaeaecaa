"""One posting: its end with a hand-over, and whoever acts in its place for a time."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sbt.cases.actions.leave import assigned_to, leave
from sbt.people.acting import acting, reading
from sbt.people.grants import Grant
from sbt.people.models import Proposal
from sbt.people.proposals import propose_postings
from sbt.people.queries import live_postings
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused
from sbt.web import errors, wording
from sbt.web.coordinating import STATUS, coordinator, posting_words, reach_of
from sbt.web.forms.people import LeaveForm, SubstituteForm
from sbt.web.page import page

if TYPE_CHECKING:
    from datetime import datetime

    from sbt.people.models import Posting
    from sbt.web.guard import OfficerRequest

LEAVING, SUBSTITUTE = "akhiri", "ganti"


@coordinator
@require_http_methods(["GET", "POST"])
def posting(request: OfficerRequest, posting_id: uuid.UUID) -> HttpResponseBase:
    """Show a posting; a POST ends it or proposes a substitute."""
    now = clock.now()
    today = local_day(now, request.actor.zone)
    found = live_postings(today).select_related("officer").filter(id=posting_id, service=None).first()
    if found is None or not reach_of(request).covers(found.institution):
        return errors.not_found(request)
    todo = request.POST.get("buat", "")
    leaving = LeaveForm(request.POST if todo == LEAVING else None)
    substitute = SubstituteForm(request.POST if todo == SUBSTITUTE else None)
    outcome: Refused | str = ""
    if todo == LEAVING and leaving.is_valid():
        outcome = _left(request, found, leaving.cleaned_data, now)
    elif todo == SUBSTITUTE and substitute.is_valid():
        outcome = _substituted(request, found, substitute.cleaned_data, now)
    if isinstance(outcome, str) and outcome:
        return HttpResponseRedirect(f"{reverse('people')}?sudah={outcome}")
    return _shown(request, found, leaving, substitute, outcome if isinstance(outcome, Refused) else None)


def _left(request: OfficerRequest, found: Posting, typed: dict[str, Any], now: datetime) -> Refused | str:
    with acting(request.actor, now=now) as act:
        outcome = leave(
            found.id,
            on=typed["on"] if typed["when"] == "day" else None,
            successor=typed["successor"],
            decree=typed["decree"],
            reach=reach_of(request),
            now=now,
        )
        act.settle(outcome, action="petugas.akhiri")
    return outcome if isinstance(outcome, Refused) else "akhiri"


def _substituted(request: OfficerRequest, found: Posting, typed: dict[str, Any], now: datetime) -> Refused | str:
    grant = Grant(
        email=typed["email"].lower(),
        name=typed["name"],
        institution=found.institution,
        role=found.role,
        decree=typed["decree"],
        from_on=typed["from_on"],
        until_on=typed["until_on"],
        acts_for=str(found.id),
        acting_as=typed["acting_as"],
    )
    with acting(request.actor, now=now) as act:
        made = propose_postings([grant], reach=reach_of(request), commons=law().book.commons, now=now)
        outcome = made if isinstance(made, Proposal) else next(one for one in made if one)
        act.settle(outcome, action="petugas.usul")
    return outcome if isinstance(outcome, Refused) else "usul"


def _shown(
    request: OfficerRequest,
    found: Posting,
    leaving: LeaveForm,
    substitute: SubstituteForm,
    refused: Refused | None,
) -> HttpResponseBase:
    today = local_day(clock.now(), request.actor.zone)
    with reading(request.actor):
        cases = assigned_to(found)
        others = live_postings(today).filter(institution=found.institution, role=found.role).exclude(id=found.id)
        successors = [(one.id, one.officer.name) for one in others.select_related("officer").order_by("officer__name")]
    if refused and refused.fact in substitute.fields and substitute.is_bound:
        substitute.add_error(refused.fact, wording.refusal(refused))
    faults = [*leaving.faults, *substitute.faults]
    shown = {
        "posting": posting_words(found),
        "leaving": leaving,
        "substitute": substitute,
        "cases": cases,
        "successors": successors,
        "faults": faults,
        "faulty": bool(faults),
        "refused": wording.refusal(refused) if refused and not faults else "",
        "is_substitute": found.acts_for_id is not None,
    }
    status = STATUS[refused.kind] if refused else 422 if faults else 200
    return page(request, "people/posting.html", shown, status=status)
