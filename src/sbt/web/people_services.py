"""Systems of an institution: which there are, with what powers and keys; new ones wait for a second person."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sbt.people.acting import acting, reading
from sbt.people.models import ServiceClient
from sbt.people.proposals import CLIENT, KEY, keep
from sbt.people.systems import client_fault, end_client, end_key, key_fault
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused
from sbt.web import errors, names, wording
from sbt.web.coordinating import STATUS, coordinator, reach_of, role_name, roles_at
from sbt.web.formats import label
from sbt.web.forms.people import KeyForm, ServiceForm
from sbt.web.offers import Offer
from sbt.web.page import page
from sbt.web.people import names_of_power

if TYPE_CHECKING:
    from sbt.web.guard import OfficerRequest


@coordinator
@require_http_methods(["GET", "POST"])
def services(request: OfficerRequest) -> HttpResponseBase:
    """List the institution's systems, and propose a new one."""
    now = clock.now()
    roles = roles_at(request.posting.institution)
    within = {power for one in roles for power in law().book.commons.authority.role_powers(one.value)}
    powers = [Offer(one.id, label(one.label)) for one in law().powers.values() if one.id in within]
    form = ServiceForm(request.POST if request.method == "POST" else None, roles=roles, powers=powers)
    status = 200
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        content = typed | {
            "institution": request.posting.institution,
            "from_on": local_day(now, request.actor.zone).isoformat(),
        }
        with acting(request.actor, now=now) as act:
            fault = act.settle(client_fault(content, commons=law().book.commons), action="petugas.sistem")
            if not isinstance(fault, Refused):
                keep(CLIENT, content, [], reach=reach_of(request), now=now, sent=True)
        if fault is None:
            return HttpResponseRedirect(f"{reverse('people')}?sudah=usul")
        form.add_error(fault.fact if fault.fact in form.fields else "role", wording.refusal(fault))
        status = STATUS[fault.kind]
    with reading(request.actor):
        found = _clients(request).filter(ended_at=None)
        rows = [_words(one) for one in found]
    shown = {
        "rows": rows,
        "form": form,
        "faults": form.faults,
        "faulty": bool(form.faults),
        "roles": [(one.value, one.label) for one in roles],
        "powers": [{"value": one.value, "label": one.label} for one in powers],
        "done": request.GET.get("sudah", ""),
    }
    return page(request, "people/systems.html", shown, status=422 if form.faults and status == 200 else status)  # noqa: PLR2004


@coordinator
@require_http_methods(["GET", "POST"])
def service(request: OfficerRequest, client_id: uuid.UUID) -> HttpResponseBase:
    """Show a system; a POST proposes a second key, ends a key, or ends the system."""
    now = clock.now()
    found = _clients(request).filter(id=client_id).first()
    if found is None:
        return errors.not_found(request)
    todo = request.POST.get("buat", "")
    form = KeyForm(request.POST if todo == "kunci" else None)
    outcome: Any = None
    if request.method == "POST" and (todo != "kunci" or form.is_valid()):
        with acting(request.actor, now=now) as act:
            outcome = act.settle(_done(request, found, form, todo), action="petugas.sistem")
        if not isinstance(outcome, Refused):
            target = reverse("people") if todo == "kunci" else reverse("services")
            return HttpResponseRedirect(f"{target}?sudah={'usul' if todo == 'kunci' else 'akhiri'}")
        if outcome.fact:
            form.add_error(outcome.fact, wording.refusal(outcome))
    refused = outcome if isinstance(outcome, Refused) else None
    shown = _words(found) | {
        "form": form,
        "faults": form.faults,
        "faulty": bool(form.faults),
        "refused": wording.refusal(refused) if refused and not form.faults else "",
        "keys": list(found.keys.order_by("-added_at")),
    }
    return page(
        request, "people/service.html", shown, status=STATUS[refused.kind] if refused else 422 if form.faults else 200
    )


def _done(request: OfficerRequest, client: ServiceClient, form: KeyForm, todo: str) -> Any:
    now = clock.now()
    if todo == "kunci":
        jwk = form.cleaned_data["jwk"]
        content = {"client": str(client.id), "name": client.posting.officer.name, "jwk": jwk}
        return key_fault(client, jwk) or keep(KEY, content, [], reach=reach_of(request), now=now, sent=True)
    if todo == "akhiri":
        return end_client(client, by=request.posting, now=now)
    key = client.keys.filter(kid=request.POST.get("kid", "")).first()
    return end_key(key, by=request.posting, now=now) if key else Refused("service_ended", "unknown")


def _clients(request: OfficerRequest) -> Any:
    return (
        ServiceClient.objects.select_related("posting__officer")
        .prefetch_related("keys")
        .filter(posting__institution=request.posting.institution)
        .order_by("posting__officer__name")
    )


def _words(one: ServiceClient) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.posting.officer.name,
        "role": role_name(one.posting.role),
        "institution": names.institution(one.posting.institution),
        "decree": one.posting.decree,
        "scopes": [names_of_power(power) for power in one.scopes],
        "live_keys": sum(1 for key in one.keys.all() if key.ended_at is None),
        "ended": one.ended_at,
    }
