"""Hundreds of postings from one sheet: read, shown row by row, proposed as a whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sbt.people.acting import acting
from sbt.people.grants import Grant
from sbt.people.models import Proposal
from sbt.people.proposals import propose_postings
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.web import wording
from sbt.web.coordinating import all_roles, coordinator, reach_of, roles_at
from sbt.web.formats import label
from sbt.web.offers import Offer
from sbt.web.page import page
from sbt.web.people import institution_offers
from sbt.web.posting_sheet import COLUMNS, PostingSheetError, grant_of, rows_of, template

if TYPE_CHECKING:
    from sbt.web.guard import OfficerRequest

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@coordinator
@require_GET
def posting_template(request: OfficerRequest) -> HttpResponseBase:
    """Hand out the empty sheet."""
    roles, institutions = _offers(request)
    response = HttpResponse(template(roles, institutions), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="penugasan.xlsx"'
    return response


@coordinator
@require_http_methods(["GET", "POST"])
def posting_sheet(request: OfficerRequest) -> HttpResponseBase:
    """Take a filled sheet: a preview of all rows, or what is wrong with each."""
    if request.method == "GET":
        return _shown(request)
    upload = request.FILES.get("sheet")
    if upload is None:
        return _shown(request, fault=_("Pilih lembar yang sudah diisi."))
    try:
        rows = rows_of(upload.name or "", b"".join(upload.chunks()))
    except PostingSheetError as fault:
        return _shown(request, fault=str(fault))
    roles, institutions = _offers(request)
    read = [grant_of(row, roles=roles, institutions=institutions, own=request.posting.institution) for row in rows]
    grants = [one for one in read if isinstance(one, Grant)]
    said = [one if isinstance(one, str) else "" for one in read]
    now = clock.now()
    if len(grants) == len(read):
        with acting(request.actor, now=now):
            made = propose_postings(grants, reach=reach_of(request), commons=law().book.commons, now=now, sent=False)
        if isinstance(made, Proposal):
            return HttpResponseRedirect(reverse("proposal", args=[made.id]))
        said = [wording.refusal(one) if one else "" for one in made]
    lines = [{"number": n, "row": row, "fault": why} for n, (row, why) in enumerate(zip(rows, said, strict=True), 2)]
    return _shown(request, lines=lines)


def _offers(request: OfficerRequest) -> tuple[list[Offer], list[Offer]]:
    if reach_of(request).everywhere:
        return all_roles(), institution_offers()
    own = law().institution(request.posting.institution)
    return roles_at(request.posting.institution), [Offer(own.id, label(own.name))] if own else []


def _shown(request: OfficerRequest, *, lines: list[dict[str, Any]] | None = None, fault: str = "") -> HttpResponseBase:
    wrong = sum(1 for line in lines or () if line["fault"])
    shown = {
        "lines": lines or [],
        "wrong": wrong,
        "fault": fault,
        "faults": [("f-sheet", fault)] if fault else [],
        "faulty": bool(fault or wrong),
        "headings": [headings[0].capitalize() for headings in COLUMNS.values()],
    }
    return page(request, "people/sheet.html", shown, status=422 if fault or wrong else 200)
