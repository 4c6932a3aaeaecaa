"""Postings of an institution: who holds which, what waits for a second person, and what was noted."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sbt.people.acting import acting, reading
from sbt.people.enrolment import DAYS, make_links
from sbt.people.grants import Grant
from sbt.people.models import Officer, Posting, Proposal
from sbt.people.proposals import POSTINGS, grants_of, in_reach, log_of, propose_postings, send, settle
from sbt.people.queries import live_postings
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused
from sbt.web import errors, names, wording
from sbt.web.coordinating import (
    STATUS,
    all_roles,
    coordinator,
    event_words,
    posting_words,
    reach_of,
    role_name,
    roles_at,
    span,
)
from sbt.web.formats import label
from sbt.web.forms.people import GrantForm
from sbt.web.guard import OfficerRequest
from sbt.web.offers import Offer
from sbt.web.page import page

SHOWN = 100
"""Lines of the log on the page."""


@coordinator
@require_GET
def people(request: OfficerRequest) -> HttpResponseBase:
    """List the postings of the institution, the proposals that wait, and the log."""
    reach, today = reach_of(request), local_day(clock.now(), request.actor.zone)
    with reading(request.actor):
        own = live_postings(today).filter(institution=request.posting.institution, service=None)
        postings = [posting_words(one) for one in own.select_related("officer").order_by("officer__name", "id")]
        waiting = [_line(one) for one in in_reach(reach).filter(settled_at=None)]
        log = [event_words(one) for one in log_of(reach)[:SHOWN]]
    shown = {
        "postings": postings,
        "waiting": waiting,
        "log": log,
        "institution": names.institution_full(request.posting.institution),
        "done": request.GET.get("sudah", ""),
    }
    return page(request, "people/people.html", shown)


@coordinator
@require_http_methods(["GET", "POST"])
def grant_new(request: OfficerRequest) -> HttpResponseBase:
    """Propose a posting for one officer."""
    reach, now = reach_of(request), clock.now()
    roles = all_roles() if reach.everywhere else roles_at(request.posting.institution)
    institutions = institution_offers() if reach.everywhere else []
    form = GrantForm(request.POST if request.method == "POST" else None, roles=roles, institutions=institutions)
    refused = ""
    status = 200
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        grant = Grant(
            email=typed["email"].lower(),
            name=typed["name"],
            institution=typed.get("institution") or request.posting.institution,
            role=typed["role"],
            decree=typed["decree"],
            from_on=typed["from_on"],
            until_on=typed["until_on"],
            office=typed["office"],
        )
        outcome = _proposed(request, grant)
        if isinstance(outcome, Proposal):
            return HttpResponseRedirect(f"{reverse('people')}?sudah=usul")
        status = STATUS[outcome.kind]
        if outcome.fact in form.fields:
            form.add_error(outcome.fact, wording.refusal(outcome))
        else:
            refused = wording.refusal(outcome)
    shown = {
        "form": form,
        "faults": form.faults,
        "faulty": bool(form.faults),
        "refused": refused,
        "roles": [(one.value, one.label) for one in roles],
        "institutions": [one.label for one in institutions],
        "today": local_day(now, request.actor.zone),
    }
    return page(request, "people/grant.html", shown, status=422 if form.faults and status == 200 else status)  # noqa: PLR2004


def _proposed(request: OfficerRequest, grant: Grant) -> Proposal | Refused:
    now = clock.now()
    with acting(request.actor, now=now) as act:
        made = propose_postings([grant], reach=reach_of(request), commons=law().book.commons, now=now)
        outcome = made if isinstance(made, Proposal) else next(one for one in made if one)
        return act.settle(outcome, action="petugas.usul")


@coordinator
@require_GET
def proposal(request: OfficerRequest, proposal_id: uuid.UUID) -> HttpResponseBase:
    """Show a proposal whole: its rows, who proposed it, what became of it."""
    return shown_proposal(request, proposal_id)


@coordinator
@require_POST
def proposal_settle(request: OfficerRequest, proposal_id: uuid.UUID) -> HttpResponseBase:
    """Send one's preview, confirm or refuse what another proposed."""
    verdict, now, reach = request.POST.get("putusan", ""), clock.now(), reach_of(request)
    with acting(request.actor, now=now) as act:
        if verdict == "ajukan":
            outcome = send(proposal_id, reach=reach, now=now)
        else:
            outcome = settle(proposal_id, confirm=verdict == "sahkan", reach=reach, commons=law().book.commons, now=now)
        act.settle(outcome, action="petugas.putus")
    if isinstance(outcome, Refused):
        return shown_proposal(request, proposal_id, refused=outcome)
    return HttpResponseRedirect(reverse("proposal", args=[proposal_id]))


@coordinator
@require_POST
def proposal_links(request: OfficerRequest, proposal_id: uuid.UUID) -> HttpResponseBase:
    """Make the links by which new officers set their first password; shown this once."""
    found = in_reach(reach_of(request)).filter(id=proposal_id, confirmed=True, kind=POSTINGS).first()
    if found is None:
        return errors.not_found(request)
    emails = [one.email.lower() for one in grants_of(found)]
    with acting(request.actor, now=clock.now()):
        officers = Officer.objects.filter(email__in=emails).exclude(id=request.posting.officer_id)
        made = make_links(officers.order_by("name"), by=request.posting)
    return page(request, "people/links.html", _links(request, made, found.id))


@coordinator
@require_POST
def posting_link(request: OfficerRequest, posting_id: uuid.UUID) -> HttpResponseBase:
    """Make the link of one officer anew; shown this once."""
    reach = reach_of(request)
    found = Posting.objects.select_related("officer").filter(id=posting_id).first()
    if found is None or not reach.covers(found.institution) or found.officer_id == request.posting.officer_id:
        return errors.not_found(request)
    with acting(request.actor, now=clock.now()):
        made = make_links([found.officer], by=request.posting)
    return page(request, "people/links.html", _links(request, made, None))


def _links(request: OfficerRequest, made: list[tuple[Officer, str]], proposal_id: uuid.UUID | None) -> dict[str, Any]:
    rows = [
        {"officer": one, "link": request.build_absolute_uri(reverse("enrolment", args=[token]))} for one, token in made
    ]
    return {"rows": rows, "days": DAYS, "proposal_id": proposal_id}


def shown_proposal(request: OfficerRequest, id_: uuid.UUID, *, refused: Refused | None = None) -> HttpResponseBase:
    """Draw a proposal, with the reason where it could not be settled."""
    reach = reach_of(request)
    found = in_reach(reach).filter(id=id_).first()
    if found is None:
        return errors.not_found(request)
    grants = grants_of(found) if found.kind == POSTINGS else []
    emails = {one.email.lower() for one in grants}
    officers = {one.email.lower(): one for one in Officer.objects.filter(email__in=emails)}
    rows = [
        {
            "name": officers[one.email.lower()].name if one.email.lower() in officers else one.name,
            "email": one.email,
            "is_new": one.email.lower() not in officers,
            "enrolled": one.email.lower() in officers and officers[one.email.lower()].has_usable_password(),
            "institution": names.institution(one.institution),
            "role": role_name(one.role),
            "office": one.office,
            "acting_as": one.acting_as,
            "decree": one.decree,
            "span": span(one.from_on, one.until_on),
        }
        for one in grants
    ]
    mine = found.proposed_by_id == request.posting.officer_id
    shown = _line(found) | {
        "rows": rows,
        "content": found.content,
        "scopes": [names_of_power(one) for one in found.content.get("scopes", ())],
        "role": role_name(found.content.get("role", "")),
        "mine": mine,
        "concerned": request.posting.officer_id in found.officers,
        "is_draft": found.sent_at is None,
        "settled": found.settled_at,
        "settled_by": found.settled_by.name if found.settled_by else "",
        "confirmed": found.confirmed,
        "enrolled": sum(1 for one in rows if one["enrolled"]),
        "refused": wording.refusal(refused) if refused else "",
    }
    return page(request, "people/proposal.html", shown, status=STATUS[refused.kind] if refused else 200)


def names_of_power(power: str) -> str:
    """Name a power in words."""
    known = law().powers.get(power)
    return label(known.label) if known else power


def institution_offers() -> list[Offer]:
    """List every institution by full name."""
    found = (Offer(one.id, label(one.name)) for one in law().book.commons.institutions.values())
    return sorted(found, key=lambda one: one.label)


def _line(one: Proposal) -> dict[str, Any]:
    rows = one.content.get("rows", [])
    return {
        "id": one.id,
        "kind": one.kind,
        "count": len(rows) or 1,
        "first_name": rows[0]["name"] or rows[0]["email"] if rows else one.content.get("name", ""),
        "institution": names.institution(one.institution),
        "proposed_by": one.proposed_by.name,
        "at": one.proposed_at,
        "draft": one.sent_at is None,
    }
