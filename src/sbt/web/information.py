"""Requests for public information: the public's form, how one stands by its receipt, and the objection."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from sbt.information import actions
from sbt.information.queries import by_receipt, history_of, last_day_to_object
from sbt.intake.receipt import grouped, well_formed
from sbt.intake.visitors import REPORT
from sbt.people.acting import Answer, KeyReusedError, acting, reading
from sbt.people.actor import PUBLIC as PUBLIC_ACTOR
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules import information as rule
from sbt.rules.check_character import clean
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused
from sbt.web import errors, information_words, lending, names, wording
from sbt.web.forms.information import InformationForm, InformationObjectionForm
from sbt.web.guard import PUBLIC, guard
from sbt.web.page import page
from sbt.web.waiting import wait

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sbt.information.models import Act

FAULTY = 422
STATUS_COOKIE = "sbt_status"
TOLD = (rule.EXTENDED, rule.ANSWERED, rule.OBJECTED, rule.DECIDED, rule.DISPUTED)
"""Acts that the requester reads; a test is the body's own work, its grounds stand with the answer."""


@guard(PUBLIC)
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponseBase:
    """Ask for what is wanted; a POST stores it and shows its receipt once."""
    known = law().information
    form = InformationForm(
        request.POST if request.method == "POST" else None, bodies=[one.institution for one in known.bodies]
    )
    if request.method != "POST" or not form.is_valid():
        shown = {
            "form": form,
            "faults": form.faults,
            "faulty": bool(form.faults),
            "bodies": information_words.bodies(),
            "limits": information_words.limits() if known.bodies else [],
            "grounds": [information_words.ground(one) for one in known.exemptions],
            "key": form.typed("key") or secrets.token_urlsafe(32),
        }
        return page(request, "information/form.html", shown, status=FAULTY if form.faults else 200)
    return wait(request, REPORT) or _take(request, form, clock.now())


def _take(request: HttpRequest, form: InformationForm, now: datetime) -> HttpResponse:
    typed = form.cleaned_data
    given = actions.Asked(**{name: typed[name] for name in ("institution", "name", "contact", "wanted", "purpose")})
    try:
        with acting(PUBLIC_ACTOR, now=now, key=typed["key"] or secrets.token_urlsafe(32), request=b"informasi") as act:
            if act.replay is not None:
                return _sent(request, act.replay.body.decode(), now)
            outcome = act.settle(actions.ask(given, law=law(), on=local_day(now, "WIB")))
            if not isinstance(outcome, Refused):
                act.remember(Answer(201, outcome[0].encode()))
    except KeyReusedError:
        return HttpResponseRedirect(reverse("information"))
    if isinstance(outcome, Refused):
        return errors.conflict(request, wording.refusal(outcome))
    return _sent(request, outcome[0], now)


def _sent(request: HttpRequest, receipt: str, now: datetime) -> HttpResponse:
    return page(request, "information/sent.html", {"receipt": receipt, "on": local_day(now, "WIB")}, status=201)


def status(request: HttpRequest, receipt: str, faults: Sequence[tuple[str, str]] = ()) -> HttpResponse | None:
    """Show how a request stands; None for a receipt that opens none."""
    today, known = local_day(clock.now(), "WIB"), law().information
    with reading(PUBLIC_ACTOR):
        found = by_receipt(receipt)
        if found is None:
            return None
        acts = list(found.acts.order_by("id"))
        history = history_of(found)
    last = last_day_to_object(found, history, law())
    answered = any(one.act == rule.ANSWERED for one in acts)
    shown = {
        "asked": found,
        "receipt": grouped(clean(receipt)),
        "institution": names.institution_full(found.institution),
        "standing": information_words.standing(found, acts, today),
        "acts": [information_words.act_line(one) | {"by": ""} for one in acts if one.act in TOLD],
        "grounds": _grounds(acts),
        "may_object": rule.may_object(history, today=today, due=found.due_on, last=last),
        "last": last,
        "reason_options": [
            (one.id, information_words.ground(one.id)["label"])
            for one in known.objections.values()
            if one.when == ("answered" if answered else "unanswered")
        ],
        "faults": faults,
        "errors": dict(faults),
        "faulty": bool(faults),
        "typed": {name: request.POST.get(name, "") for name in ("ground", "text")},
    }
    return page(request, "information/status.html", shown, status=FAULTY if faults else 200)


def _grounds(acts: Sequence[Act]) -> list[dict[str, object]]:
    """Give the grounds of the approved test where something was withheld."""
    if not any(one.act == rule.ANSWERED and one.outcome in rule.WITHHOLDS for one in acts):
        return []
    tested = next((one.grounds for one in reversed(acts) if one.act == rule.TESTED), [])
    return [information_words.ground(one) for one in tested]


@guard(PUBLIC)
@require_POST
def objection(request: HttpRequest) -> HttpResponseBase:
    """Take the objection of whoever was lent the receipt."""
    receipt = lending.lent(request, STATUS_COOKIE)
    if not well_formed(receipt):
        return HttpResponseRedirect(reverse("status"))
    form = InformationObjectionForm(request.POST, grounds=law().information.objections)
    if not form.is_valid():
        return status(request, receipt, form.faults) or HttpResponseRedirect(reverse("status"))
    now, typed = clock.now(), form.cleaned_data
    with acting(PUBLIC_ACTOR, now=now) as act:
        outcome = act.settle(
            actions.object_to(receipt, typed["ground"], typed["text"], law=law(), on=local_day(now, "WIB"))
        )
    if isinstance(outcome, Refused) and outcome.kind != "unknown":
        told = status(request, receipt, [("f-ground", wording.refusal(outcome))])
        return told or HttpResponseRedirect(reverse("status"))
    return HttpResponseRedirect(reverse("status"))
