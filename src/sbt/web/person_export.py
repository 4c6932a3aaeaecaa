"""Answers a person's request for his data: on the screen to print, or as JSON to hand over. Noted before it is shown."""

from __future__ import annotations

import orjson
from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from sbt.project import clock
from sbt.protection.export import export_of
from sbt.protection.readings import NUMBER, note
from sbt.rulebook.current import law
from sbt.rules.deadline import local_day
from sbt.web import errors, names
from sbt.web.formats import label
from sbt.web.guard import OFFICER, OfficerRequest, guard
from sbt.web.page import page
from sbt.web.step_up import step_up_first

LONGEST_KEY = 40
PURPOSE = "permintaan_subjek"


@sensitive_post_parameters("nip")
@guard(OFFICER)
@require_http_methods(["GET", "POST"])
def person_export(request: OfficerRequest) -> HttpResponseBase:
    """Ask for a number, then give what is kept of its holder; absent for whoever answers no requests."""
    if not law().protection.requests.hold(request.actor.kind, request.actor.role):
        return errors.not_found(request)
    shown = {
        "found": None,
        "nip": "",
        "fault": "",
        "withheld": law().protection.withheld,
        "names": names,
        "label": label,
    }
    if request.method != "POST":
        return page(request, "officer/person_export.html", shown)
    asked = step_up_first(request)
    if asked is not None:
        return asked
    now = clock.now()
    shown["nip"] = key = request.POST.get("nip", "").strip()[:LONGEST_KEY]
    found = export_of(key, law(), on=local_day(now, request.actor.zone))
    if found is None:
        shown["fault"] = _("Tidak ada data orang dengan NIP ini.")
        return page(request, "officer/person_export.html", shown, status=422)
    nips = [found["person"]["nip"]] if found["person"]["nip"] else []
    note(request.actor, "", [NUMBER], law=law(), now=now, nips=nips, purpose=PURPOSE)
    if request.POST.get("bentuk") == "json":
        response = HttpResponse(orjson.dumps(found, option=orjson.OPT_INDENT_2), content_type="application/json")
        response["Content-Disposition"] = 'attachment; filename="data-pribadi.json"'
        response["Cache-Control"] = "no-store"
        return response
    return page(request, "officer/person_export.html", shown | {"found": found})
