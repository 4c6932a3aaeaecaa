"""Signing in with a password, signing out, and the choice of the posting in which an officer acts."""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sbt.intake.visitors import address_of
from sbt.people import limits
from sbt.people.models import Officer, Posting
from sbt.people.security_log import note
from sbt.people.sign_in import live_of
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.deadline import local_day
from sbt.web.formats import label
from sbt.web.forms.session import SignInForm
from sbt.web.guard import POSTING_KEY, PUBLIC, SIGNED_IN, guard
from sbt.web.law_view import role_of
from sbt.web.page import page

FAULTY, TOO_MANY = 422, 429
MOST_OF_ACCOUNT, MOST_OF_ADDRESS = 10, 100
WHILE = timedelta(minutes=15)
FORGET_US = '"cache", "cookies", "storage"'
"""`Clear-Site-Data` at sign-out. The reporter's draft cookie goes too: an officer's browser is no place to report from."""


@sensitive_post_parameters("password")
@guard(PUBLIC)
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Ask for address and password; a wrong pair is never told apart, nor is an unknown account from a closed one."""
    target = _safe(request.POST.get("next") or request.GET.get("lanjut") or "")
    if request.method == "GET" and request.user.is_authenticated:
        return HttpResponseRedirect(target)
    form = SignInForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].lower()
        if not may_try(request, email):
            form.add_error(None, _("Terlalu banyak percobaan masuk. Coba lagi 15 menit lagi, atau pakai kunci sandi."))
            status = TOO_MANY
        else:
            officer = get_adapter().authenticate(request, username=email, password=form.cleaned_data["password"])
            if officer is not None:
                came_in(request, email)
                return perform_password_login(request, {"email": email}, Login(user=officer, redirect_url=target))  # type: ignore[no-any-return]
            form.add_error("password", _("Email atau kata sandi tidak cocok. Periksa lagi keduanya."))
    shown = {
        "form": form,
        "faults": form.faults,
        "faulty": bool(form.faults),
        "next": target,
        "ended": "berakhir" in request.GET,
        "passkey_failed": "kunci" in request.GET,
        "providers": settings.SBT_PROVIDERS,
    }
    return page(request, "session/sign_in.html", shown, status=max(status, FAULTY) if form.faults else 200)


def may_try(request: HttpRequest, account: str, kind: str = "masuk", *, most: int = MOST_OF_ACCOUNT) -> bool:
    """Count a try of this account and of this network; the same answer for accounts that do not exist."""
    by_account = limits.allowed(kind, account, most=most, within=WHILE)
    return network_may_try(request) and by_account


def network_may_try(request: HttpRequest) -> bool:
    """Count a try of this network alone."""
    return limits.allowed("alamat", address_of(request), most=MOST_OF_ADDRESS, within=WHILE)


def came_in(request: HttpRequest, account: str = "", kind: str = "masuk") -> None:
    """Take back what was counted: a whole office behind one address may come in on a morning."""
    limits.give_back("alamat", address_of(request))
    if account:
        limits.forgive(kind, account)


@guard(SIGNED_IN)
@require_GET
def enter(request: HttpRequest) -> HttpResponseBase:
    """Go on from sign-in: to the only posting, or to the choice among several."""
    target = _safe(str(request.session.pop("lanjut", "")))
    held = _held(request)
    if len(held) != 1:
        return HttpResponseRedirect(reverse("postings"))
    request.session[POSTING_KEY] = str(held[0].id)
    return HttpResponseRedirect(target)


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
    """End the session, and let the browser forget what it kept of this site."""
    if isinstance(request.user, Officer):
        note("signed_out", request.user)
    logout(request)
    response: HttpResponse = HttpResponseRedirect(reverse("home"))
    response["Clear-Site-Data"] = FORGET_US
    return response


def _held(request: HttpRequest) -> list[Posting]:
    officer = request.user
    if not isinstance(officer, Officer):
        return []
    return live_of(officer, on=local_day(clock.now(), "WIB"))


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
