"""The status page: what the holder of a receipt may know, and more evidence for the same report."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sbt.cases.actions.receive_report import add_evidence
from sbt.cases.queries.status import CaseStatus, ReporterStatus, report_of, status_of
from sbt.evidence.actions import add_file
from sbt.evidence.kinds import LARGEST, MOST
from sbt.intake.receipt import grouped, well_formed
from sbt.people.acting import acting, reading
from sbt.people.actor import PUBLIC as PUBLIC_ACTOR
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.check_character import clean
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused
from sbt.web.formats import day, label
from sbt.web.forms.receipt import ReceiptForm
from sbt.web.guard import PUBLIC, guard
from sbt.web.page import page
from sbt.web.refusals import file_refusal_words

STATUS_COOKIE = "sbt_status"
STATUS_PATH = "/status"
STATUS_LIFE = 30 * 60
FAULTY = 422


@guard(PUBLIC)
@require_http_methods(["GET", "POST"])
def status(request: HttpRequest) -> HttpResponseBase:
    """Ask for the receipt, or show what it opens; every well-formed code that opens nothing gets the same answer."""
    if request.method == "POST":
        form = ReceiptForm(request.POST)
        if form.is_valid():
            return open_status(form.cleaned_data["code"])
        return _ask(request, form)
    receipt = request.COOKIES.get(STATUS_COOKIE, "")
    if not well_formed(receipt):
        return _ask(request, ReceiptForm(None))
    return _show(request, receipt)


@guard(PUBLIC)
@require_POST
def close(request: HttpRequest) -> HttpResponseBase:
    """Forget the receipt on this device."""
    response = HttpResponseRedirect(reverse("status"))
    response.delete_cookie(STATUS_COOKIE, path=STATUS_PATH, samesite="Lax")
    return response


@guard(PUBLIC)
@require_POST
def more_evidence(request: HttpRequest) -> HttpResponseBase:
    """Add files to the report that the receipt opens."""
    receipt = request.COOKIES.get(STATUS_COOKIE, "")
    if not well_formed(receipt):
        return HttpResponseRedirect(reverse("status"))
    now = clock.now()
    files = request.FILES.getlist("files")
    refused = []
    with acting(PUBLIC_ACTOR, now=now):
        report = report_of(receipt)
        taken = []
        for file in files[:MOST] if report else ():
            name = file.name or "berkas"
            added = add_file(name, file.chunks(), institution="", on=local_day(now, "WIB"))
            if isinstance(added, Refused):
                refused.append(f"{name}: {file_refusal_words(added)}")
            else:
                taken.append(added)
        if report and taken:
            add_evidence(report, taken)
    if not files:
        refused.append(_("Pilih berkas yang akan ditambahkan"))
    if len(files) > MOST:
        refused.append(_("Paling banyak %(most)s berkas sekaligus. Selebihnya tidak disimpan.") % {"most": MOST})
    if refused:
        return _show(request, receipt, refused)
    return HttpResponseRedirect(f"{reverse('status')}?tersimpan={len(taken)}")


def open_status(receipt: str) -> HttpResponse:
    """Lead to the status page and lend this browser the receipt for half an hour."""
    response = HttpResponseRedirect(reverse("status"))
    response.set_cookie(
        STATUS_COOKIE,
        clean(receipt),
        max_age=STATUS_LIFE,
        path=STATUS_PATH,
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )
    return response


def _ask(request: HttpRequest, form: ReceiptForm) -> HttpResponse:
    shown = {"form": form, "faults": form.faults, "faulty": bool(form.faults), "unknown": False}
    return page(request, "public/status.html", shown, status=FAULTY if form.faults else 200)


def _show(request: HttpRequest, receipt: str, refused: list[str] | None = None) -> HttpResponse:
    with reading(PUBLIC_ACTOR):
        found = status_of(receipt, book=law().book, now=clock.now())
    if found is None:
        response = page(
            request, "public/status.html", {"form": ReceiptForm(None), "faults": [], "faulty": False, "unknown": True}
        )
        response.delete_cookie(STATUS_COOKIE, path=STATUS_PATH, samesite="Lax")
        return response
    saved = request.GET.get("tersimpan", "")
    shown = {
        "receipt": grouped(clean(receipt)),
        "report": found,
        "cases": [_case(one, found) for one in found.cases],
        "faults": [("f-files", words) for words in refused or ()],
        "faulty": bool(refused),
        "saved": int(saved) if saved.isdecimal() and len(saved) < 3 else 0,  # noqa: PLR2004 (at most MOST)
        "largest": LARGEST,
        "most": MOST,
    }
    return page(request, "public/status_report.html", shown, status=FAULTY if refused else 200)


def _case(one: CaseStatus, report: ReporterStatus) -> dict[str, object]:
    limit = one.limit
    stations = []
    for number, name in enumerate(one.stations, start=1):
        state = "done" if number < one.station or one.final else "current" if number == one.station else ""
        time = ""
        if state == "current" and limit:
            words = _("%(limit)s: lewat sejak %(day)s") if limit.overdue else _("%(limit)s: sampai %(day)s")
            time = words % {"limit": label(limit.label), "day": day(limit.due_on)}
            state = "late" if limit.overdue else state
        stations.append({"label": label(name), "state": state, "time": time, "certain": not limit or limit.certain})
    events = [{"title": label(event.text), "when": day(event.on), "day": event.on} for event in one.events]
    if not events:
        events = [{"title": _("Laporan diterima"), "when": day(report.received_on), "day": report.received_on}]
    return {
        "number": one.number,
        "stage": label(one.stage),
        "text": label(one.text),
        "stations": stations,
        "events": events,
    }
