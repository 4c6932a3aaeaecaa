"""Bawaslu's own entrance: one plenary result for many persons, accepted or refused as a whole, followed to the end."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sbt.cases.actions import ForwardingInput, LineInput, forward
from sbt.cases.queries.forwardings import forwarding_in_sight, listed_forwardings
from sbt.intake.actions import AccusedInput
from sbt.people.acting import Answer, acting, reading
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused
from sbt.rules.period import Period
from sbt.web import errors, names, places, sheet, wording
from sbt.web.forms.forwarding import MOST_LINES, HeadForm, LineForm, posted_lines, without_line
from sbt.web.guard import OFFICER, OfficerRequest, guard
from sbt.web.law_view import matrix_on
from sbt.web.numerals import whole
from sbt.web.page import page
from sbt.web.step import LONGEST_KEY, STATUS, stored

if TYPE_CHECKING:
    from datetime import date, datetime

    from sbt.cases.actions import ForwardingResult
    from sbt.rules.matrix import Row

POWER = "penerusan.kirim"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@guard(OFFICER)
@require_GET
def forwardings(request: OfficerRequest) -> HttpResponseBase:
    """List the forwardings that the institution sent or receives."""
    with reading(request.actor):
        found, tally = listed_forwardings(request.actor, law().book.commons)
    lines = [
        {"row": one.forwarding, "persons": one.persons, "sender": names.institution(one.forwarding.institution)}
        for one in found
    ]
    return page(
        request,
        "officer/forwardings.html",
        {"lines": lines, "tally": tally, "may_send": may_send(request)},
    )


def may_send(request: OfficerRequest) -> bool:
    """Tell whether the posting may hand in a forwarding; the rules say so again when it does."""
    return POWER in law().book.commons.authority.role_powers(request.actor.role)


@guard(OFFICER)
@require_GET
def forwarding(request: OfficerRequest, forwarding_id: uuid.UUID) -> HttpResponseBase:
    """Show a forwarding with what became of each person."""
    with reading(request.actor):
        found = forwarding_in_sight(forwarding_id, request.actor, law().book.commons)
    if found is None:
        return errors.not_found(request)
    row, lines = found
    shown = [
        {
            "line": one,
            "stage": names.stage(one.case.stage, one.case.process) if one.case else "",
            "since": one.case.entered_on if one.case else None,
            "name": one.name or (one.case.subject.shown_name if one.case else ""),
            "faults": [wording.sentence(fault["code"], fault) for fault in one.faults],
        }
        for one in lines
    ]
    return page(
        request,
        "officer/forwarding.html",
        {"row": row, "lines": shown, "sender": names.institution_full(row.institution)},
    )


@guard(POWER)
@require_GET
def sheet_template(request: OfficerRequest) -> HttpResponseBase:
    """Hand out the empty sheet."""
    rows = offered_rows(local_day(clock.now(), request.actor.zone))
    words = {row.id: names.row(row) for row in rows}
    content = sheet.template(rows, words, [offer.label for offer in places.accused_offices()])
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="penerusan.xlsx"'
    return response


def offered_rows(today: date) -> list[Row]:
    """List the rows of the matrix of the day that may be named."""
    matrix = matrix_on(today)
    return [row for row in matrix.rows if not row.statutory and row.category != "criminal"] if matrix else []


@guard(POWER)
@require_http_methods(["GET", "POST"])
def forwarding_new(request: OfficerRequest) -> HttpResponseBase:
    """Fill in a forwarding on the screen or from a sheet, and hand it in as a whole."""
    now = clock.now()
    today = local_day(now, request.actor.zone)
    if request.method == "GET":
        return _form(request, *_forms(request, None, today))
    data: dict[str, Any] = {name: request.POST.get(name, "") for name in request.POST}
    count, todo = posted_lines(data), request.POST.get("buat", "")
    if todo == "lembar":
        return _from_sheet(request, data, today)
    if todo == "tambah":
        data["lines"] = str(min(count + 1, MOST_LINES))
        return _form(request, *_forms(request, data, today), quiet=True)
    if todo.startswith("hapus-") and (gone := whole(todo[6:])) is not None:
        return _form(request, *_forms(request, without_line(data, gone, count), today), quiet=True)
    return _handed_in(request, *_forms(request, data, today), now)


def _handed_in(request: OfficerRequest, head: HeadForm, lines: list[LineForm], now: datetime) -> HttpResponseBase:
    if not head.is_valid() or not all([line.is_valid() for line in lines]):  # noqa: C419 (all of them are judged)
        return _form(request, head, lines, status=422)
    outcome = _sent(request, head, lines, now)
    if isinstance(outcome, Refused):
        if outcome.fact in head.fields:
            head.add_error(outcome.fact, wording.refusal(outcome))
        return _form(request, head, lines, refused=outcome, status=STATUS[outcome.kind])
    if isinstance(outcome, uuid.UUID):
        return HttpResponseRedirect(reverse("forwarding", args=[outcome]))
    if outcome.accepted:
        return HttpResponseRedirect(reverse("forwarding", args=[outcome.forwarding.id]))
    for line, kept in zip(lines, outcome.lines, strict=True):
        for fault in kept.faults:
            line.add_error(
                fault["field"] if fault["field"] in line.fields else None, wording.sentence(fault["code"], fault)
            )
    return _form(request, head, lines, kept=str(outcome.forwarding.id), status=422)


def _forms(request: OfficerRequest, data: Mapping[str, Any] | None, today: date) -> tuple[HeadForm, list[LineForm]]:
    areas = [] if "." in request.actor.area else places.areas(request.actor.area)
    files = request.FILES if data is not None else None
    rows = [(row.id, names.row(row)) for row in offered_rows(today)]
    offices = places.accused_offices()
    head = HeadForm(data, files, areas=areas, today=today)
    count = posted_lines(data) if data is not None else 1
    lines = [
        LineForm(data, prefix=f"l{number}", rows=rows, offices=offices, today=today) for number in range(1, count + 1)
    ]
    return head, lines


def _from_sheet(request: OfficerRequest, data: dict[str, Any], today: date) -> HttpResponseBase:
    upload = request.FILES.get("sheet")
    if upload is None:
        return _form(
            request, *_forms(request, data, today), sheet_fault=_("Pilih lembar yang sudah diisi."), quiet=True
        )
    try:
        lines = sheet.lines_of(upload.name or "", b"".join(upload.chunks()), offered_rows(today))
    except sheet.SheetUnreadableError as fault:
        return _form(request, *_forms(request, data, today), sheet_fault=str(fault), quiet=True, status=422)
    kept = {
        name: value
        for name, value in data.items()
        if name in ("number", "area") or name.endswith("_on") or "_on_" in name
    }
    for number, line in enumerate(lines, start=1):
        kept |= {f"l{number}-{name}": value for name, value in line.items()}
    head, forms = _forms(request, kept | {"lines": str(len(lines))}, today)
    faulty = not all([form.is_valid() for form in forms])  # noqa: C419 (all of them are judged)
    return _form(request, head, forms, checked=len(lines), head_quiet=True, status=422 if faulty else 200)


def _sent(
    request: OfficerRequest, head: HeadForm, lines: list[LineForm], now: datetime
) -> ForwardingResult | Refused | uuid.UUID:
    typed = head.cleaned_data
    rows = {row.id: row for row in offered_rows(head.today)}
    key = request.POST.get("key", "")[:LONGEST_KEY]
    with acting(request.actor, now=now, key=key, request=b"penerusan") as act:
        if act.replay is not None:
            return uuid.UUID(bytes=act.replay.body)
        papers = stored({"papers": typed["papers"]}, request.actor, now)
        if isinstance(papers, Refused):
            act.settle(papers)
            return papers
        given = ForwardingInput(
            number=typed["number"],
            dated_on=typed["dated_on"],
            plenary_on=typed["plenary_on"],
            lines=tuple(_line(line.cleaned_data, rows) for line in lines),
            papers=papers["papers"],
            area=typed.get("area", ""),
        )
        outcome = forward(given, book=law().book, actor=request.actor, now=now)
        act.settle(outcome, action="penerusan")
        if not isinstance(outcome, Refused):
            act.remember(Answer(303, outcome.forwarding.id.bytes))
    return outcome


def _line(typed: Mapping[str, Any], rows: Mapping[str, Row]) -> LineInput:
    return LineInput(
        accused=AccusedInput(
            name=typed["name"], nip=typed["nip"], post=typed["post"], unit=typed["unit"], instansi=typed["office"]
        ),
        register_number=typed["register_number"],
        form=rows[typed["row"]].form,
        row=typed["row"],
        act=Period(typed["act"], typed["act"]),
        story=typed["story"],
    )


def _form(
    request: OfficerRequest,
    head: HeadForm,
    lines: list[LineForm],
    *,
    refused: Refused | None = None,
    kept: str = "",
    sheet_fault: str = "",
    checked: int = 0,
    quiet: bool = False,
    head_quiet: bool = False,
    status: int = 200,
) -> HttpResponseBase:
    faults = [] if quiet or head_quiet else list(head.faults)
    if sheet_fault:
        faults.append(("f-sheet", sheet_fault))
    line_faults = [[] if quiet else line.placed_faults for line in lines]
    for number, (line, found) in enumerate(zip(lines, line_faults, strict=True), start=1):
        who = line.typed("name")
        where = (
            _("Baris %(number)s, %(who)s") % {"number": number, "who": who}
            if who
            else (_("Baris %(number)s") % {"number": number})
        )
        faults += [(target, f"{where}: {words}") for target, words in found]
    context = {
        "head": head,
        "lines": list(zip(lines, line_faults, strict=True)),
        "count": len(lines),
        "most": MOST_LINES,
        "faults": faults,
        "faulty": bool(faults),
        "quiet": quiet,
        "head_quiet": quiet or head_quiet,
        "refused": wording.refusal(refused) if refused and refused.fact not in head.fields else "",
        "kept": kept,
        "checked": checked,
        "sheet_fault": sheet_fault,
        "rows": [(row.id, names.row(row)) for row in offered_rows(head.today)],
        "offices": [offer.label for offer in places.accused_offices()],
        "areas": [offer.label for offer in places.areas(request.actor.area)] if "area" in head.fields else [],
        "key": (not kept and request.POST.get("key", "")) or secrets.token_urlsafe(18),
        "had_files": bool(request.FILES),
    }
    return page(request, "officer/forwarding_new.html", context, status=status)
