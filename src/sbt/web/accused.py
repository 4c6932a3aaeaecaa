"""The page of the accused (/hak-jawab): opened with the code of the letter and his own number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sbt.cases.actions.accused import APPEAL, OBJECT, REPLY, SUE
from sbt.cases.queries.accused import Told, accused_view, page_of
from sbt.evidence.kinds import LARGEST, MOST
from sbt.evidence.serving import picture
from sbt.intake.visitors import READ
from sbt.people.acting import reading
from sbt.people.actor import ACCUSED
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.process import FactField
from sbt.web import accused_forms, accused_rights, errors, names
from sbt.web.accused_door import find_draft, forget, lend, opener_in, view_in
from sbt.web.formats import day, label
from sbt.web.forms.accused import AccusedCodeForm, RemedyForm, ReplyForm
from sbt.web.guard import PUBLIC, guard
from sbt.web.page import page
from sbt.web.waiting import wait

FAULTY = 422
type Faults = Sequence[tuple[str, str]]


@guard(PUBLIC)
@require_http_methods(["GET", "POST"])
def accused(request: HttpRequest) -> HttpResponseBase:
    """Ask for code and number, or show what they open; every pair that opens nothing gets the same answer."""
    if request.method == "POST":
        form = AccusedCodeForm(request.POST)
        if form.is_valid():
            return wait(request, READ) or lend(form.cleaned_data["code"], form.cleaned_data["nip"])
        return _ask(request, form, status=FAULTY)
    if opener_in(request) is None:
        return _ask(request, AccusedCodeForm(None))
    return show(request)


@guard(PUBLIC)
@require_POST
def close(request: HttpRequest) -> HttpResponseBase:
    """Forget on this device what the code opened."""
    return forget(HttpResponseRedirect(reverse("accused")))


@guard(PUBLIC)
@require_GET
def copy_page(request: HttpRequest, number: int, at: int) -> HttpResponseBase:
    """Give the picture of one page of a released copy."""
    opener = opener_in(request)
    with reading(ACCUSED):
        view = accused_view(opener, law=law(), now=clock.now()) if opener else None
        row = page_of(view, number, at) if view else None
    return picture(row) if row is not None else errors.not_found(request)


@guard(PUBLIC)
@require_GET
def clearance(request: HttpRequest) -> HttpResponseBase:
    """The letter that clears the name, once the law gives it."""
    view = view_in(request)
    if view is None or view.cleared_on is None:
        return errors.not_found(request)
    return page(request, "public/accused_letter.html", accused_rights.letter(view))


@guard(PUBLIC)
@require_GET
def data(request: HttpRequest) -> HttpResponseBase:
    """Everything that concerns him, as a file."""
    view = view_in(request)
    if view is None:
        return HttpResponseRedirect(reverse("accused"))
    return accused_rights.export(view)


def _ask(request: HttpRequest, form: AccusedCodeForm, *, unknown: bool = False, status: int = 200) -> HttpResponse:
    shown = {"form": form, "faults": form.faults, "faulty": bool(form.faults), "unknown": unknown}
    return page(request, "public/accused.html", shown, status=status)


def show(
    request: HttpRequest,
    *,
    reply: ReplyForm | None = None,
    remedy: tuple[str, RemedyForm] | None = None,
    refused: Faults = (),
    failed: str = "",
) -> HttpResponse:
    """Show what the code opens, with the forms of what he may do now and the faults of what was refused."""
    view = view_in(request)
    if view is None:
        return forget(_ask(request, AccusedCodeForm(None), unknown=True))
    draft = find_draft(request, clock.now())
    kept: Mapping[str, Any] = draft.answers.get("reply", {}) if draft else {}
    reply = reply or ReplyForm(None, initial=kept, draft=True)
    faults = [*reply.faults, *(remedy[1].faults if remedy else []), *([("f-files", refused[0][1])] if refused else [])]
    context = {
        "view": view,
        "case": view.case,
        "person": view.case.subject,
        "instansi": names.institution(view.case.instansi) if view.case.instansi else "",
        "told_by": names.institution(view.told_by),
        "stage": label(view.stage),
        "holders": names.institutions(",".join(view.holders)),
        "entries": [told_words(one) for one in reversed(view.told)],
        "replies": [
            {
                "title": label(one.step.said),
                "on": one.on,
                "texts": [(label(field.label), text) for field, text in one.texts],
                "files": one.files,
                "number": one.number,
            }
            for one in view.replies
        ],
        "may_reply": REPLY in view.steps,
        "remedies": accused_forms.sections(view, remedy),
        "reply": reply,
        "draft_files": draft.files if draft else [],
        "draft_kept": bool(kept),
        "refused_files": refused,
        "file_fault": refused[0][1] if refused else "",
        "failed": failed,
        "faults": faults,
        "faulty": bool(faults),
        "limits": accused_rights.limits(view),
        "decisions": [accused_rights.decision(view, one) for one in view.decisions],
        "block": accused_rights.block(view),
        "copies": [
            {"title": one.title, "number": n, "pages": accused_rights.pages(one)} for n, one in enumerate(view.files, 1)
        ],
        "done": _done(request.GET.get("diterima", "")),
        "largest": LARGEST,
        "most": MOST,
    }
    return page(request, "public/accused_case.html", context, status=FAULTY if faults or failed else 200)


def told_words(one: Told) -> dict[str, Any]:
    """Say one step with its facts."""
    return {
        "title": label(one.step.said) or label(one.step.label),
        "when": day(one.on),
        "day": one.on,
        "meta": names.institution(one.institution) if one.institution != ACCUSED.institution else _("Anda"),
        "text": "; ".join(f"{label(field.label)}: {value_words(field, value)}" for field, value in one.facts),
    }


def value_words(field: FactField, value: str | date) -> str:
    """Say the value of a fact."""
    if isinstance(value, date):
        return day(value)
    return next((label(option.label) for option in field.options if option.code == value), value)


def _done(step: str) -> str:
    return {
        REPLY: _("Jawaban Anda diterima"),
        OBJECT: _("Keberatan Anda diterima"),
        APPEAL: _("Banding Anda diterima"),
        SUE: _("Kabar gugatan Anda diterima"),
        "draf": _("Draf tersimpan di peramban ini selama 24 jam"),
    }.get(step, "")
