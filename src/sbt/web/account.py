"""The page of one's own account: what can sign in, which sessions are open, what was noted; and what may be changed."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sbt.people.acting import acting
from sbt.people.actor import JOBS
from sbt.people.models import Officer, Session
from sbt.people.security_log import note, notes_of
from sbt.people.sessions import IDLE, LONGEST
from sbt.project import clock
from sbt.web.forms.session import PasswordForm
from sbt.web.guard import SIGNED_IN, guard
from sbt.web.page import page
from sbt.web.security import own
from sbt.web.session import FAULTY, came_in, may_try
from sbt.web.step_up import fresh_factor

STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
SHOWN_NOTES = 12


@guard(SIGNED_IN)
@require_GET
def security(request: HttpRequest) -> HttpResponseBase:
    """Show what can sign in as this officer and where he is signed in."""
    return page(request, "session/security.html", _shown(request) | {"said": _said(request), "refused": ""})


@guard(SIGNED_IN)
@fresh_factor
@require_POST
def factor_remove(request: HttpRequest) -> HttpResponseBase:
    """Take away an app or a passkey, but never the last one."""
    officer = own(request)
    number = request.POST.get("factor", "")
    with acting(JOBS, now=clock.now()):
        Officer.objects.select_for_update().get(id=officer.id)
        held = list(Authenticator.objects.filter(user=officer, type__in=STRONG))
        chosen = next((one for one in held if str(one.pk) == number), None)
        if chosen is not None and len(held) > 1:
            note("factor_removed", officer, about=_name(chosen))
            chosen.delete()
            return HttpResponseRedirect(f"{reverse('security')}?sudah=hapus")
    if chosen is None:
        return HttpResponseRedirect(reverse("security"))
    refused = _("Faktor terakhir tidak dapat dihapus. Pasang yang baru dulu.")
    return page(request, "session/security.html", _shown(request) | {"said": "", "refused": refused}, status=409)


@guard(SIGNED_IN)
@require_POST
def session_end(request: HttpRequest) -> HttpResponseBase:
    """End one of one's own sessions, or all but this one."""
    officer, chosen = own(request), request.POST.get("session", "")
    others = Session.objects.filter(officer=officer).exclude(id=request.session.id)  # type: ignore[attr-defined]
    if chosen != "lainnya":
        others = others.filter(id=_bytes(chosen))
    if others.delete()[0]:
        note("sessions_ended", officer)
    return HttpResponseRedirect(f"{reverse('security')}?sudah=sesi")


@sensitive_post_parameters()
@guard(SIGNED_IN)
@fresh_factor
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponseBase:
    """Take another password; every other session ends."""
    officer = own(request)
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _changed(request, officer, form):
        return HttpResponseRedirect(f"{reverse('security')}?sudah=sandi")
    shown = {"form": form, "faults": form.faults, "faulty": bool(form.faults)}
    return page(request, "session/password.html", shown, status=FAULTY if form.faults else 200)


def _changed(request: HttpRequest, officer: Officer, form: PasswordForm) -> bool:
    if not may_try(request, officer.email):
        form.add_error("present", _("Terlalu banyak percobaan. Coba lagi 15 menit lagi."))
        return False
    if not officer.check_password(form.cleaned_data["present"]):
        form.add_error("present", _("Kata sandi sekarang tidak cocok."))
        return False
    try:
        validate_password(form.cleaned_data["password"], officer)
    except ValidationError as weak:
        form.add_error("password", weak.messages[0])
        return False
    with acting(JOBS, now=clock.now()):
        officer.set_password(form.cleaned_data["password"])
        officer.save(update_fields=["password"])
        Session.objects.filter(officer=officer).exclude(id=request.session.id).delete()  # type: ignore[attr-defined]
        note("password_changed", officer)
    came_in(request, officer.email)
    update_session_auth_hash(request, officer)
    return True


def _shown(request: HttpRequest) -> dict[str, Any]:
    officer, now = own(request), clock.real_now()
    held = list(Authenticator.objects.filter(user=officer).order_by("created_at"))
    open_ = Session.objects.filter(officer=officer, used_at__gt=now - IDLE, started_at__gt=now - LONGEST)
    codes = next((one for one in held if one.type == Authenticator.Type.RECOVERY_CODES), None)
    words = notes_words()
    return {
        "factors": [
            {
                "id": one.pk,
                "name": _name(one),
                "is_app": one.type == Authenticator.Type.TOTP,
                "created": one.created_at,
                "used": one.last_used_at,
            }
            for one in held
            if one.type in STRONG
        ],
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "sessions": [
            {
                "id": bytes(one.id).hex(),
                "device": one.device,
                "started": one.started_at,
                "used": one.used_at,
                "this": bytes(one.id) == request.session.id,  # type: ignore[attr-defined]
            }
            for one in open_.order_by("-used_at")
        ],
        "log": [
            {"words": words.get(one.kind, one.kind), "at": one.at, "about": one.about}
            for one in notes_of(officer)[:SHOWN_NOTES]
        ],
    }


def notes_words() -> dict[str, str]:
    """Say each kind of security note in words."""
    return {
        "signed_in": _("Masuk"),
        "signed_out": _("Keluar"),
        "app_added": _("Aplikasi autentikator dipasang"),
        "passkey_added": _("Kunci sandi ditambahkan"),
        "factor_removed": _("Faktor dihapus"),
        "factor_locked": _("Terlalu banyak kode salah"),
        "codes_made": _("Kode cadangan baru dibuat"),
        "recovery_code_used": _("Kode cadangan dipakai"),
        "sessions_ended": _("Sesi lain diakhiri"),
        "password_changed": _("Kata sandi diganti"),
        "recovery_asked": _("Pemulihan faktor diminta"),
        "recovery_confirmed": _("Pemulihan faktor disahkan: faktor dan sesi dihapus"),
        "recovery_refused": _("Pemulihan faktor ditolak"),
        "subject_linked": _("Akun penyedia lembaga dihubungkan"),
        "subject_refused": _("Masuk lewat penyedia lembaga ditolak"),
    }


def _said(request: HttpRequest) -> str:
    done = {"hapus": _("Faktor dihapus."), "sesi": _("Sesi lain diakhiri."), "sandi": _("Kata sandi diganti.")}
    return done.get(request.GET.get("sudah", ""), "")


def _name(one: Authenticator) -> str:
    return _("Aplikasi autentikator") if one.type == Authenticator.Type.TOTP else str(one.data.get("name", ""))


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""
