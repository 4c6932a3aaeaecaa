"""Who in the house read sensitive parts: for its inspectors; readings of inspectors are for the inspectorate."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sbt.people.acting import reading
from sbt.people.models import Posting
from sbt.project import clock
from sbt.protection.readings import days_before, watched
from sbt.rulebook.current import law
from sbt.web import errors, names
from sbt.web.formats import label
from sbt.web.guard import OFFICER, OfficerRequest, guard
from sbt.web.law_view import role_of
from sbt.web.page import page

DAYS, MOST = 30, 200


@guard(OFFICER)
@require_GET
def readings(request: OfficerRequest) -> HttpResponseBase:
    """List the readings of the last thirty days with what is unusual among them; absent for whoever inspects nothing."""
    if not law().protection.inspects(request.actor.kind, request.actor.role):
        return errors.not_found(request)
    since = days_before(clock.now(), DAYS)
    with reading(request.actor):
        rows, unusual = watched(request.actor, law(), since=since, most=MOST)
        seats = _seats({one.posting for one in rows} | {one.posting for one in unusual})
    groups, purposes = law().book.commons.authority.table.fields, law().protection.purposes
    shown = {
        "rows": [
            {
                "at": one.at,
                "who": seats.get(one.posting, one.posting),
                "institution": names.institution(one.institution),
                "ref": one.ref,
                "parts": ", ".join(label(groups[part].label) if part in groups else part for part in one.fields),
                "purpose": label(purposes[one.purpose].label) if one.purpose in purposes else one.purpose,
                "searched": len(one.nips),
            }
            for one in rows
        ],
        "unusual": [
            {
                "who": seats.get(one.posting, one.posting),
                "institution": names.institution(one.institution),
                "first": one.flag.first,
                "last": one.flag.last,
                "cases": one.flag.cases,
                "window": _("satu jam") if one.flag.window == "hour" else _("satu hari"),
            }
            for one in unusual
        ],
        "limits": law().protection.unusual,
        "days": DAYS,
        "most": MOST,
    }
    return page(request, "officer/readings.html", shown)


def _seats(postings: set[str]) -> dict[str, str]:
    found: dict[str, Any] = {}
    for one in Posting.objects.filter(id__in=[id_ for id_ in postings if len(id_) == UUID_LENGTH]).select_related(
        "officer"
    ):
        role = role_of(one.role)
        found[str(one.id)] = f"{one.officer.name}, {label(role.label) if role else one.role}"
    return found


UUID_LENGTH = 36
