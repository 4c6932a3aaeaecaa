"""Where coordinators ask for the recovery of a colleague's lost factors, and where a second person confirms it."""

import uuid
from typing import Any

from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from sbt.people.acting import acting
from sbt.people.recovery import ask_recovery, settle_recovery, waiting
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused
from sbt.web import errors, wording
from sbt.web.forms.base import PageForm, WrittenField
from sbt.web.guard import OFFICER, OfficerRequest, guard
from sbt.web.names import institution as institution_name
from sbt.web.page import page
from sbt.web.step_up import fresh_factor

STATUS = {"power": 403, "order": 409, "guard": 409, "facts": 422, "unknown": 404}


class RecoveryForm(PageForm):
    """Whose factors are lost, and how that was established."""

    email = WrittenField(limit=254, missing=gettext_lazy("Isi email dinas petugas"))
    reason = WrittenField(
        limit=400, lines=True, missing=gettext_lazy("Tulis bagaimana Anda memastikan bahwa ia yang meminta")
    )


@guard(OFFICER)
@fresh_factor
@require_http_methods(["GET", "POST"])
def recoveries(request: OfficerRequest) -> HttpResponseBase:
    """List what waits for a second person, and take a new request."""
    if request.posting.role not in law().coordinators:
        return errors.forbidden(request)
    form = RecoveryForm(request.POST if request.method == "POST" else None)
    status = 422
    if request.method == "POST" and form.is_valid():
        now = clock.now()
        with acting(request.actor, now=now) as act:
            typed, today = form.cleaned_data, local_day(now, request.actor.zone)
            outcome = act.settle(ask_recovery(typed["email"], typed["reason"], by=request.posting, on=today))
        if not isinstance(outcome, Refused):
            return HttpResponseRedirect(f"{reverse('recoveries')}?sudah=minta")
        form.add_error(outcome.fact or None, wording.refusal(outcome))
        status = STATUS[outcome.kind]
    return _shown(request, form, status=status if form.faults else 200)


@guard(OFFICER)
@fresh_factor
@require_POST
def recovery(request: OfficerRequest, recovery_id: uuid.UUID) -> HttpResponseBase:
    """Confirm or refuse a request of somebody else."""
    if request.posting.role not in law().coordinators:
        return errors.forbidden(request)
    confirm = request.POST.get("putusan") == "sahkan"
    with acting(request.actor, now=clock.now()) as act:
        outcome = act.settle(
            settle_recovery(recovery_id, confirm=confirm, by=request.posting, everywhere=_everywhere(request))
        )
    if isinstance(outcome, Refused):
        return _shown(request, RecoveryForm(), refused=wording.refusal(outcome), status=STATUS[outcome.kind])
    return HttpResponseRedirect(f"{reverse('recoveries')}?sudah={'sahkan' if confirm else 'tolak'}")


def _shown(request: OfficerRequest, form: RecoveryForm, *, refused: str = "", status: int = 200) -> HttpResponseBase:
    rows: list[dict[str, Any]] = [
        {
            "id": one.id,
            "officer": one.officer,
            "institution": institution_name(one.institution),
            "reason": one.reason,
            "asked_by": one.asked_by.name,
            "at": one.asked_at,
            "mine": request.posting.officer_id in (one.asked_by_id, one.officer_id),
        }
        for one in waiting(request.posting, everywhere=_everywhere(request))
    ]
    shown = {
        "form": form,
        "faults": form.faults,
        "faulty": bool(form.faults),
        "rows": rows,
        "refused": refused,
        "done": request.GET.get("sudah", ""),
    }
    return page(request, "session/recoveries.html", shown, status=status)


def _everywhere(request: OfficerRequest) -> bool:
    return request.actor.kind in law().coordinators.get(request.posting.role, frozenset())
