"""Sealed identities as a public page: choices, who holds keys, reasons for opening, and how often it happened."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_GET

from sbt.cases.queries.openings import counted
from sbt.people.acting import reading
from sbt.people.actor import JOBS
from sbt.people.actor import PUBLIC as PUBLIC_ACTOR
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.deadline import local_day
from sbt.rules.mark import Warrant
from sbt.sealing import hpke
from sbt.sealing.queries import live_keys
from sbt.web import names
from sbt.web.formats import label, language
from sbt.web.guard import PUBLIC, guard
from sbt.web.page import page

COUNTED = ("asked", "approved", "looked", "declined", "ended")


@guard(PUBLIC)
@require_GET
def custody(request: HttpRequest) -> HttpResponseBase:
    """What each choice means, which offices hold keys today, and the count of openings by month."""
    now, known = clock.now(), law().custody
    with reading(PUBLIC_ACTOR):
        keys = live_keys(local_day(now, "WIB"))
    with reading(JOBS):
        months = counted(now)
    shown = {
        "choices": [
            {"name": label(one.label), "text": label(one.text), "effect": label(one.effect), **_warrant(one.warrant)}
            for one in known.choices.values()
        ],
        "offices": [
            {
                "name": label(one.label),
                "institution": names.institution(one.institution),
                "reserve": one.reserve,
                "keys": [hpke.fingerprint(bytes(key.public)) for key in keys if key.office == one.id],
                **_warrant(one.warrant),
            }
            for one in known.offices
        ],
        "reasons": [
            {
                "name": label(one.label),
                "text": label(one.text),
                "choices": [label(known.choices[choice].label) for choice in sorted(one.choices)],
                **_warrant(one.warrant),
            }
            for one in known.reasons.values()
        ],
        "months": [
            {"month": month} | {name: count[name] for name in COUNTED}
            for month, count in sorted(months.items(), reverse=True)
        ],
        "looked": sum(count["looked"] for count in months.values()),
        "hours": known.hours,
    }
    return page(request, "law/custody.html", shown)


def _warrant(warrant: Warrant) -> dict[str, Any]:
    return {
        "basis": ", ".join(law().cite(one, language()) for one in warrant.basis),
        "certain": warrant.certain,
        "note": warrant.note,
    }
