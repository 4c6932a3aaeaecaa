"""The status page: what the holder of a receipt may know, and more evidence for the same report."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sbt.cases.actions.questions import ANSWERED
from sbt.cases.actions.receive_report import ADD_EVIDENCE
from sbt.cases.queries.asked import COMPLETE, CONTEST, WITHDRAW
from sbt.cases.queries.openings import Told, openings_told
from sbt.cases.queries.questions import questions_opened
from sbt.cases.queries.status import CaseStatus, ReporterStatus, status_of
from sbt.evidence.kinds import LARGEST, MOST
from sbt.intake.receipt import grouped, well_formed
from sbt.intake.visitors import READ
from sbt.people.acting import reading
from sbt.people.actor import PUBLIC as PUBLIC_ACTOR
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.check_character import clean
from sbt.web import information, lending, names, reprisal
from sbt.web.answers import identity_words
from sbt.web.formats import day, label
from sbt.web.forms.receipt import ReceiptForm
from sbt.web.guard import PUBLIC, guard
from sbt.web.opening_words import state_words
from sbt.web.page import page
from sbt.web.waiting import wait

STATUS_COOKIE = "sbt_status"
STATUS_PATH = "/status"
STATUS_LIFE = 30 * 60
FAULTY = 422
ADDRESSES = {COMPLETE: "status_complete", WITHDRAW: "status_withdraw", CONTEST: "status_contest"}


@guard(PUBLIC)
@require_http_methods(["GET", "POST"])
def status(request: HttpRequest) -> HttpResponseBase:
    """Ask for the receipt, or show what it opens; every well-formed code that opens nothing gets the same answer."""
    if request.method == "POST":
        form = ReceiptForm(request.POST)
        if form.is_valid():
            return wait(request, READ) or open_status(form.cleaned_data["code"])
        return _ask(request, form)
    receipt = lending.lent(request, STATUS_COOKIE)
    if not well_formed(receipt):
        return _ask(request, ReceiptForm(None))
    return show(request, receipt)


@guard(PUBLIC)
@require_POST
def close(request: HttpRequest) -> HttpResponseBase:
    """Forget the receipt on this device."""
    response = HttpResponseRedirect(reverse("status"))
    lending.take_back(response, STATUS_COOKIE, path=STATUS_PATH)
    return response


def open_status(receipt: str) -> HttpResponse:
    """Lead to the status page and lend this browser the receipt for half an hour."""
    response = HttpResponseRedirect(reverse("status"))
    lending.lend(response, STATUS_COOKIE, clean(receipt), path=STATUS_PATH, seconds=STATUS_LIFE)
    return response


def _ask(request: HttpRequest, form: ReceiptForm) -> HttpResponse:
    shown = {"form": form, "faults": form.faults, "faulty": bool(form.faults), "unknown": False}
    return page(request, "public/status.html", shown, status=FAULTY if form.faults else 200)


def show(
    request: HttpRequest,
    receipt: str,
    faults: Sequence[tuple[str, str]] = (),
    note: str = "",
    typed: Mapping[tuple[str, int], str] | None = None,
) -> HttpResponse:
    """Show what the receipt opens; with the faults of what was refused, and what was typed: a note, or a step's text."""
    with reading(PUBLIC_ACTOR):
        found = status_of(receipt, law=law(), now=clock.now())
        asked = questions_opened(found.report_id, receipt) if found else ()
        openings = openings_told(found.report_id, clock.now()) if found and found.identity != "anonim" else ()
    if found is None:
        about_reprisal = reprisal.status(request, receipt)
        if about_reprisal is not None:
            return about_reprisal
        about_request = information.status(request, receipt)
        if about_request is not None:
            return about_request
        response = page(
            request, "public/status.html", {"form": ReceiptForm(None), "faults": [], "faulty": False, "unknown": True}
        )
        lending.take_back(response, STATUS_COOKIE, path=STATUS_PATH)
        return response
    saved = request.GET.get("tersimpan", "")
    shown = {
        "receipt": grouped(clean(receipt)),
        "report": found,
        "cases": [_case(one, found) | {"doors": _doors(one, dict(faults), typed or {})} for one in found.cases],
        "identity": identity_words(found.identity),
        "questions": [{"asked": one, "institution": names.institution(one.institution)} for one in asked],
        "openings": [_opening(one) for one in openings],
        "answer_faults": dict(faults),
        "open": any(not one.final for one in found.cases),
        "done": _done(request.GET.get("diterima", "")),
        "evidence_fault": next((words for target, words in faults if target == "f-files"), ""),
        "faults": faults,
        "faulty": bool(faults),
        "note": note,
        "saved": int(saved) if saved.isdecimal() and len(saved) < 3 else 0,  # noqa: PLR2004 (at most MOST)
        "largest": LARGEST,
        "most": MOST,
    }
    return page(request, "public/status_report.html", shown, status=FAULTY if faults else 200)


def _doors(one: CaseStatus, faults: Mapping[str, str], typed: Mapping[tuple[str, int], str]) -> list[dict[str, object]]:
    """Give the forms of the steps that the reporter may take on the case."""
    found = []
    for step in one.steps:
        text = next(fact for fact in step.facts if fact.kind == "text")
        place = f"f-{step.id}-{one.number}"
        found.append(
            {
                "href": reverse(ADDRESSES[step.id]),
                "id": place,
                "title": label(step.label),
                "label": label(text.label),
                "optional": not text.required,
                "uploads": any(fact.kind == "file" for fact in step.facts),
                "typed": typed.get((step.id, one.number), ""),
                "error": faults.get(place, ""),
                "file_error": faults.get(f"{place}-files", ""),
                "first": step.id == COMPLETE,
            }
        )
    return found


def _opening(told: Told) -> dict[str, object]:
    reason = law().custody.reasons.get(told.reason)
    return {
        "told": told,
        "institution": names.institution(told.institution),
        "reason": label(reason.label) if reason else told.reason,
        "state": state_words(told.state),
    }


def _done(step: str) -> str:
    return {
        ANSWERED: _("Jawaban Anda diterima"),
        COMPLETE: _("Kelengkapan Anda diterima"),
        WITHDRAW: _("Laporan dicabut"),
        CONTEST: _("Sanggahan Anda diterima"),
        ADD_EVIDENCE: _("Keterangan Anda diterima"),
    }.get(step, "")


def _station(number: int, one: CaseStatus) -> str:
    """Say how a station stands: passed, open now, never entered, or still to come."""
    if number == one.station:
        return "done" if one.final else "current"
    if one.final and number > max(one.passed - {one.station}, default=one.station):
        return "skipped"
    return "done" if number < one.station else ""


def _case(one: CaseStatus, report: ReporterStatus) -> dict[str, object]:
    limit = one.limit
    stations = []
    for number, name in enumerate(one.stations, start=1):
        state = _station(number, one)
        time = ""
        if state == "current" and limit:
            words = _("%(limit)s: lewat sejak %(day)s") if limit.overdue else _("%(limit)s: sampai %(day)s")
            time = words % {"limit": label(limit.label), "day": day(limit.due_on)}
            state = "late" if limit.overdue else state
        stations.append({"label": label(name), "state": state, "time": time, "certain": not limit or limit.certain})
    events = [
        {"title": label(event.text).removesuffix("."), "when": day(event.on), "day": event.on} for event in one.events
    ]
    if not events:
        events = [{"title": _("Laporan diterima"), "when": day(report.received_on), "day": report.received_on}]
    return {
        "number": one.number,
        "text": label(one.text).removesuffix("."),
        "at": _("Tahap %(now)s dari %(total)s: %(stage)s")
        % {"now": one.station, "total": len(one.stations), "stage": label(one.stations[one.station - 1])},
        "request": one.request,
        "stations": stations,
        "events": events,
        "results": [
            {"label": label(result.label), "value": label(result.value), "certain": result.warrant.certain}
            for result in one.results
        ],
    }
