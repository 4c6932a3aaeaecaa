"""Reports of reprisal: their own door, their status by their own receipt, and the list of the institution that takes them."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sbt.cases.queries.status import report_of
from sbt.intake import reprisal
from sbt.intake.receipt import grouped, well_formed
from sbt.intake.visitors import REPORT
from sbt.people.acting import Answer, KeyReusedError, acting, reading
from sbt.people.actor import PUBLIC as PUBLIC_ACTOR
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.check_character import clean
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused
from sbt.web import errors, names, wording
from sbt.web.formats import label
from sbt.web.forms.reprisal import ReprisalActForm, ReprisalForm
from sbt.web.guard import OFFICER, PUBLIC, OfficerRequest, guard
from sbt.web.page import page
from sbt.web.step import STATUS
from sbt.web.waiting import wait

if TYPE_CHECKING:
    from datetime import datetime

    from sbt.intake.models import Reprisal

FAULTY = 422
ZONE = "WIT"


@guard(PUBLIC)
@require_GET
def guide(request: HttpRequest) -> HttpResponseBase:
    """Say in plain words what is safe, what nobody can protect from, and where protection is to be had."""
    return page(request, "public/reporter_guide.html", {"referrals": referrals()})


@guard(PUBLIC)
@require_http_methods(["GET", "POST"])
def hand_in(request: HttpRequest) -> HttpResponseBase:
    """Ask what happened; a POST stores it and shows its receipt once."""
    now = clock.now()
    today = local_day(now, ZONE)
    form = ReprisalForm(request.POST if request.method == "POST" else None, today=today)
    if request.method != "POST" or not form.is_valid():
        shown = {
            "form": form,
            "faults": form.faults,
            "faulty": bool(form.faults),
            "offices": [one.name.id for one in law().accused_offices()],
            "recipients": [names.institution(one.institution) for one in law().reprisal.recipients],
            "referrals": referrals(),
            "key": form.typed("key") or secrets.token_urlsafe(32),
        }
        return page(request, "reprisal/form.html", shown, status=FAULTY if form.faults else 200)
    return wait(request, REPORT) or _take(request, form, now)


def _take(request: HttpRequest, form: ReprisalForm, now: datetime) -> HttpResponse:
    typed = form.cleaned_data
    try:
        with acting(PUBLIC_ACTOR, now=now, key=typed["key"] or secrets.token_urlsafe(32), request=b"balasan") as act:
            if act.replay is not None:
                return _sent(request, act.replay.body.decode(), now)
            outcome = act.settle(
                reprisal.hand_in(
                    typed["story"],
                    employer=typed["institution"],
                    happened_on=typed["happened"],
                    shown_receipt=well_formed(typed["code"]) and report_of(typed["code"]) is not None,
                    law=law(),
                    on=local_day(now, "WIB"),
                )
            )
            if not isinstance(outcome, Refused):
                act.remember(Answer(201, outcome.encode()))
    except KeyReusedError:
        return HttpResponseRedirect(reverse("reprisal"))
    if isinstance(outcome, Refused):
        return errors.conflict(request, wording.refusal(outcome))
    return _sent(request, outcome, now)


def _sent(request: HttpRequest, receipt: str, now: datetime) -> HttpResponse:
    shown = {"receipt": receipt, "received_on": local_day(now, "WIB"), "referrals": referrals()}
    return page(request, "reprisal/sent.html", shown, status=201)


def status(request: HttpRequest, receipt: str) -> HttpResponse | None:
    """Show how a report of reprisal stands; None for a receipt that opens none."""
    with reading(PUBLIC_ACTOR):
        found = reprisal.by_receipt(receipt)
        if found is None:
            return None
        told = _line(found) | {"receipt": grouped(clean(receipt)), "referrals": referrals()}
    return page(request, "reprisal/status.html", told)


@guard(OFFICER)
@require_GET
def desk(request: OfficerRequest) -> HttpResponseBase:
    """What came to the institution; absent for every role that does not handle it."""
    if not law().reprisal.handles(request.actor.institution, request.actor.role):
        return errors.not_found(request)
    return _desk(request)


@guard(OFFICER)
@require_http_methods(["POST"])
def take(request: OfficerRequest, reprisal_id: UUID) -> HttpResponseBase:
    """Acknowledge, answer or close one."""
    if not law().reprisal.handles(request.actor.institution, request.actor.role):
        return errors.not_found(request)
    form = ReprisalActForm(request.POST, offered=reprisal.ACTS)
    if not form.is_valid():
        return _desk(request, refused=form.faults[0][1], status=FAULTY)
    typed, now = form.cleaned_data, clock.now()
    with acting(request.actor, now=now) as act:
        outcome = act.settle(
            reprisal.take(reprisal_id, typed["act"], typed["text"], actor=request.actor, law=law(), now=now)
        )
    if isinstance(outcome, Refused) and outcome.kind == "unknown":
        return errors.not_found(request)
    if isinstance(outcome, Refused):
        words = _("Tulis isi jawaban.") if outcome.fact == "text" else wording.refusal(outcome)
        return _desk(request, refused=words, status=STATUS[outcome.kind])
    return HttpResponseRedirect(reverse("reprisals"))


def _desk(request: OfficerRequest, *, refused: str = "", status: int = 200) -> HttpResponse:
    with reading(request.actor):
        lines = [_line(one) for one in reprisal.desk(request.actor, law())]
    return page(request, "reprisal/desk.html", {"lines": lines, "refused": refused}, status=status)


def _line(one: Reprisal) -> dict[str, Any]:
    acts = sorted(one.acts.all(), key=lambda act: act.id)
    titles = {
        reprisal.ACKNOWLEDGED: _("Diterima lembaga"),
        reprisal.ANSWERED: _("Dijawab"),
        reprisal.CLOSED: _("Ditutup"),
    }
    doors = {reprisal.ACKNOWLEDGED: _("Terima"), reprisal.ANSWERED: _("Jawab"), reprisal.CLOSED: _("Tutup")}
    return {
        "reprisal": one,
        "recipient": names.institution(one.recipient),
        "employer": names.institution(one.employer),
        "acts": [{"title": titles[act.act], "on": act.on, "text": act.text} for act in acts],
        "open": [{"value": act, "label": doors[act]} for act in reprisal.open_acts([act.act for act in acts])],
    }


def referrals() -> list[dict[str, Any]]:
    """Give where protection is to be had, in words."""
    return [
        {"label": label(one.label), "text": label(one.text), "certain": one.warrant.certain}
        for one in law().reprisal.referrals
    ]
