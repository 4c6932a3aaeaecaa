"""Where a new officer sets his first password, through the link that his coordinator gave him."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from sbt.people.acting import acting
from sbt.people.actor import PUBLIC as ANYBODY
from sbt.people.enrolment import enrol, invited
from sbt.project import clock
from sbt.rules.outcome import Refused
from sbt.web import wording
from sbt.web.forms.people import FirstPasswordForm
from sbt.web.guard import PUBLIC, guard
from sbt.web.page import page
from sbt.web.session import may_try

GONE = 404


@sensitive_post_parameters("password", "again")
@guard(PUBLIC)
@require_http_methods(["GET", "POST"])
def enrolment(request: HttpRequest, token: str) -> HttpResponseBase:
    """Ask for the first password; a link that is spent, old or made up says the same."""
    officer = invited(token) if may_try(request, token, "aktivasi") else None
    if officer is None:
        return page(request, "people/enrolment_gone.html", {}, status=GONE)
    form = FirstPasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with acting(ANYBODY, now=clock.now()) as act:
            outcome = act.settle(enrol(token, form.cleaned_data["password"]))
        if not isinstance(outcome, Refused):
            return HttpResponseRedirect(reverse("sign_in"))
        if outcome.fact != "password":
            return page(request, "people/enrolment_gone.html", {}, status=GONE)
        form.add_error("password", wording.refusal(outcome))
    shown = {
        "form": form,
        "faults": form.faults,
        "faulty": bool(form.faults),
        "name": officer.name,
        "email": officer.email,
    }
    return page(request, "people/enrolment.html", shown, status=422 if form.faults else 200)
