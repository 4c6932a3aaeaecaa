"""Who the accused is: candidates of the register with what matched, a look-up by NIP, and an officer who confirms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sbt.cases.actions import StepInput, confirm_identity
from sbt.cases.actions.identity import CONFIRM
from sbt.people.acting import acting, reading
from sbt.project import clock
from sbt.protection.readings import NUMBER, note
from sbt.register.queries import Candidate, by_nip, candidates
from sbt.rulebook.current import law
from sbt.rules.identity import Nip, NumberFault, check_nip
from sbt.rules.outcome import Refused
from sbt.rules.text import TextFault, check_text
from sbt.web import case_page, errors, names, wording
from sbt.web.case import file_in_sight
from sbt.web.formats import label
from sbt.web.forms.base import text_fault_words
from sbt.web.forms.report import number_fault_words
from sbt.web.guard import OFFICER, OfficerRequest, guard
from sbt.web.numerals import whole
from sbt.web.page import page
from sbt.web.step import STATUS

if TYPE_CHECKING:
    from sbt.cases.queries.file import CaseFileView
    from sbt.register.models import Asn

LONGEST_NAME = 160
LONGEST_REASON = 4000


_NOTHING = {"found": [], "typed_nip": "", "typed_name": "", "nip_fault": "", "searched": False}
"""The register answers only those who may confirm who the accused is."""


@guard(OFFICER)
@require_http_methods(["GET", "POST"])
def identity(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """Show who can be meant; a POST confirms one of them."""
    now = clock.now()
    with reading(request.actor):
        view = file_in_sight(request, ref, now)
        if view is None or view.sight == "instansi":
            return errors.not_found(request)
        move = next((one for one in view.moves if one.step.id == CONFIRM), None)
        may = move is not None and (move.refused is None or move.refused.kind != "power")
        shown = _search(request, view) if may else dict(_NOTHING)
    note(
        request.actor,
        ref,
        [NUMBER] if shown["found"] or "" != view.case.subject.nip == view.nip else [],
        law=law(),
        now=now,
        nips=numbers(shown["found"]),
    )
    if request.method == "GET" or move is None:
        return _shown(request, view, shown)
    nip, reason = (
        request.POST.get("nip", ""),
        check_text(request.POST.get("reason", ""), limit=LONGEST_REASON, lines=True),
    )
    if isinstance(reason, TextFault):
        return _shown(request, view, shown, fault=("f-reason", text_fault_words(reason)), status=422)
    if not (nip.isascii() and nip.isdecimal()):
        return _shown(request, view, shown, fault=("f-nip-1", _("Pilih satu orang, atau cari lagi")), status=422)
    with acting(request.actor, now=now) as act:
        facts = {name: value for name, value in (("reason", reason), ("post", request.POST.get("post", ""))) if value}
        given = StepInput(step=CONFIRM, facts=facts, stage_entry=whole(request.POST.get("stage_entry")))
        outcome = confirm_identity(ref, nip, given, book=law().book, actor=request.actor, now=now)
        act.settle(outcome, action=CONFIRM, ref=ref)
    if isinstance(outcome, Refused):
        fault = ("f-reason" if outcome.fact == "reason" else "f-nip-1", wording.refusal(outcome, view.law))
        return _shown(request, view, shown, fault=fault, status=STATUS[outcome.kind])
    return HttpResponseRedirect(f"{reverse('case', args=[ref])}?tercatat={CONFIRM}")


def _search(request: OfficerRequest, view: CaseFileView) -> dict[str, Any]:
    subject = view.case.subject
    given = request.POST if request.method == "POST" else request.GET
    typed_nip, typed_name = given.get("cari_nip", "").strip(), given.get("cari_nama", "").strip()
    fault, found = "", list[dict[str, Any]]()
    name = check_text(typed_name or subject.name, limit=LONGEST_NAME)
    if typed_nip or (not typed_name and subject.nip):
        read = check_nip(typed_nip or subject.nip)
        if isinstance(read, NumberFault):
            fault = number_fault_words(read)
        else:
            known = by_nip(read.digits)
            fault = "" if known else _("NIP ini benar susunannya, tetapi tidak ada dalam data kepegawaian.")
            found += [_person(known, 100, ("nip",))] if known else []
    if not found and not typed_nip and not isinstance(name, TextFault) and name:
        listed = candidates(name=name, instansi=view.case.instansi, unit=subject.unit, post=subject.post)
        if not listed and view.case.instansi:
            listed = candidates(name=name, unit=subject.unit, post=subject.post)
        found += [_candidate(one) for one in listed]
    return {
        "found": found,
        "typed_nip": typed_nip,
        "typed_name": typed_name,
        "nip_fault": fault if typed_nip or not found else "",
        "searched": bool(typed_nip or typed_name or subject.name or subject.nip),
    }


def numbers(found: Any) -> list[str]:
    """Name the civil servants whose whole number is shown."""
    return [one["asn"].nip for one in found]


def _candidate(one: Candidate) -> dict[str, Any]:
    return _person(one.asn, one.score, one.matched)


def _person(asn: Asn, score: int, matched: tuple[str, ...]) -> dict[str, Any]:
    words = {
        "nip": "NIP",
        "name": _("nama"),
        "instansi": _("instansi"),
        "unit": _("unit"),
        "post": _("jabatan"),
    }
    standing = {
        "retired": _("pensiun"),
        "left": _("berhenti"),
        "deceased": _("meninggal"),
    }
    checked = check_nip(asn.nip)
    return {
        "asn": asn,
        "nip": checked.spaced if isinstance(checked, Nip) else asn.nip,
        "score": score,
        "matched": ", ".join(words.get(one, one) for one in matched),
        "instansi": names.institution(asn.instansi),
        "job_level": names.job_level(asn.job_level),
        "employment": names.employment(asn.employment),
        "standing": standing.get(asn.standing, ""),
    }


def _shown(
    request: OfficerRequest,
    view: CaseFileView,
    searched: dict[str, Any],
    *,
    fault: tuple[str, str] | None = None,
    status: int = 200,
) -> HttpResponseBase:
    move = next((one for one in view.moves if one.step.id == CONFIRM), None)
    closed = wording.refusal(move.refused, view.law) if move and move.refused else ""
    if move is None:
        closed = _("Identitas tidak lagi ditetapkan pada tahap ini.")
    step = view.law.process.step(CONFIRM)
    field = step.fact("post") if step else None
    context = {
        "case": view.case,
        "view": view,
        "person": case_page.person(view),
        "subject": view.case.subject,
        "closed": closed,
        "faults": [fault] if fault else [],
        "faulty": fault is not None,
        "fault": fault,
        "reason": request.POST.get("reason", ""),
        "asks_reason": bool(step and step.fact("reason")),
        "posts": [(one.code, label(one.label)) for one in field.options] if field else [],
        "post": request.POST.get("post", ""),
        "chosen": request.POST.get("nip", ""),
        "unresolved": next((one.step.id for one in view.moves if one.open and one.step.id == UNRESOLVED), ""),
    }
    return page(request, "officer/identity.html", context | searched, status=status)


UNRESOLVED = "identitas_belum_ditemukan"
