"""The second step of signing in: a code of an app, a recovery code, or a passkey; and a passkey alone."""

from typing import Any

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.account.stages import LoginStageController
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.internal import auth as passkeys
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from sbt.people.demo_factor import is_demo, may_be_shown
from sbt.people.factors import current_code, take_code
from sbt.people.models import Officer
from sbt.people.security_log import note
from sbt.project import clock
from sbt.web.forms.session import FactorForm
from sbt.web.guard import PUBLIC, guard
from sbt.web.page import page
from sbt.web.session import FAULTY, TOO_MANY, came_in, may_try, network_may_try

MOST_CODES = 10
"""Codes that may be tried for one account in a quarter of an hour; a million are possible."""


@sensitive_post_parameters("code")
@guard(PUBLIC)
@require_http_methods(["GET", "POST"])
def factor(request: HttpRequest) -> HttpResponseBase:
    """Ask who gave the right password for a second factor, and let him in."""
    stage = None if request.user.is_authenticated else LoginStageController.enter(request, AuthenticateStage.key)
    if stage is None:
        return HttpResponseRedirect(reverse("sign_in"))
    officer: Officer = stage.login.user
    form = FactorForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        shown = judge(request, officer, form)
        if shown is not None:
            post_authentication(request, shown)
            return stage.exit()  # type: ignore[no-any-return]
    context = factor_context(officer, form) | {"name": officer.name}
    return page(request, "session/factor.html", context, status=fault_status(form))


@guard(PUBLIC)
@require_http_methods(["GET", "POST"])
def passkey(request: HttpRequest) -> HttpResponseBase:
    """Give what a passkey has to sign; let in whose passkey signed it, without any password."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(reverse("enter"))
    if request.method == "GET":
        return JsonResponse(passkeys.begin_authentication(None))
    form = FactorForm(request.POST)
    if form.is_valid() and network_may_try(request):
        try:
            signed = form.cleaned_data["credential"]
            passkeys.parse_authentication_response(signed)
            owner = passkeys.extract_user_from_response(signed)
            shown = passkeys.complete_authentication(owner, signed)
        except (ValidationError, AttributeError):
            pass
        else:
            came_in(request)
            post_authentication(request, shown, passwordless=True)
            return perform_login(request, Login(user=shown.user))  # type: ignore[no-any-return]
    return HttpResponseRedirect(f"{reverse('sign_in')}?kunci=gagal")


def judge(request: HttpRequest, officer: Officer, form: FactorForm) -> Authenticator | None:
    """Give the factor that was shown; else say in the form what is wrong, and never how close it was."""
    if not may_try(request, str(officer.id), "faktor", most=MOST_CODES):
        form.add_error(None, _("Terlalu banyak percobaan kode. Coba lagi 15 menit lagi."))
        note("factor_locked", officer)
        return None
    credential = form.cleaned_data.get("credential")
    shown = None
    if credential:
        try:
            passkeys.parse_authentication_response(credential)
            shown = passkeys.complete_authentication(officer, credential)
        except ValidationError:
            form.add_error(None, _("Kunci sandi ini tidak cocok dengan akun Anda. Pakai kunci lain atau kode."))
    else:
        shown = take_code(officer, form.cleaned_data["code"], now=clock.real_now())
        if shown is None:
            form.add_error("code", _("Kode tidak cocok atau sudah dipakai. Tunggu kode berikutnya, lalu coba lagi."))
    if shown is not None:
        came_in(request, str(officer.id), "faktor")
        if shown.type == Authenticator.Type.RECOVERY_CODES:
            note("recovery_code_used", officer)
    return shown


def factor_context(officer: Officer, form: FactorForm) -> dict[str, Any]:
    """Give what a page that asks for a factor shows: what the officer has, and in a demo the code of this moment."""
    held = list(Authenticator.objects.filter(user=officer))
    kinds = {one.type for one in held}
    app = next((one for one in held if one.type == Authenticator.Type.TOTP), None)
    shown = app is not None and is_demo(app) and may_be_shown()
    has_passkey = Authenticator.Type.WEBAUTHN in kinds
    return {
        "form": form,
        "faults": form.faults,
        "faulty": bool(form.faults),
        "has_app": app is not None,
        "has_codes": Authenticator.Type.RECOVERY_CODES in kinds,
        "passkey": passkeys.begin_authentication(officer) if has_passkey else None,
        "demo_code": current_code(app, now=clock.real_now()) if app is not None and shown else "",
    }


def fault_status(form: FactorForm) -> int:
    """Give the status of the page: 429 when nothing was judged any more."""
    if not form.faults:
        return 200
    return TOO_MANY if form.non_field_errors() and not form.cleaned_data.get("credential") else FAULTY
