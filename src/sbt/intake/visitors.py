"""From which network a request comes, and whether that network may ask once more this hour."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.http import HttpRequest

from sbt.intake.pace import GO, LATER, WAIT, Allowance, Pace
from sbt.project import clock

REPORT, READ, UPLOAD = "report", "read", "upload"
UPLOADS = 3000
"""Files that a network may send in an hour; a ticket could not bring them back, so it only waits for the next hour."""
TICKETS = 3
"""With tickets a network may come so many times as often."""


@cache
def pace() -> Pace:
    """The counts of this process."""
    reports, reads = settings.SBT_REPORTS_AN_HOUR, settings.SBT_READS_AN_HOUR
    key = hmac.digest(settings.SECRET_KEY.encode(), b"pace", hashlib.sha256)
    return Pace(
        {
            REPORT: Allowance(reports, TICKETS * reports),
            READ: Allowance(reads, TICKETS * reads),
            UPLOAD: Allowance(UPLOADS, UPLOADS),
        },
        ticket_key=key,
    )


def address_of(request: HttpRequest) -> str:
    """The address that our own outermost proxy saw; without a proxy that of the connection. Never stored."""
    passed: list[str] = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if settings.SBT_PROXIES and len(passed) >= settings.SBT_PROXIES:
        return passed[-int(settings.SBT_PROXIES)]
    return str(request.META.get("REMOTE_ADDR", ""))


@dataclass(frozen=True)
class Hold:
    """Why a visitor cannot go on at once: for so many seconds; with a ticket where one helps."""

    seconds: int
    ticket: str = ""
    early: bool = False


def held(request: HttpRequest, what: str, *, ticket: str = "", solution: str = "") -> Hold | None:
    """Count this request; None when it may go on."""
    seconds, counts = clock.real_now().timestamp(), pace()
    answer = counts.ask(what, address_of(request), seconds=seconds, ticket=ticket, solution=solution)
    if answer == GO:
        return None
    if answer == LATER:
        return Hold(counts.rest_of_hour(seconds))
    young = counts.young(what, ticket, seconds=seconds)
    return Hold(WAIT, ticket if young else counts.ticket(what, seconds=seconds), early=young)


def room_for_files(request: HttpRequest, files: int) -> int:
    """Count the files of this request; 0 when all may come in, otherwise the minutes until they may."""
    for _file in range(files):
        hold = held(request, UPLOAD)
        if hold is not None:
            return -(-hold.seconds // 60)
    return 0
