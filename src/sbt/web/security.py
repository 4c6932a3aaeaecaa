"""An officer's own account: app, passkeys, recovery codes, password and sessions. Nobody else's."""

import io
from typing import Any

import segno
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, clear_totp_secret, get_totp_secret
from allauth.mfa.webauthn.internal import auth as passkeys
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sbt.people.acting import acting
from sbt.people.actor import JOBS
from sbt.people.factors import fits, has_factor, shown_at
from sbt.people.models import Officer
from sbt.people.security_log import note
from sbt.project import clock
from sbt.web import errors
from sbt.web.forms.session import FactorForm, PasskeyForm
from sbt.web.guard import ENROLLING, guard
from sbt.web.page import page
from sbt.web.session import FAULTY, came_in, may_try
from sbt.web.step_up import fresh_factor

CODES = "kode_baru"
"""In the session: the recovery codes were made and not yet put away."""
MOST_CODES = 10


@sensitive_post_parameters()
@guard(ENROLLING)
@fresh_factor
@require_http_methods(["GET", "POST"])
def enrol(request: HttpRequest) -> HttpResponseBase:
    """Set up an authenticator app or a passkey; who has neither comes here before anything else."""
    officer = own(request)
    first = not has_factor(officer)
    app_form = FactorForm(request.POST if request.method == "POST" and "code" in request.POST else None)
    key_form = PasskeyForm(request.POST if request.method == "POST" and "code" not in request.POST else None)
    if app_form.is_bound and app_form.is_valid():
        added = _app(request, officer, app_form)
        if added is not None:
            return _enrolled(request, officer, added, first=first)
    if key_form.is_bound and key_form.is_valid():
        added = _passkey(officer, key_form)
        if added is not None:
            return _enrolled(request, officer, added, first=first)
    has_app = Authenticator.objects.filter(user=officer, type=Authenticator.Type.TOTP).exists()
    secret = "" if has_app else get_totp_secret()
    faults = [*app_form.faults, *key_form.faults]
    shown = {
        "first": first,
        "app_form": app_form,
        "key_form": key_form,
        "faults": faults,
        "faulty": bool(faults),
        "has_app": has_app,
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "creation": passkeys.begin_registration(officer, passwordless=True),
    }
    return page(request, "session/enrol.html", shown, status=FAULTY if faults else 200)


@guard(ENROLLING)
@require_GET
def picture(request: HttpRequest) -> HttpResponseBase:
    """Draw the secret for the camera of an authenticator app, as a file of its own."""
    address = get_adapter().build_totp_url(own(request), get_totp_secret())
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", scale=5, border=3, dark="#000", light="#fff")
    return HttpResponse(
        drawn.getvalue(),
        content_type="image/svg+xml",
        headers={"Cache-Control": "no-store", "Content-Security-Policy": "default-src 'none'; sandbox"},
    )


@guard(ENROLLING)
@require_http_methods(["GET", "POST"])
def codes(request: HttpRequest) -> HttpResponseBase:
    """Show new recovery codes until their owner says that he has them; never again afterwards."""
    if request.method == "POST":
        request.session.pop(CODES, None)
        return HttpResponseRedirect(request.session.pop("sesudah_kode", None) or reverse("security"))
    listed = _codes(request)
    if not listed:
        return HttpResponseRedirect(reverse("security"))
    return page(request, "session/codes.html", {"codes": listed})


@guard(ENROLLING)
@require_GET
def codes_file(request: HttpRequest) -> HttpResponseBase:
    """Give the same codes as a file, as long as the page shows them."""
    listed = _codes(request)
    if not listed:
        return errors.not_found(request)
    head = _("Kode cadangan SBT milik %(name)s. Setiap kode hanya dapat dipakai sekali.") % {"name": own(request).name}
    return HttpResponse(
        "\r\n".join([head, "", *listed, ""]),
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="kode-cadangan-sbt.txt"', "Cache-Control": "no-store"},
    )


@guard(ENROLLING)
@fresh_factor
@require_POST
def new_codes(request: HttpRequest) -> HttpResponseBase:
    """Make new recovery codes; the old ones open nothing any more."""
    officer = own(request)
    with acting(JOBS, now=clock.now()):
        Officer.objects.select_for_update().get(id=officer.id)
        Authenticator.objects.filter(user=officer, type=Authenticator.Type.RECOVERY_CODES).delete()
        RecoveryCodes.activate(officer)
        note("codes_made", officer)
    request.session[CODES] = True
    return HttpResponseRedirect(reverse("codes"))


def own(request: HttpRequest) -> Officer:
    """Give the officer who asks; the door has let nobody else in."""
    officer = request.user
    if not isinstance(officer, Officer):
        raise TypeError("the door let in somebody who is no officer")
    return officer


def _app(request: HttpRequest, officer: Officer, form: FactorForm) -> Authenticator | None:
    secret = get_totp_secret()
    if not may_try(request, str(officer.id), "daftar", most=MOST_CODES):
        form.add_error(None, _("Terlalu banyak percobaan kode. Coba lagi 15 menit lagi."))
        return None
    step = fits(secret, "".join(form.cleaned_data["code"].split()), now=clock.real_now())
    if step is None:
        form.add_error("code", _("Kode tidak cocok. Periksa jam ponsel Anda, lalu ketik kode terbaru."))
        return None
    with acting(JOBS, now=clock.now()):
        Officer.objects.select_for_update().get(id=officer.id)
        if Authenticator.objects.filter(user=officer, type=Authenticator.Type.TOTP).exists():
            form.add_error("code", _("Aplikasi autentikator sudah terpasang. Hapus dulu yang lama."))
            return None
        added: Authenticator = TOTP.activate(officer, secret).instance
        added.data["spent"] = step
        added.save(update_fields=["data"])
        note("app_added", officer)
    clear_totp_secret(request)
    came_in(request, str(officer.id), "daftar")
    return added


def _passkey(officer: Officer, form: PasskeyForm) -> Authenticator | None:
    credential = form.cleaned_data["credential"]
    try:
        passkeys.parse_registration_response(credential)
        passkeys.complete_registration(credential)
    except (ValidationError, ValueError, KeyError, AttributeError):
        form.add_error("credential", _("Kunci sandi tidak dapat dibaca. Coba lagi, atau pakai aplikasi autentikator."))
        return None
    name = form.cleaned_data["name"] or _("Kunci sandi")
    with acting(JOBS, now=clock.now()):
        added: Authenticator = WebAuthn.add(officer, name, credential).instance
        note("passkey_added", officer, about=name)
    return added


def _enrolled(request: HttpRequest, officer: Officer, added: Authenticator, *, first: bool) -> HttpResponseBase:
    if shown_at(request.session) is None:
        record_authentication(request, officer, "mfa", id=added.pk, type=added.type)
    request.session.rotate()  # type: ignore[attr-defined]
    if not Authenticator.objects.filter(user=officer, type=Authenticator.Type.RECOVERY_CODES).exists():
        RecoveryCodes.activate(officer)
        request.session[CODES] = True
        request.session["sesudah_kode"] = reverse("enter") if first else reverse("security")
        return HttpResponseRedirect(reverse("codes"))
    return HttpResponseRedirect(reverse("enter") if first else reverse("security"))


def _codes(request: HttpRequest) -> list[str]:
    if not request.session.get(CODES):
        return []
    held = Authenticator.objects.filter(user=own(request), type=Authenticator.Type.RECOVERY_CODES).first()
    found: list[Any] = held.wrap().get_unused_codes() if held else []
    return [f"{code[:4]} {code[4:8]} {code[8:]}" for code in found]
