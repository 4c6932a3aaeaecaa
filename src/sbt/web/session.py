"""Signing in and out, and the choice of the posting in which an officer acts."""

from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from sbt.people.models import Officer, Posting
from sbt.people.queries import postings_of
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.deadline import local_day
from sbt.web.formats import label
from sbt.web.forms.session import SignInForm
from sbt.web.guard import POSTING_KEY, PUBLIC, SIGNED_IN, guard
from sbt.web.law_view import role_of
from sbt.web.page import page

FAULTY = 422


@sensitive_post_parameters("password")
@guard(PUBLIC)
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Ask for address and password; a wrong pair is never told apart."""
    target = _safe(request.POST.get("next") or request.GET.get("lanjut") or "")
    if request.method == "GET" and request.user.is_authenticated:
        return HttpResponseRedirect(target)
    form = SignInForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        officer = authenticate(request, username=typed["email"].lower(), password=typed["password"])
        if officer is not None:
            login(request, officer)
            return _with_posting(request, target)
        form.add_error("password", _("Email atau kata sandi tidak cocok. Periksa lagi keduanya."))
    shown = {"form": form, "faults": form.faults, "faulty": bool(form.faults), "next": target}
    return page(request, "session/sign_in.html", shown, status=FAULTY if form.faults else 200)


@guard(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def postings(request: HttpRequest) -> HttpResponseBase:
    """Choose the posting: one hat at a time."""
    held = _held(request)
    if request.method == "POST":
        chosen = next((one for one in held if str(one.id) == request.POST.get("posting")), None)
        if chosen is not None:
            request.session[POSTING_KEY] = str(chosen.id)
            return HttpResponseRedirect(settings.LOGIN_REDIRECT_URL)
    shown = {"postings": [_words(one) for one in held], "name": str(request.user)}
    return page(request, "session/postings.html", shown)


@guard(PUBLIC)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponseBase:
    """End the session."""
    logout(request)
    return HttpResponseRedirect(reverse("home"))


def _with_posting(request: HttpRequest, target: str) -> HttpResponse:
    held = _held(request)
    if len(held) != 1:
        return HttpResponseRedirect(reverse("postings"))
    request.session[POSTING_KEY] = str(held[0].id)
    return HttpResponseRedirect(target)


def _held(request: HttpRequest) -> list[Posting]:
    officer = request.user
    if not isinstance(officer, Officer):
        return []
    return list(postings_of(officer.id, on=local_day(clock.now(), "WIB")))


def _words(posting: Posting) -> dict[str, Any]:
    known = law()
    institution = known.institution(posting.institution)
    role = role_of(posting.role)
    return {
        "id": str(posting.id),
        "role": label(role.label) if role else posting.role,
        "institution": label(institution.name) if institution else posting.institution,
    }


def _safe(target: str) -> str:
    fits = target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    return target if fits else settings.LOGIN_REDIRECT_URL
