"""A fresh factor before what weighs most: deciding, unsealing, blocking, granting, and changing one's own factors.

What was typed, files included, waits on our side meanwhile, sealed, and goes on by itself once the factor was shown.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.base.internal.flows import post_authentication
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from sbt.people.factors import has_factor, is_fresh
from sbt.people.models import Officer
from sbt.project import clock
from sbt.web import held_forms
from sbt.web.factor import factor_context, fault_status, judge
from sbt.web.forms.session import FactorForm
from sbt.web.guard import SIGNED_IN, guard
from sbt.web.held_forms import HELD
from sbt.web.page import page

FOR = "untuk"
"""In the address of the factor: the name of the form that waits."""
AGAIN = 307
"""Asks the browser to send the same again elsewhere: the page of the form comes back into play."""

type View = Callable[..., HttpResponseBase]


def fresh_factor(view: View) -> View:
    """Let the view run only within five minutes of a factor; who has none yet may set one up."""

    @wraps(view)
    def stepped(request: HttpRequest, *positional: Any, **named: Any) -> HttpResponseBase:
        return step_up_first(request) or view(request, *positional, **named)

    return stepped


def step_up_first(request: HttpRequest) -> HttpResponseBase | None:
    """Lead to the factor when the last one is older than five minutes, and keep what was posted meanwhile."""
    officer = request.user
    if not isinstance(officer, Officer):
        return HttpResponseRedirect(reverse("sign_in"))
    if is_fresh(request.session, now=clock.real_now()):
        return None
    if not has_factor(officer):
        return None if request.path == reverse("enrol") else HttpResponseRedirect(reverse("enrol"))
    asked = {"lanjut": request.get_full_path()}
    if request.method == "POST":
        asked = {FOR: held_forms.hold(request, officer)}
    return HttpResponseRedirect(f"{reverse('step_up')}?{urlencode(asked)}")


@sensitive_post_parameters("code")
@guard(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def step_up(request: HttpRequest) -> HttpResponseBase:
    """Ask for a factor, then go on with what was begun."""
    officer = request.user
    if not isinstance(officer, Officer):
        return HttpResponseRedirect(reverse("sign_in"))
    waiting = request.GET.get(FOR, "")
    form = FactorForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        shown = judge(request, officer, form)
        if shown is not None:
            post_authentication(request, shown, reauthenticated=True)
            request.session.rotate()  # type: ignore[attr-defined]
            return _onward(request, officer, waiting)
    context = factor_context(officer, form) | {"name": officer.name, "waits": bool(waiting)}
    return page(request, "session/step_up.html", context, status=fault_status(form))


def _onward(request: HttpRequest, officer: Officer, waiting: str) -> HttpResponseBase:
    path = held_forms.path_of(officer, waiting) if waiting else ""
    if path:
        mark = "&" if "?" in path else "?"
        again = HttpResponse(status=AGAIN)
        again["Location"] = f"{path}{mark}{urlencode({HELD: waiting})}"
        return again
    target = request.GET.get("lanjut", "")
    fits = target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    return HttpResponseRedirect(target if fits else reverse("security"))
