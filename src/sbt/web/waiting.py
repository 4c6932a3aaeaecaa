"""The page that asks a visitor to wait because much comes from his network. Nothing that he typed is lost by it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from sbt.intake import visitors
from sbt.intake.pace import WORK_BITS
from sbt.web.page import page

TICKET, SOLUTION = "tiket", "kerja"
OWN = (TICKET, SOLUTION, "csrfmiddlewaretoken")
TOO_MANY = 429


def wait(request: HttpRequest, what: str) -> HttpResponse | None:
    """Count this request; when it has to wait, a page that says so, with everything that was posted."""
    hold = visitors.held(request, what, ticket=request.POST.get(TICKET, ""), solution=request.POST.get(SOLUTION, ""))
    if hold is None:
        return None
    posted = [(name, value) for name, values in request.POST.lists() for value in values if name not in OWN]
    shown = {"hold": hold, "posted": posted, "minutes": -(-hold.seconds // 60), "bits": WORK_BITS}
    response = page(request, "public/wait.html", shown, status=TOO_MANY)
    response["Retry-After"] = str(hold.seconds)
    return response
