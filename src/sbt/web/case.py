"""One case as the posting may see it: its page, the sum behind a date, its files. Out of sight and absent are the same."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET

from sbt.cases.queries.file import CaseFileView, case_file
from sbt.project import clock
from sbt.protection.readings import NUMBER, REPORT, note_page
from sbt.rulebook.current import law
from sbt.rules.deadline import explain
from sbt.web import case_head, case_page, errors, names
from sbt.web.formats import label
from sbt.web.guard import OFFICER, OfficerRequest, guard
from sbt.web.numerals import whole
from sbt.web.page import page

if TYPE_CHECKING:
    from sbt.rules.deadline import Clock, Term

PREVIEW = "preview"
"""The place on the desk for which the script asks for a piece of the page only."""
_WEEKEND = 5


def file_in_sight(request: OfficerRequest, ref: str, now: datetime) -> CaseFileView | None:
    """Give the file of a case, or None: absent and out of sight are the same."""
    return case_file(ref, book=law().book, actor=request.actor, now=now)


def note_shown(request: OfficerRequest, view: CaseFileView, now: datetime) -> None:
    """Put into the log that the page shows the accused's whole number, or the text of reports."""
    subject, shown = view.case.subject, []
    if subject.nip and view.nip == subject.nip:
        shown.append(NUMBER)
    if any(report.statement for report in view.reports):
        shown.append(REPORT)
    note_page(request.actor, view.case.ref, shown, law=law(), now=now)


@guard(OFFICER)
@require_GET
def case(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """Who holds the case, how long they have, what one may do, and everything on file."""
    now = clock.now()
    view = file_in_sight(request, ref, now)
    if view is None:
        return errors.not_found(request)
    note_shown(request, view, now)
    shown = case_page.context(view, request.actor, now)
    done = request.GET.get("tercatat", "")
    last = view.events[-1] if view.events else None
    shown["recorded"] = shown["entries"][0].title if last and done and last.event.step == done else ""
    shown["recorded_for"] = whole(request.GET.get("juga")) or ""
    beside = request.headers.get("HX-Target") == PREVIEW
    response = page(request, "officer/preview.html" if beside else "officer/case.html", shown)
    patch_vary_headers(response, ("HX-Target",))
    return response


@guard(OFFICER)
@require_GET
def deadline(request: OfficerRequest, ref: str, term: str) -> HttpResponseBase:
    """How the last day of a limit was counted, day by day."""
    now = clock.now()
    view = file_in_sight(request, ref, now)
    if view is None:
        return errors.not_found(request)
    running = next((one for one in view.clocks if one.term == term), None)
    known = next((one for one in (*view.law.process.terms, *view.law.discipline.terms) if one.id == term), None)
    if running is None or known is None:
        return errors.not_found(request)
    area = view.law.commons.area_of(_seat(view, known))
    return page(
        request,
        "officer/deadline.html",
        {
            "case": view.case,
            "clock": running,
            "term": known,
            "certain": known.warrant.certain and known.unit_verified,
            "basis": law().cite(known.warrant.basis),
            "passes": case_head.on_passing(known),
            "days": _days(known, running, area),
            "moved": running.state != "met"
            and known.due_on(running.started_on, view.law.commons.calendar, area) != running.due_on
            and known.unit != "hours",
        },
    )


def _seat(view: CaseFileView, term: Term) -> str:
    column = {"office": "office", "instansi": "instansi", "accused": "instansi"}.get(term.duty, "")
    return view.state.values.get(column, "")


def _days(term: Term, running: Clock, area: str) -> list[dict[str, Any]]:
    if term.unit == "hours":
        return []
    closed = {one.day: one.name for one in law().calendar_days if one.closes and _touches(one.areas, area)}
    listed, number = [], 0
    for day, counts in explain(term, running.started_on, law().book.commons.calendar, area):
        number += counts
        listed.append({"day": day, "number": number if counts else None, "why": _why(day, running, counts, closed)})
    return listed


def _touches(areas: frozenset[str], area: str) -> bool:
    return not areas or any(area.startswith(one) for one in areas)


def _why(day: date, running: Clock, counts: bool, closed: dict[date, str]) -> str:  # noqa: FBT001
    if counts:
        return ""
    if day == running.started_on:
        return "start"
    return closed.get(day, "weekend" if day.weekday() >= _WEEKEND else "")


def stage_of(view: CaseFileView) -> str:
    """Name the present stage."""
    return label(view.law.process.stage(view.state.stage).label) or names.stage(view.state.stage)
