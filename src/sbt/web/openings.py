"""Requests to open a sealed identity: custodians answer them, the asker looks once. Shares pass through sealed."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import orjson
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sbt.cases.actions.openings import answer_request, attest, known_of, look_once
from sbt.cases.queries.openings import openings_for, state_of
from sbt.people.acting import acting, reading
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.outcome import Refused
from sbt.sealing.envelope import to_text
from sbt.sealing.keys import holds
from sbt.sealing.models import Opening
from sbt.sealing.opening import NEEDED, approvals, may_answer
from sbt.sealing.queries import envelope_of
from sbt.web import errors, names, wording
from sbt.web.formats import label, moment
from sbt.web.forms.reporter import ShareForm
from sbt.web.guard import OFFICER, OfficerRequest, guard
from sbt.web.opening_words import state_words
from sbt.web.page import page
from sbt.web.step import STATUS
from sbt.web.step_up import step_up_first

if TYPE_CHECKING:
    from datetime import datetime

    from sbt.sealing.opening import Look

FAULTY = 422
LONGEST_NUMBER = 36


@guard(OFFICER)
@require_GET
def openings(request: OfficerRequest) -> HttpResponseBase:
    """List the requests that wait for this custodian, and one's own."""
    return _listed(request)


@guard(OFFICER)
@require_POST
def attested(request: OfficerRequest) -> HttpResponseBase:
    """Record that the formal requirements of a sealed report are met, without opening anything."""
    now, number = clock.now(), request.POST.get("report", "").strip()[:LONGEST_NUMBER]
    with acting(request.actor, now=now) as act:
        done = attest(number, request.POST.get("code", "")[:40], law=law(), actor=request.actor, now=now)
        act.settle(done, action="attest")
    if isinstance(done, Refused):
        return _listed(request, refused=wording.refusal(done), status=STATUS[done.kind])
    return HttpResponseRedirect(f"{reverse('openings')}?tercatat=1")


@guard(OFFICER)
@require_http_methods(["GET", "POST"])
def opening(request: OfficerRequest, opening_id: uuid.UUID) -> HttpResponseBase:
    """Show one request; a custodian's POST passes his share on, or declines."""
    now = clock.now()
    found = _found(request, opening_id)
    if found is None:
        return errors.not_found(request)
    if request.method != "POST":
        return _page(request, found, now)
    asked = step_up_first(request)
    if asked is not None:
        return asked
    form, share = ShareForm(request.POST), None
    if request.POST.get("go") != "decline":
        if not form.is_valid():
            return _page(request, found, now, form=form, status=FAULTY)
        share = form.cleaned_data["share"]
    with acting(request.actor, now=now) as act:
        done = act.settle(answer_request(opening_id, share, law=law(), actor=request.actor, now=now), action="opening")
    if isinstance(done, Refused):
        return _page(request, found, now, refused=wording.refusal(done), status=STATUS[done.kind])
    return HttpResponseRedirect(reverse("opening", args=[opening_id]))


@guard(OFFICER)
@require_GET
def packet(request: OfficerRequest, opening_id: uuid.UUID) -> HttpResponseBase:
    """Give a custodian what his command-line tool needs to pass his share on."""
    found = _found(request, opening_id)
    if found is None or not holds(request.actor, law()):
        return errors.not_found(request)
    with reading(request.actor):
        body = _packet(found)
    response = HttpResponse(body, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="permintaan-{opening_id}.json"'
    response["Cache-Control"] = "no-store"
    return response


@guard(OFFICER)
@require_POST
def look(request: OfficerRequest, opening_id: uuid.UUID) -> HttpResponseBase:
    """Use the one look: what it gives is sealed to the key on the asker's device, and is given once."""
    asked = step_up_first(request)
    if asked is not None:
        return asked
    now = clock.now()
    found = _found(request, opening_id)
    if found is None:
        return errors.not_found(request)
    with acting(request.actor, now=now) as act:
        seen = act.settle(look_once(opening_id, actor=request.actor, now=now), action="look")
    if isinstance(seen, Refused):
        return _page(request, found, now, refused=wording.refusal(seen), status=STATUS[seen.kind])
    mark = _("%(name)s · %(institution)s · %(moment)s") % {
        "name": request.seat.name,
        "institution": request.seat.institution,
        "moment": moment(now),
    }
    return page(request, "officer/look.html", {"ref": found.ref, "mark": mark, "seen": _seen(seen), "id": found.id})


def _found(request: OfficerRequest, opening_id: uuid.UUID) -> Opening | None:
    """Find a request that concerns the reader: his own, or one that his office holds a share of."""
    with reading(request.actor):
        found = Opening.objects.filter(id=opening_id).prefetch_related("acts").first()
        if found is None or str(found.posting_id) in request.actor.hats:
            return found
        office, envelope = law().custody.office_of(request.actor.institution), envelope_of(found.report)
        held = office is not None and envelope is not None and office.id in envelope.offices
        return found if held and holds(request.actor, law()) else None


def _packet(found: Opening) -> str:
    envelope = envelope_of(found.report)
    body = {"envelope": envelope.written() if envelope else None, "session": to_text(bytes(found.session))}
    return orjson.dumps(body).decode()


def _seen(seen: Look) -> str:
    shares = {office: to_text(share) for office, share in seen.shares.items()}
    return orjson.dumps({"envelope": seen.envelope.written(), "shares": shares}).decode()


def _page(
    request: OfficerRequest,
    found: Opening,
    now: datetime,
    *,
    form: ShareForm | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponseBase:
    mine = str(found.posting_id) in request.actor.hats
    closed = ""
    with reading(request.actor):
        found = Opening.objects.prefetch_related("acts").get(id=found.id)
        if not mine:
            answer = may_answer(found, on_file=known_of(found), law=law(), actor=request.actor, now=now)
            closed = wording.refusal(answer) if isinstance(answer, Refused) else ""
        state = state_of(found, now)
        body = _packet(found) if not mine and not closed else ""
    form = form or ShareForm(None)
    reason = law().custody.reasons.get(found.reason)
    approved = approvals(found)
    shown = {
        "opening": found,
        "reason": label(reason.label) if reason else found.reason,
        "reason_text": label(reason.text) if reason else "",
        "institution": names.institution(found.institution),
        "state": state_words(state),
        "running": state == "running",
        "answers": [
            {"institution": names.institution(act.institution), "act": _act_words(act.act), "at": act.at}
            for act in found.acts.all()
        ],
        "mine": mine,
        "ready": mine and len(approved) >= NEEDED and str(found.posting_id) == request.actor.posting,
        "needed": NEEDED,
        "closed": closed,
        "packet": body,
        "form": form,
        "refused": refused,
        "faults": form.faults,
        "faulty": bool(form.faults or refused),
    }
    return page(request, "officer/opening.html", shown, status=status)


def _listed(request: OfficerRequest, *, refused: str = "", status: int = 200) -> HttpResponseBase:
    now = clock.now()
    custodian = holds(request.actor, law())
    with reading(request.actor):
        mine, others = openings_for(request.actor, now)
        lines = [_line(one, now) for one in mine], [_line(one, now) for one in others] if custodian else []
    shown = {
        "mine": lines[0],
        "others": lines[1],
        "custodian": custodian,
        "attestations": [(one.id, label(one.label)) for one in law().custody.attestations.values()],
        "recorded": bool(request.GET.get("tercatat")),
        "refused": refused,
        "faulty": bool(refused),
    }
    return page(request, "officer/openings.html", shown, status=status)


def _line(one: Opening, now: datetime) -> dict[str, Any]:
    reason = law().custody.reasons.get(one.reason)
    return {
        "id": one.id,
        "at": one.asked_at,
        "ends": one.ends_at,
        "institution": names.institution(one.institution),
        "reason": label(reason.label) if reason else one.reason,
        "state": state_words(state_of(one, now)),
        "approved": len(approvals(one)),
    }


def _act_words(act: str) -> str:
    return {"approved": _("menyetujui"), "declined": _("menolak"), "looked": _("melihat")}[act]
