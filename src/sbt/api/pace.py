"""Asks a caller without a token to wait when much comes from his network."""

from __future__ import annotations

from django.http import HttpRequest

from sbt.api.problems import Problem, say
from sbt.intake import visitors
from sbt.intake.pace import WORK_BITS


def hold(request: HttpRequest, what: str) -> None:
    """Count this request; a Problem (429) with a ticket when it has to wait."""
    ticket, solution = request.headers.get("Pace-Ticket", ""), request.headers.get("Pace-Solution", "")
    hold_back = visitors.held(request, what, ticket=ticket, solution=solution)
    if hold_back is None:
        return
    headers, seconds = {"Retry-After": str(hold_back.seconds)}, hold_back.seconds
    if not hold_back.ticket:
        raise Problem(429, "too_many_this_hour", say("too_many_this_hour", seconds=seconds), headers=headers)
    extra = {"ticket": hold_back.ticket, "work_bits": WORK_BITS}
    raise Problem(429, "too_many_requests", say("too_many_requests", seconds=seconds), extra=extra, headers=headers)
