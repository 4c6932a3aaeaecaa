"""What the browser of the accused was lent: the opener of his case, and the key to his draft."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from sbt.cases.actions.accused import opener_of
from sbt.cases.queries.accused import AccusedView, accused_view
from sbt.intake.draft import LIFE as DRAFT_LIFE
from sbt.intake.draft import Draft, open_draft
from sbt.people.acting import reading
from sbt.people.actor import ACCUSED
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.web import lending

COOKIE, DRAFT_COOKIE, PATH, LIFE = "sbt_jawab", "sbt_draf_jawab", "/hak-jawab", 30 * 60
OPENER = 32


def opener_in(request: HttpRequest) -> bytes | None:
    """Give what this browser was lent, or None."""
    try:
        opener = bytes.fromhex(lending.lent(request, COOKIE))
    except ValueError:
        return None
    return opener if len(opener) == OPENER else None


def view_in(request: HttpRequest) -> AccusedView | None:
    """Read what this browser's code opens."""
    opener = opener_in(request)
    if opener is None:
        return None
    with reading(ACCUSED):
        return accused_view(opener, law=law(), now=clock.now())


def forget(response: HttpResponse) -> HttpResponse:
    """Take back what was lent."""
    lending.take_back(response, COOKIE, path=PATH)
    return response


def lend(code: str, nip: str) -> HttpResponse:
    """Lead to the page and lend this browser the opener for half an hour; what it opens is looked at there."""
    response = HttpResponseRedirect(reverse("accused"))
    lending.lend(response, COOKIE, opener_of(code, nip).hex(), path=PATH, seconds=LIFE)
    return response


def find_draft(request: HttpRequest, now: datetime) -> Draft | None:
    """Open the draft whose key this browser holds."""
    cookie = lending.lent(request, DRAFT_COOKIE)
    if not cookie:
        return None
    with reading(ACCUSED):
        return open_draft(cookie, now=now)


def lend_draft(response: HttpResponse, draft: Draft) -> HttpResponse:
    """Give this browser the only key to the draft."""
    lending.lend(response, DRAFT_COOKIE, draft.cookie, path=PATH, seconds=int(DRAFT_LIFE.total_seconds()))
    return response
