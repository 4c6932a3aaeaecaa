"""The pages of a public body's information officer and of the superior: what was asked, and the acts on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from sbt.information import actions
from sbt.information.queries import desk, history_of, one_of, serves
from sbt.people.acting import acting, reading
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules import information as rule
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused
from sbt.web import errors, information_words, wording
from sbt.web.forms.information import InformationActForm
from sbt.web.guard import OFFICER, OfficerRequest, guard
from sbt.web.page import page
from sbt.web.step import STATUS
from sbt.web.step_up import step_up_first

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sbt.information.models import Request

MOST = 200
FAULTY = 422


@guard(OFFICER)
@require_GET
def requests(request: OfficerRequest) -> HttpResponseBase:
    """List what was asked of the institution; absent for every role without a part in it."""
    if not serves(request.actor, law()):
        return errors.not_found(request)
    today = local_day(clock.now(), request.actor.zone)
    with reading(request.actor):
        rows = [
            {"asked": one, "standing": information_words.standing(one, one.acts.order_by("id"), today)}
            for one in desk(request.actor, law(), most=MOST)
        ]
    return page(request, "information/desk.html", {"rows": rows})


@guard(OFFICER)
@require_http_methods(["GET", "POST"])
def one(request: OfficerRequest, information_id: UUID) -> HttpResponseBase:
    """Show one request with what may be done; a POST is one act."""
    if not serves(request.actor, law()):
        return errors.not_found(request)
    with reading(request.actor):
        found = one_of(information_id, request.actor, law())
    if found is None:
        return errors.not_found(request)
    if request.method != "POST":
        return _shown(request, found)
    form = InformationActForm(request.POST, exemptions=law().information.exemptions)
    if not form.is_valid():
        return _shown(request, found, form=form, faults=form.faults, status=FAULTY)
    typed = form.cleaned_data
    if rule.POWERS.get(typed["act"]) in law().decisive:
        asked = step_up_first(request)
        if asked is not None:
            return asked
    given = actions.ActInput(
        act=typed["act"],
        text=typed["text"],
        outcome=typed["outcome"],
        grounds=tuple(typed["grounds"]),
        number=typed["number"],
    )
    now = clock.now()
    with acting(request.actor, now=now) as act:
        outcome = act.settle(
            actions.take(found.id, given, officer=request.posting.officer_id, law=law(), actor=request.actor, now=now),
            action=typed["act"],
        )
    if isinstance(outcome, Refused):
        return _shown(request, found, form=form, refused=wording.refusal(outcome), status=STATUS[outcome.kind])
    return HttpResponseRedirect(f"{reverse('information_one', args=[found.id])}?tercatat=1")


def _shown(
    request: OfficerRequest,
    found: Request,
    *,
    form: InformationActForm | None = None,
    faults: Sequence[tuple[str, str]] = (),
    refused: str = "",
    status: int = 200,
) -> HttpResponseBase:
    today = local_day(clock.now(), request.actor.zone)
    with reading(request.actor):
        acts = list(found.acts.select_related("officer").order_by("id"))
        history = history_of(found)
    chosen = str(form.typed("act")) if form else ""
    shown = {
        "asked": found,
        "standing": information_words.standing(found, acts, today),
        "acts": [information_words.act_line(one) for one in acts],
        "doors": _doors(request, history, chosen),
        "exemptions": [_card(one) for one in law().information.exemptions],
        "typed": {name: form.typed(name) if form else "" for name in ("text", "outcome", "number", "grounds")},
        "errors": {name: form.error(name) if form else "" for name in ("text", "outcome", "grounds")},
        "faults": [(f"{target}-{chosen}", words) for target, words in faults],
        "refused": refused,
        "recorded": bool(request.GET.get("tercatat")),
    }
    return page(request, "information/one.html", shown, status=status)


def _card(exemption: str) -> dict[str, Any]:
    known = information_words.ground(exemption)
    return {"value": exemption, "label": known["label"], "hint": known["basis"]}


def _doors(request: OfficerRequest, history: Sequence[rule.Done], chosen: str) -> list[dict[str, Any]]:
    """Give the acts open now that the role may take, and why this person may not where another must."""
    powers = law().book.commons.authority.role_powers(request.posting.role)
    person = str(request.posting.officer_id)
    return [
        {
            "act": act,
            "label": information_words.door_words(act),
            "outcomes": information_words.outcomes_of(act),
            "tests": act == rule.TESTED,
            "numbered": act == rule.DISPUTED,
            "other_person": rule.fault(history, act, person) == "information_same_person",
            "chosen": act == chosen,
        }
        for act in rule.open_acts(history)
        if rule.POWERS[act] in powers
    ]
