"""The register of processing as anybody reads it: what for, on what basis, which data, to whom, how long."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from sbt.rulebook.current import law
from sbt.rulebook.protection import Schedule
from sbt.rules.mark import Warrant
from sbt.web.formats import label, language
from sbt.web.guard import PUBLIC, guard
from sbt.web.page import page


@guard(PUBLIC)
@require_GET
def processing(request: HttpRequest) -> HttpResponseBase:
    """Every activity with its line of the retention schedule, each with its basis and how sure it is."""
    known = law().protection
    shown = {
        "activities": [
            {
                "name": label(one.label),
                "purpose": label(one.purpose),
                "data": label(one.data),
                "subjects": label(one.subjects),
                "recipients": label(one.recipients),
                "kept": _kept(known.schedules[one.schedule]),
                "kept_note": known.schedules[one.schedule].warrant.note,
                "kept_certain": known.schedules[one.schedule].warrant.certain,
                **_warrant(one.warrant),
            }
            for one in known.activities
        ],
        "withheld": [
            {"name": label(one.label), "why": label(one.why), **_warrant(one.warrant)} for one in known.withheld
        ],
        "approvals": known.approvers.least,
    }
    return page(request, "law/processing.html", shown)


def _kept(schedule: Schedule) -> str:
    if schedule.ends == "kept":
        return _("Disimpan terus.")
    if schedule.ends == "elsewhere":
        return _("Diganti oleh pembaruan berikutnya.")
    years = ngettext("%(num)d tahun", "%(num)d tahun", schedule.years) % {"num": schedule.years}
    words = {"final": _("%(years)s sesudah kasus selesai"), "read": _("%(years)s sesudah dibaca")}
    return words.get(schedule.starts, "%(years)s") % {"years": years}


def _warrant(warrant: Warrant) -> dict[str, Any]:
    return {
        "basis": ", ".join(law().cite(one, language()) for one in warrant.basis),
        "certain": warrant.certain,
    }
