"""Taking a step: its form, what was refused and why, and what changed meanwhile when somebody was faster."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sbt.cases.actions import StepInput, take_steps
from sbt.cases.actions.accused import ALLEGATION
from sbt.cases.entry import read_entry
from sbt.cases.queries.file import CaseFileView
from sbt.cases.queries.person import other_cases_of_person
from sbt.evidence.actions import add_file
from sbt.evidence.models import File
from sbt.people.acting import Answer, acting, reading
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.case import OFFICER as NAMED
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused
from sbt.web import case_events, case_head, case_page, errors, names, step_hints, wording
from sbt.web.case import file_in_sight
from sbt.web.case_moves import href_of
from sbt.web.formats import label
from sbt.web.forms.step import StepForm
from sbt.web.guard import OFFICER, OfficerRequest, guard
from sbt.web.numerals import whole
from sbt.web.offers import Setting, offers_of
from sbt.web.page import page
from sbt.web.step_up import step_up_first

if TYPE_CHECKING:
    from sbt.rules.authority import Actor
    from sbt.rules.process import Step

STATUS = {"power": 403, "order": 409, "stale": 409, "guard": 409, "facts": 422, "unknown": 404}
LONGEST_KEY = 64
type Entries = dict[str, int]
"""Case reference -> the stage entry that was seen."""


@guard(OFFICER)
@require_http_methods(["GET", "POST"])
def step(request: OfficerRequest, ref: str, step_id: str) -> HttpResponseBase:
    """Show the form of a step, and take it."""
    now = clock.now()
    view = file_in_sight(request, ref, now)
    found = view.law.process.step(step_id) if view else None
    if view is None or found is None:
        return errors.not_found(request)
    own = href_of(ref, step_id)
    if own != request.path and request.method == "GET":
        return HttpResponseRedirect(own)
    asked = step_up_first(request) if request.method == "POST" and found.power in law().decisive else None
    if asked is not None:
        return asked
    form = form_of(found, view, request, now)
    if request.method == "GET":
        return _shown(request, view, found, form, now)
    entries = entries_of(request, view)
    if not form.is_valid():
        return _shown(request, view, found, form, now, status=422)
    outcome = taken(request, found.id, form, entries, now)
    if isinstance(outcome, Refused):
        return _refused(request, ref, found, form, outcome, now)
    if found.kind == "conflict" and found.fact(NAMED) is None:
        return HttpResponseRedirect(f"{reverse('cases')}?tertutup=1")
    if found.fact(ALLEGATION) is not None and form.stated().get(ALLEGATION):
        return HttpResponseRedirect(f"{reverse('accused_office', args=[ref])}?tercatat={step_id}")
    more = f"&juga={len(entries) - 1}" if len(entries) > 1 else ""
    return HttpResponseRedirect(f"{reverse('case', args=[ref])}?tercatat={step_id}{more}")


def form_of(found: Step, view: CaseFileView, request: OfficerRequest, now: datetime) -> StepForm:
    """Make the form of a step for a case, filled with what was posted."""
    today = local_day(now, request.actor.zone)
    setting = Setting(
        case=view.case,
        state=view.state,
        law=view.law,
        today=today,
        actor=request.actor,
        linked=[one.ref for one in view.linked],
        others=_others(found, view, request.actor),
    )
    offered = {fact.name: offers_of(fact, setting) for fact in found.facts}
    posted = request.method == "POST"
    return StepForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        step=found,
        offered=offered,
        today=today,
        initial=step_hints.preselected(found, view),
    )


def _others(found: Step, view: CaseFileView, actor: Actor) -> list[str]:
    if not any(fact.kind == "case" for fact in found.facts):
        return []
    with reading(actor):
        return other_cases_of_person(view.case.ref, actor, law().book.commons)


def entries_of(request: OfficerRequest, view: CaseFileView) -> Entries:
    """Name the cases concerned: this one, and the linked ones in the same stage where the officer ticked so."""
    seen = whole(request.POST.get("stage_entry"))
    entries = {view.case.ref: view.stage_entry if seen is None else seen}
    if request.POST.get("linked"):
        entries |= {one.ref: one.stage_entry for one in view.linked if one.stage == view.state.stage}
    return entries


def taken(request: OfficerRequest, step_id: str, form: StepForm, entries: Entries, now: datetime) -> bool | Refused:
    """Store the uploads and take the step on all cases, all or nothing; the same form sent twice does it once."""
    key = request.POST.get("key", "")[:LONGEST_KEY]
    what = f"{step_id} {' '.join(sorted(entries))}".encode()
    with acting(request.actor, now=now, key=key, request=what) as act:
        if act.replay is not None:
            return True
        facts = stored(form.stated(), request.actor, now, alone=form.single_files)
        if isinstance(facts, Refused):
            act.settle(facts)
            return facts
        given = StepInput(step=step_id, facts=facts, accepts=frozenset(request.POST.getlist("accepts")))
        outcome = take_steps(entries, given, book=law().book, actor=request.actor, now=now)
        act.settle(outcome, action=step_id, ref=next(iter(entries)))
        if isinstance(outcome, Refused):
            return outcome if len(entries) > 1 else replace(outcome, params=without(outcome.params, "ref"))
        act.remember(Answer(303, b""))
    return True


def without(params: Mapping[str, str], name: str) -> dict[str, str]:
    """Give the params without one of them: on the page of one case its number need not be said."""
    return {key: value for key, value in params.items() if key != name}


def stored(
    stated: Mapping[str, Any], actor: Actor, now: datetime, *, alone: frozenset[str] = frozenset()
) -> dict[str, Any] | Refused:
    """Put uploads into the store and give the facts with their rows; a refused file names its field.

    Fields in `alone` hold one file, the others several.
    """
    on, facts = local_day(now, actor.zone), dict(stated)
    for name, value in stated.items():
        if isinstance(value, tuple) and all(isinstance(part, uuid.UUID) for part in value):
            facts[name] = tuple(File.objects.filter(id__in=value))
        if not isinstance(value, list):
            continue
        rows: list[File] = []
        for upload in value:
            row = add_file(upload.name or "", upload.chunks(), institution=actor.institution, on=on)
            if isinstance(row, Refused):
                return Refused(row.code, row.kind, row.params, name)
            rows.append(row)
        facts[name] = rows[0] if name in alone else tuple(rows)
    return facts


def _refused(
    request: OfficerRequest, ref: str, found: Step, form: StepForm, refused: Refused, now: datetime
) -> HttpResponseBase:
    view = file_in_sight(request, ref, now)
    if view is None:
        return errors.not_found(request)
    words = wording.refusal(refused, view.law)
    if refused.fact in form.fields and refused.kind in ("facts", "guard") and not refused.params.get("warning"):
        form.add_error(refused.fact, words)
        return _shown(request, view, found, form, now, status=STATUS[refused.kind])
    return _shown(request, view, found, form, now, refused=refused, status=STATUS[refused.kind])


def _shown(
    request: OfficerRequest,
    view: CaseFileView,
    found: Step,
    form: StepForm,
    now: datetime,
    *,
    refused: Refused | None = None,
    status: int = 200,
) -> HttpResponseBase:
    move = next((one for one in view.moves if one.step.id == found.id), None)
    closed = move.refused if move else Refused("step_not_open", "order", {"stage": view.state.stage, "step": found.id})
    if closed is not None:
        status = max(status, STATUS[closed.kind])
    warned = [(one.code, wording.refusal(one, view.law), wording.basis(one)) for one in (move.warnings if move else ())]
    doubt = refused if refused and refused.params.get("warning") else None
    if doubt and doubt.code not in {code for code, _words, _basis in warned}:
        warned.append((doubt.code, wording.refusal(doubt, view.law), wording.basis(doubt)))
    accepted = request.POST.getlist("accepts")
    warned += [
        (code, wording.sentence(code, {"step": found.id}, view.law), "")
        for code in dict.fromkeys(accepted)
        if code not in {known for known, _words, _basis in warned}
    ]
    seen = whole(request.POST.get("stage_entry"))
    context = {
        "case": view.case,
        "view": view,
        "title": label(found.label),
        "step": found,
        "hint": label(found.hint),
        "form": form,
        "faults": form.faults,
        "faulty": bool(form.faults),
        "closed": wording.refusal(closed, view.law) if closed else "",
        "closed_basis": wording.basis(closed) if closed else "",
        "refused": wording.refusal(refused, view.law) if refused and not doubt else "",
        "refused_basis": wording.basis(refused) if refused and not doubt else "",
        "changed": changed_since(view, seen) if refused and refused.kind == "stale" and seen is not None else [],
        "stale": refused is not None and refused.kind == "stale",
        "warned": warned,
        "accepted": accepted,
        "linked": [one.ref for one in view.linked if one.stage == view.state.stage],
        "linked_ticked": bool(request.POST.get("linked")) if request.method == "POST" else found.kind == "vote",
        "had_files": bool(request.FILES),
        "key": request.POST.get("key", "") or secrets.token_urlsafe(18),
        "clock": case_head.headline(case_head.running(view, now), view),
        "person": case_page.person(view),
        "grade": case_page.grade(view),
        "row_words": _row_words(view),
        "basis": law().cite(found.warrant.basis),
        "certain": found.warrant.certain or found.warrant.basis == ("sbt",),
        "calculated": step_hints.calculated(found, view, local_day(now, request.actor.zone)),
        "busy": _("Menyimpan…"),
    } | step_hints.people_choices()
    return page(request, "officer/step.html", context, status=status)


def changed_since(view: CaseFileView, seen: int) -> list[case_events.Entry]:
    """List what happened after the stage that the officer saw was entered."""
    entry = read_entry(view.case.id, seen, view.sight, last=view.state.seq)
    return [one for one in case_events.entries(view) if one.seq > entry]


def _row_words(view: CaseFileView) -> str:
    row = view.law.row_of(view.state)
    return names.row(row) if row else ""
