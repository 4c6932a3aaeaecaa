"""A custodian's key: made on his own device, registered by himself, confirmed by a second person of his office."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sbt.people.acting import acting, reading
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused
from sbt.sealing import hpke
from sbt.sealing.keys import confirm_key, holds, offer_key, retire_key
from sbt.sealing.models import CustodianKey
from sbt.sealing.queries import CONFIRMED, RETIRED, keys_of
from sbt.web import errors, wording
from sbt.web.formats import label
from sbt.web.forms.reporter import PublicKeyForm
from sbt.web.guard import OFFICER, OfficerRequest, guard
from sbt.web.page import page
from sbt.web.step import STATUS
from sbt.web.step_up import step_up_first

FAULTY = 422
LONGEST_FINGERPRINT = 60


@guard(OFFICER)
@require_http_methods(["GET", "POST"])
def keys(request: OfficerRequest) -> HttpResponseBase:
    """Show the keys of the custodian's office; a POST offers, confirms or retires one."""
    if not holds(request.actor, law()) or law().custody.office_of(request.actor.institution) is None:
        return errors.forbidden(request)
    form = PublicKeyForm(None)
    if request.method != "POST":
        return _shown(request, form)
    asked = step_up_first(request)
    if asked is not None:
        return asked
    now, what = clock.now(), request.POST.get("go", "")
    if what == "offer":
        form = PublicKeyForm(request.POST)
        if not form.is_valid():
            return _shown(request, form, status=FAULTY)
    with acting(request.actor, now=now) as act:
        done: object
        if what == "offer":
            on = local_day(now, request.actor.zone)
            done = offer_key(form.cleaned_data["public"], law=law(), actor=request.actor, on=on)
        else:
            done = _settle(request, what)
        act.settle(done, action="custodian_key")
    if isinstance(done, Refused):
        return _shown(request, form, refused=wording.refusal(done), status=STATUS[done.kind])
    return HttpResponseRedirect(f"{reverse('custodian_keys')}?tercatat=1")


def _settle(request: OfficerRequest, what: str) -> object:
    now = clock.now()
    try:
        key = uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return Refused("key_unknown", "unknown", {})
    if what == "confirm":
        typed = request.POST.get("fingerprint", "")[:LONGEST_FINGERPRINT]
        return confirm_key(key, typed=typed, law=law(), actor=request.actor, now=now)
    return retire_key(key, law=law(), actor=request.actor, now=now)


def _shown(request: OfficerRequest, form: PublicKeyForm, *, refused: str = "", status: int = 200) -> HttpResponseBase:
    office = law().custody.office_of(request.actor.institution)
    with reading(request.actor):
        found = keys_of(office.id) if office else []
    shown = {
        "office": label(office.label) if office else "",
        "keys": [_line(one, request) for one in found],
        "form": form,
        "recorded": bool(request.GET.get("tercatat")),
        "refused": refused,
        "faults": form.faults,
        "faulty": bool(form.faults or refused),
    }
    return page(request, "officer/custodian_keys.html", shown, status=status)


def _line(key: CustodianKey, request: OfficerRequest) -> dict[str, Any]:
    acts = {act.act for act in key.acts.all()}
    fingerprint = hpke.fingerprint(bytes(key.public))
    mine = str(key.posting_id) in request.actor.hats
    waits = not acts
    return {
        "id": key.id,
        "owner": key.posting.officer.name,
        "on": key.offered_on,
        "fingerprint": fingerprint if mine or not waits else "",
        "mine": mine,
        "waits": waits,
        "retired": RETIRED in acts,
        "confirmed": CONFIRMED in acts,
    }
