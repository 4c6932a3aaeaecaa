"""From which network a request comes, and whether that network may ask once more this hour."""

from __future__ import annotations

import hashlib
import hmac
from functools import cache

from django.conf import settings
from django.http import HttpRequest

from sbt.intake.pace import Allowance, Pace
from sbt.project import clock

REPORT, READ = "report", "read"
TICKETS = 3
"""With tickets a network may come so many times as often."""


@cache
def pace() -> Pace:
    """The counts of this process."""
    reports, reads = settings.SBT_REPORTS_AN_HOUR, settings.SBT_READS_AN_HOUR
    key = hmac.digest(settings.SECRET_KEY.encode(), b"pace", hashlib.sha256)
    return Pace({REPORT: Allowance(reports, TICKETS * reports), READ: Allowance(reads, reads)}, ticket_key=key)


def address_of(request: HttpRequest) -> str:
    """The address that our own outermost proxy saw; without a proxy that of the connection. Never stored."""
    passed = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if settings.SBT_PROXIES and len(passed) >= settings.SBT_PROXIES:
        return passed[-settings.SBT_PROXIES]
    return str(request.META.get("REMOTE_ADDR", ""))


def may(request: HttpRequest, what: str, *, ticket: str = "", solution: str = "") -> bool:
    """Count this request; False when it has to wait."""
    seconds = clock.real_now().timestamp()
    return pace().may(what, address_of(request), seconds=seconds, ticket=ticket, solution=solution)


def ticket(what: str) -> str:
    """A ticket for a visitor who has to wait."""
    return pace().ticket(what, seconds=clock.real_now().timestamp())


def still_closed(what: str, ticket: str) -> str:
    """The same ticket when it is good and only too young, so that waiting goes on where it was."""
    return ticket if pace().young(what, ticket, seconds=clock.real_now().timestamp()) else ""
