"""Release copies on the screen: made by one officer with a preview from the server, released all together by another."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sbt.cases.actions import StepInput, take_step
from sbt.cases.actions.make_copy import RELEASE, make_copy
from sbt.cases.queries import case_in_sight
from sbt.cases.queries.evidence import copies_of
from sbt.evidence.copies import drawn
from sbt.evidence.serving import painted
from sbt.people.acting import Answer, acting, reading
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused
from sbt.web import errors, wording
from sbt.web.evidence import piece, title
from sbt.web.forms import copy as forms
from sbt.web.guard import OFFICER, OfficerRequest, guard
from sbt.web.page import page
from sbt.web.step import LONGEST_KEY, STATUS

if TYPE_CHECKING:
    from datetime import datetime

    from sbt.cases.models import Case
    from sbt.cases.queries.evidence import Copy, Piece


@guard(OFFICER)
@require_http_methods(["GET", "POST"])
def copy_new(request: OfficerRequest, ref: str, number: int) -> HttpResponseBase:
    """Show the form of a copy, preview it, and make it."""
    found = piece(request, ref, number)
    if found is None or not found.copies:
        return errors.not_found(request)
    pages = [one.number for one in found.pages]
    save = request.method == "POST" and request.POST.get("go") == "save"
    form = forms.posted(request.POST, pages, complete=save) if request.method == "POST" else forms.fresh(pages)
    if not save or form.faults:
        return _form_page(request, found, form, status=422 if form.faults else 200)
    outcome = _made(request, found, form, clock.now())
    if isinstance(outcome, Refused):
        return _form_page(request, found, form, refused=outcome, status=STATUS[outcome.kind])
    return HttpResponseRedirect(reverse("copies", args=[ref]))


@guard(OFFICER)
@require_GET
def copy_preview(request: OfficerRequest, ref: str, number: int, at: int) -> HttpResponseBase:
    """Draw one page by the recipe in the address; with `kisi` uncut, with lines at every tenth."""
    found = piece(request, ref, number)
    recipe = forms.recipe_of_query(request.GET, at)
    row = next((one for one in found.pages if one.number == at), None) if found else None
    if found is None or not found.copies or recipe is None or row is None:
        return errors.not_found(request)
    answer = drawn(row, recipe, grid="kisi" in request.GET)
    return painted(answer.pictures) if answer.pictures else errors.not_found(request)


@guard(OFFICER)
@require_http_methods(["GET", "POST"])
def copies(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """List the copies of a case; release all that wait, with one confirmation by the second person."""
    with reading(request.actor):
        case, listed = _copies(request, ref)
    if case is None:
        return errors.not_found(request)
    if request.method == "GET":
        return _list_page(request, case, listed)
    if not request.POST.get("confirmed"):
        return _list_page(
            request, case, listed, fault=_("Nyatakan bahwa Anda sudah melihat setiap salinan."), status=422
        )
    outcome = _released(request, ref, request.POST.getlist("copy"), clock.now())
    if isinstance(outcome, Refused):
        return _list_page(request, case, listed, fault=wording.refusal(outcome), status=STATUS[outcome.kind])
    return HttpResponseRedirect(reverse("copies", args=[ref]))


def _made(request: OfficerRequest, found: Piece, form: forms.CopyForm, now: datetime) -> bool | Refused:
    key = request.POST.get("key", "")[:LONGEST_KEY]
    with acting(request.actor, now=now, key=key, request=f"salinan {found.file.id}".encode()) as act:
        if act.replay is not None:
            return True
        made = act.settle(
            make_copy(
                found.case.ref,
                found.file.id,
                form.recipes,
                shows_taker=form.answer,
                reason=form.reason,
                book=law().book,
                actor=request.actor,
                now=now,
            ),
            ref=found.case.ref,
        )
        if isinstance(made, Refused):
            return made
        act.remember(Answer(303, b""))
    return True


def _released(request: OfficerRequest, ref: str, ids: list[str], now: datetime) -> bool | Refused:
    """Release the copies that were on the page, not what came after it was shown."""
    with acting(request.actor, now=now) as act:
        _case, listed = _copies(request, ref)
        wanted = tuple(one.row.result for one in listed if one.waiting and str(one.row.id) in ids)
        if not wanted:
            return Refused("copy_unknown", "facts", {}, "copies")
        given = StepInput(step=RELEASE, facts={"copies": wanted})
        outcome = act.settle(
            take_step(ref, given, book=law().book, actor=request.actor, now=now), action=RELEASE, ref=ref
        )
        return outcome if isinstance(outcome, Refused) else True


def _copies(request: OfficerRequest, ref: str) -> tuple[Case | None, list[Copy]]:
    commons = law().book.commons
    if not commons.shows(commons.sight_for(request.actor), "bukti_asli"):
        return None, []
    case = case_in_sight(ref, request.actor, commons)
    return case, copies_of(case) if case else []


def _form_page(
    request: OfficerRequest, found: Piece, form: forms.CopyForm, *, refused: Refused | None = None, status: int = 200
) -> HttpResponseBase:
    previewed = request.method == "POST" and not form.faults
    previews = [(one.page, forms.preview_query(one, grid=not previewed)) for one in form.recipes]
    context = {
        "case": found.case,
        "piece": found,
        "title": title(found),
        "form": form,
        "faults": form.faults,
        "faulty": bool(form.faults),
        "refused": wording.refusal(refused) if refused else "",
        "previews": previews,
        "previewed": previewed,
        "sides": {"left": _("Kiri"), "top": _("Atas"), "right": _("Kanan"), "bottom": _("Bawah")},
        "key": request.POST.get("key", "") or secrets.token_urlsafe(18),
    }
    return page(request, "officer/copy.html", context, status=status)


def _list_page(
    request: OfficerRequest, case: Case, listed: list[Copy], *, fault: str = "", status: int = 200
) -> HttpResponseBase:
    own = request.actor.hats | {request.actor.posting}
    waiting = [one for one in listed if one.waiting]
    return page(
        request,
        "officer/copies.html",
        {
            "case": case,
            "waiting": waiting,
            "to_release": [one for one in waiting if one.row.made_by not in own],
            "released": [one for one in listed if not one.waiting],
            "may_release": law()
            .book.commons.authority.may(
                request.actor,
                "salinan.setujui",
                local_day(clock.now(), request.actor.zone),
                law().book.commons.place({"office": case.office, "instansi": case.instansi}),
            )
            .allowed,
            "fault": fault,
        },
        status=status,
    )
