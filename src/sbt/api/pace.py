"""Asks a caller without a token to wait when much comes from his network."""

from __future__ import annotations

from django.http import HttpRequest

from sbt.api.problems import Problem, say
from sbt.intake import visitors
from sbt.intake.pace import WAIT, WORK_BITS


def hold(request: HttpRequest, what: str) -> None:
    """Count this request; a Problem (429) with a ticket when it has to wait."""
    ticket, solution = request.headers.get("Pace-Ticket", ""), request.headers.get("Pace-Solution", "")
    if visitors.may(request, what, ticket=ticket, solution=solution):
        return
    extra = {"ticket": visitors.still_closed(what, ticket) or visitors.ticket(what), "work_bits": WORK_BITS}
    raise Problem(
        429,
        "too_many_requests",
        say("too_many_requests", seconds=WAIT),
        extra=extra,
        headers={"Retry-After": str(WAIT)},
    )
