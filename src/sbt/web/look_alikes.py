"""Reports like those of a case, side by side for whoever checks them. Nothing here weighs for or against anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponseBase
from django.views.decorators.http import require_GET

from sbt.cases.queries.look_alikes import MOST, alike_to
from sbt.people.acting import reading
from sbt.project import clock
from sbt.protection.readings import REPORT, note_page
from sbt.rulebook.current import law
from sbt.web import errors
from sbt.web.case import file_in_sight
from sbt.web.guard import OFFICER, OfficerRequest, guard
from sbt.web.likeness_words import said_of
from sbt.web.page import page
from sbt.web.reporter import REPORTS

if TYPE_CHECKING:
    from sbt.cases.queries.look_alikes import Alike, LookAlike


@guard(OFFICER)
@require_GET
def look_alikes(request: OfficerRequest, ref: str) -> HttpResponseBase:
    """Show the reports that are like those of the case, as far as the reader's sight goes."""
    now, commons = clock.now(), law().book.commons
    view = file_in_sight(request, ref, now)
    if view is None or not commons.authority.table.shows(view.sight, REPORTS):
        return errors.not_found(request)
    with reading(request.actor):
        found = alike_to(view.case.id, actor=request.actor, commons=commons)
    for other in sorted({one for group in found for report in group.reports[:MOST] for one in report.refs}):
        note_page(request.actor, other, [REPORT], law=law(), now=now)
    groups = [_group(group) for group in found]
    return page(request, "officer/look_alikes.html", {"case": view.case, "groups": groups})


def _group(group: Alike) -> dict[str, Any]:
    return {
        "kinds": [said_of(kind) for kind in group.kinds],
        "many": group.many,
        "first": group.first_on,
        "last": group.last_on,
        "reports": [_report(one) for one in group.reports[:MOST]],
        "more": max(0, group.many - MOST),
    }


def _report(one: LookAlike) -> dict[str, Any]:
    return {
        "refs": one.refs,
        "received": one.received_on,
        "place": law().area_name(one.area) if one.area else "",
        "accused": one.accused,
        "lines": [line for line in one.story.split("\n") if line.strip()],
        "own": one.own,
    }
