"""The page that asks a visitor to wait because much comes from his network. Nothing that he typed is lost by it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from sbt.intake import visitors
from sbt.intake.pace import WAIT, WORK_BITS
from sbt.web.page import page

TICKET, SOLUTION = "tiket", "kerja"
OWN = (TICKET, SOLUTION, "csrfmiddlewaretoken")
TOO_MANY = 429


def wait(request: HttpRequest, what: str) -> HttpResponse | None:
    """Count this request; when it has to wait, the page with a ticket and everything that was posted."""
    ticket, solution = request.POST.get(TICKET, ""), request.POST.get(SOLUTION, "")
    if visitors.may(request, what, ticket=ticket, solution=solution):
        return None
    still = visitors.still_closed(what, ticket)
    shown = {
        "posted": [(name, value) for name, values in request.POST.lists() for value in values if name not in OWN],
        "ticket": still or visitors.ticket(what),
        "early": bool(still),
        "seconds": WAIT,
        "bits": WORK_BITS,
    }
    response = page(request, "public/wait.html", shown, status=TOO_MANY)
    response["Retry-After"] = str(WAIT)
    return response
