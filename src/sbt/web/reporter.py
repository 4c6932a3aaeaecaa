"""Who reported, as far as officers may go: sealed, attested, asked through the receipt, opened only by two offices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sbt.cases.actions.openings import ASKS as OPENS
from sbt.cases.actions.openings import ask_to_open
from sbt.cases.actions.questions import ASKS, ask_reporter
from sbt.cases.queries.openings import attestations_of, openings_on, state_of
from sbt.cases.queries.questions import questions_sealed
from sbt.intake.models import Report
from sbt.people.acting import acting, reading
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused
from sbt.sealing.models import SealedIdentity
from sbt.sealing.opening import OpeningInput, approvals
from sbt.web import errors, names, wording
from sbt.web.case import file_in_sight
from sbt.web.formats import label
from sbt.web.forms.reporter import OpeningForm, QuestionForm
from sbt.web.guard import OFFICER, OfficerRequest, guard
from sbt.web.opening_words import state_words
from sbt.web.page import page
from sbt.web.step import STATUS
from sbt.web.step_up import step_up_first

if TYPE_CHECKING:
    from datetime import datetime

    from sbt.cases.queries.file import CaseFileView
    from sbt.web.forms.base import PageForm

FAULTY = 422
REPORTS = "laporan"
"""The group of fields that opens reports to a relation."""


@guard(OFFICER)
@require_http_methods(["GET", "POST"])
def reporter(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """Show what is known of who reported; a POST asks him, or asks to open his identity."""
    now = clock.now()
    with reading(request.actor):
        view = file_in_sight(request, ref, now)
    if view is None or not law().book.commons.authority.table.shows(view.sight, REPORTS):
        return errors.not_found(request)
    reasons = list(law().custody.reasons)
    ask, opens = QuestionForm(None), OpeningForm(None, reasons=reasons)
    if request.method != "POST":
        return _shown(request, view, ask, opens, now)
    form: PageForm
    if request.POST.get("go") == "open":
        asked = step_up_first(request)
        if asked is not None:
            return asked
        form = opens = OpeningForm(request.POST, reasons=reasons)
    else:
        form = ask = QuestionForm(request.POST)
    if not form.is_valid():
        return _shown(request, view, ask, opens, now, status=FAULTY)
    outcome = _done(request, view, form, now)
    if isinstance(outcome, Refused):
        if outcome.fact in form.fields:
            form.add_error(outcome.fact, wording.refusal(outcome))
        refused = "" if outcome.fact in form.fields else wording.refusal(outcome)
        return _shown(request, view, ask, opens, now, refused=refused, status=STATUS[outcome.kind])
    return HttpResponseRedirect(f"{reverse('reporter', args=[ref])}?tercatat=1")


def _done(request: OfficerRequest, view: CaseFileView, form: PageForm, now: datetime) -> object:
    typed, ref = form.cleaned_data, view.case.ref
    with acting(request.actor, now=now) as act:
        found = next((one for one in _reports(ref) if str(one.id) == typed["report"]), None)
        if found is None:
            return act.settle(Refused("report_of_other_case", "unknown", {}), ref=ref)
        if isinstance(form, OpeningForm):
            given = OpeningInput(
                reason=typed["reason"],
                basis=typed["basis"],
                explanation=typed["explanation"],
                session=typed["session"],
            )
            asked = ask_to_open(
                ref, found, given, state=view.state, case_law=view.law, law=law(), actor=request.actor, now=now
            )
            return act.settle(asked, action=OPENS, ref=ref)
        question = ask_reporter(ref, found, typed["text"], state=view.state, law=view.law, actor=request.actor, now=now)
        return act.settle(question, action=ASKS, ref=ref)


def _reports(ref: str) -> list[Report]:
    return list(Report.objects.filter(case_links__case__ref=ref).order_by("received_on", "id"))


def _shown(
    request: OfficerRequest,
    view: CaseFileView,
    ask: QuestionForm,
    opens: OpeningForm,
    now: datetime,
    *,
    refused: str = "",
    status: int = 200,
) -> HttpResponseBase:
    custody, actor = law().custody, request.actor
    with reading(actor):
        reports = _reports(view.case.ref)
        ids = [str(one.id) for one in reports]
        sealed = {str(row.report): row for row in SealedIdentity.objects.filter(report__in=ids)}
        asked, said = questions_sealed(reports), attestations_of(ids)
        requests = [(str(row.report), _opening(row, now)) for row in openings_on(ids)]
    place, today = view.law.place_of(view.state), local_day(now, actor.zone)
    may = {power: view.law.commons.authority.may(actor, power, today, place).allowed for power in (ASKS, OPENS)}
    faults = [*ask.faults, *opens.faults]
    shown = {
        "case": view.case,
        "reports": [
            {
                "id": str(one.id),
                "choice": label(custody.choices[one.identity].label)
                if one.identity in custody.choices
                else one.identity,
                "received": one.received_on,
                "offices": _offices(sealed[str(one.id)].offices) if str(one.id) in sealed else [],
                "by_browser": str(one.id) in sealed and sealed[str(one.id)].by_browser,
                "has_receipt": bool(one.mailbox),
                "attested": [_attested(word) for word in said if str(word.report) == str(one.id)],
                "questions": [
                    {"asked": q, "institution": names.institution(q.institution)}
                    for q in asked
                    if q.report == str(one.id)
                ],
                "openings": [line for report, line in requests if report == str(one.id)],
                "reasons": [
                    (reason.id, label(reason.label))
                    for reason in custody.reasons.values()
                    if one.identity in reason.choices
                ],
            }
            for one in reports
        ],
        "may_ask": may[ASKS],
        "may_open": may[OPENS],
        "ask": ask,
        "opens": opens,
        "hours": custody.hours,
        "recorded": bool(request.GET.get("tercatat")),
        "refused": refused,
        "faults": faults,
        "faulty": bool(faults or refused),
    }
    return page(request, "officer/reporter.html", shown, status=status)


def _offices(offices: list[str]) -> list[str]:
    custody = law().custody
    return [label(known.label) if (known := custody.office(one)) else one for one in offices]


def _attested(word: Any) -> dict[str, Any]:
    known = law().custody.attestations.get(word.code)
    return {"office": _offices([word.office])[0], "what": label(known.label) if known else word.code, "on": word.on}


def _opening(row: Any, now: datetime) -> dict[str, Any]:
    reason = law().custody.reasons.get(row.reason)
    return {
        "id": row.id,
        "institution": names.institution(row.institution),
        "at": row.asked_at,
        "reason": label(reason.label) if reason else row.reason,
        "basis": row.basis,
        "state": state_words(state_of(row, now)),
        "approved": len(approvals(row)),
    }
