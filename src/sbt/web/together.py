"""One act on many look-alike cases: chosen from the list, filled once, taken on all or on none."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sbt.cases.actions import assign
from sbt.cases.entry import shown_entry
from sbt.cases.queries.file import case_file
from sbt.cases.queries.sight import named_cases
from sbt.cases.queries.together import open_in_all
from sbt.people.acting import acting, reading
from sbt.people.queries import colleagues
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused
from sbt.web import errors, names, step_hints, wording
from sbt.web.case_moves import href_of
from sbt.web.formats import label
from sbt.web.forms.step import StepForm
from sbt.web.guard import OFFICER, OfficerRequest, guard
from sbt.web.law_view import role_of
from sbt.web.numerals import whole
from sbt.web.page import page
from sbt.web.step import STATUS, form_of, taken
from sbt.web.step_up import step_up_first

if TYPE_CHECKING:
    from sbt.cases.models import Case
    from sbt.cases.queries.file import CaseFileView
    from sbt.rules.process import Step

MOST = 100


def _chosen(request: OfficerRequest) -> list[Case]:
    given = request.POST if request.method == "POST" else request.GET
    refs = [ref for ref in given.getlist("kasus")[:MOST] if ref.isascii() and ref.isprintable()]
    return named_cases(request.actor, law().book.commons, refs)


@guard(OFFICER)
@require_GET
def together(request: OfficerRequest) -> HttpResponseBase:
    """Show what may be done to all the chosen cases, or why nothing can."""
    if request.GET.get("buat") == "tugaskan":
        return assignment(request)
    now = clock.now()
    with reading(request.actor):
        chosen = _chosen(request)
        moves, case_law = open_in_all(chosen, book=law().book, actor=request.actor, now=now) if chosen else ([], None)
    stages = sorted({names.stage(one.stage) for one in chosen})
    own_page = [move for move in moves if href_of("-", move.step.id) != reverse("step", args=["-", move.step.id])]
    return page(
        request,
        "officer/together.html",
        {
            "chosen": chosen,
            "names": names,
            "mixed": stages if len({one.stage for one in chosen}) > 1 else [],
            "moves": [
                {"id": move.step.id, "label": label(move.step.label), "hint": label(move.step.hint)}
                for move in moves
                if move not in own_page and len({one.stage for one in chosen}) == 1
            ],
            "law": case_law,
        },
    )


@guard(OFFICER)
@require_http_methods(["GET", "POST"])
def together_step(request: OfficerRequest, step_id: str) -> HttpResponseBase:
    """Fill the step once and take it on every chosen case, all or nothing."""
    now = clock.now()
    with reading(request.actor):
        chosen = _chosen(request)
        view = case_file(chosen[0].ref, book=law().book, actor=request.actor, now=now) if chosen else None
        moves = open_in_all(chosen, book=law().book, actor=request.actor, now=now)[0] if chosen else []
    found = view.law.process.step(step_id) if view else None
    if view is None or found is None:
        return errors.not_found(request)
    if len({one.stage for one in chosen}) > 1 or step_id not in {move.step.id for move in moves}:
        return HttpResponseRedirect(f"{reverse('together')}?{_query(chosen)}")
    asked = step_up_first(request) if request.method == "POST" and found.power in law().decisive else None
    if asked is not None:
        return asked
    form = form_of(found, view, request, now)
    if request.method == "GET":
        return _form(request, chosen, view, found, form, now)
    if not form.is_valid():
        return _form(request, chosen, view, found, form, now, status=422)
    seen = dict(zip(request.POST.getlist("kasus"), request.POST.getlist("stage_entry"), strict=False))
    entries = _entries(request, chosen)
    entries |= {ref: entry for ref in entries if (entry := whole(seen.get(ref))) is not None}
    outcome = taken(request, step_id, form, entries, now)
    if isinstance(outcome, Refused):
        return _form(request, chosen, view, found, form, now, refused=outcome, status=STATUS[outcome.kind])
    return HttpResponseRedirect(f"{reverse('inbox')}?tercatat={len(entries)}")


def _entries(request: OfficerRequest, chosen: Sequence[Case]) -> dict[str, int]:
    sight = law().book.commons.sight_for(request.actor)
    return {one.ref: shown_entry(one.id, one.stage_entry, sight) for one in chosen}


def _query(chosen: Sequence[Case]) -> str:
    return "&".join(f"kasus={one.ref}" for one in chosen)


def _form(
    request: OfficerRequest,
    chosen: Sequence[Case],
    view: CaseFileView,
    found: Step,
    form: StepForm,
    now: datetime,
    *,
    refused: Refused | None = None,
    status: int = 200,
) -> HttpResponseBase:
    doubt = refused if refused and refused.params.get("warning") else None
    move = next((one for one in view.moves if one.step.id == found.id), None)
    warned = [(one.code, wording.refusal(one, view.law)) for one in (move.warnings if move else ())]
    codes = {code for code, _words in warned}
    for code in [*([doubt.code] if doubt else []), *request.POST.getlist("accepts")]:
        if code not in codes:
            codes.add(code)
            warned.append(
                (
                    code,
                    wording.refusal(doubt, view.law)
                    if doubt and doubt.code == code
                    else wording.sentence(code, {"step": found.id}, view.law),
                )
            )
    context: dict[str, Any] = {
        "chosen": chosen,
        "entries": _entries(request, chosen),
        "query": _query(chosen),
        "names": names,
        "title": label(found.label),
        "hint": label(found.hint),
        "form": form,
        "faults": form.faults,
        "faulty": bool(form.faults),
        "refused": wording.refusal(refused, view.law) if refused and not doubt else "",
        "warned": warned,
        "accepted": request.POST.getlist("accepts"),
        "key": request.POST.get("key", "") or secrets.token_urlsafe(18),
        "calculated": step_hints.calculated(found, view, local_day(now, request.actor.zone)),
        "had_files": bool(request.FILES),
    } | step_hints.people_choices()
    return page(request, "officer/together_step.html", context, status=status)


def assignment(request: OfficerRequest, fault: str = "") -> HttpResponseBase:
    """Ask to whom the chosen cases are given."""
    today = local_day(clock.now(), request.actor.zone)
    with reading(request.actor):
        chosen = _chosen(request)
        people = [
            (str(one.id), f"{one.officer.name} · {label(role.label) if (role := role_of(one.role)) else one.role}")
            for one in colleagues(request.actor.institution, on=today)
        ]
    context = {"chosen": chosen, "people": people, "fault": fault, "names": names}
    return page(request, "officer/assign.html", context, status=422 if fault else 200)


@guard(OFFICER)
@require_http_methods(["POST"])
def assign_cases(request: OfficerRequest) -> HttpResponseBase:
    """Give the chosen cases to a colleague, or to nobody."""
    wanted = request.POST.get("posting", "")
    try:
        posting = None if wanted == "-" else uuid.UUID(wanted)
    except ValueError:
        return assignment(request, _("Pilih petugas, atau “Tidak ditugaskan”."))
    now = clock.now()
    with reading(request.actor):
        chosen = _chosen(request)
    if not chosen:
        return errors.not_found(request)
    with acting(request.actor, now=now) as act:
        for one in chosen:
            outcome = act.settle(assign(one.ref, posting, actor=request.actor, now=now), action="assign", ref=one.ref)
            if isinstance(outcome, Refused):
                break
    if act.refused is not None:
        return assignment(request, wording.refusal(act.refused))
    return HttpResponseRedirect(f"{reverse('inbox')}?tercatat={len(chosen)}&untuk=tugas")
