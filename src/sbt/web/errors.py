"""Pages that say what went wrong, what was kept, and what to do next; each bears a reference number."""

import logging
import secrets
import sys

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import TemplateDoesNotExist
from django.utils.translation import gettext as _
from jinja2 import TemplateError

from sbt.project import clock
from sbt.rules.check_character import ALPHABET
from sbt.web.formats import language
from sbt.web.page import theme_of

SERVER_FAULT = 500
"""From here on the database may be what is wrong, so nothing is asked of it."""
BROKEN_PAGES = (
    TemplateError,
    TemplateDoesNotExist,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
    OSError,
    DatabaseError,
)
"""How the error page itself can break; the answer is then plain text."""
_log = logging.getLogger("sbt.web")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400: what was sent cannot be read."""
    return _answer(
        request, 400, _("Kiriman ini tidak dapat dibaca"), _("Kembali, muat ulang halaman, lalu kirim lagi.")
    )


def forbidden(request: HttpRequest, exception: Exception | None = None, *, why: str = "") -> HttpResponse:
    """Answer 403 to somebody who may know that the thing exists."""
    return _answer(
        request,
        403,
        _("Bukan wewenang penugasan Anda"),
        why or _("Halaman ini ada, tetapi penugasan yang Anda pakai tidak berwenang membukanya."),
    )


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form that was open too long or came from elsewhere."""
    return _answer(
        request,
        403,
        _("Formulir ini sudah kedaluwarsa"),
        _("Kembali, muat ulang halaman, lalu kirim lagi. Peramban harus mengizinkan kuki untuk situs ini."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404: the same to what is absent and to what the reader may not see."""
    return _answer(
        request,
        404,
        _("Halaman tidak ditemukan"),
        _("Periksa lagi alamatnya. Kasus di luar pandangan penugasan Anda juga tidak ditemukan di sini."),
    )


def conflict(request: HttpRequest, why: str) -> HttpResponse:
    """Answer 409: meanwhile somebody else was faster, or a rule forbids it now."""
    return _answer(request, 409, _("Tindakan ini tidak dapat dilakukan sekarang"), why)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 without asking the database for anything; where even the page breaks, in plain words."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return unavailable(request)
    title, remedy = _("Ada gangguan pada sistem"), _("Coba lagi beberapa menit lagi.")
    try:
        response = _answer(request, 500, title, remedy)
    except BROKEN_PAGES:
        reference = new_reference(500)
        said = _("Nomor rujukan %(reference)s, kode %(status)s. Sebutkan nomor ini bila Anda menghubungi pengelola.")
        words = [title, remedy, said % {"reference": reference, "status": 500}]
        response = HttpResponse("\n\n".join(words), status=500, content_type="text/plain; charset=utf-8")
        response["Cache-Control"] = "no-store"
    response._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001 - with its number, which Django does not know
    return response


def unavailable(request: HttpRequest) -> HttpResponse:
    """Answer 503 while a part of the system is not ready."""
    response = _answer(request, 503, _("Sistem belum siap"), _("Coba lagi beberapa menit lagi."))
    response["Retry-After"] = "60"
    response._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001
    return response


def _answer(request: HttpRequest, status: int, title: str, remedy: str) -> HttpResponse:
    reference = new_reference(status)
    context = {
        "title": title,
        "remedy": remedy,
        "kept": _kept(request, status),
        "reference": reference,
        "status": status,
        "current_language": language(),
        "theme": theme_of(request),
        "demo": settings.SBT_MODE == "demo",
        "demo_days": None,
        "demo_now": clock.now() if settings.SBT_MODE == "demo" and status < SERVER_FAULT else None,
        "official_banner": settings.SBT_OFFICIAL_BANNER,
        "fonts": request.headers.get("Save-Data", "") != "on",
        "here": request.path,
        "seat": getattr(request, "seat", None),
    }
    response = render(request, "errors/page.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def new_reference(status: int) -> str:
    """Give a random number for this answer, and log it; from 500 on with the place where it broke."""
    reference = "".join(secrets.choice(ALPHABET) for _place in range(8))
    broken = status >= SERVER_FAULT
    level = logging.ERROR if broken else logging.WARNING
    _log.log(level, "reference %s answered %s", reference, status, exc_info=broken and sys.exc_info()[0] is not None)
    return reference


def _kept(request: HttpRequest, status: int) -> str:
    if request.path.startswith("/lapor"):
        return _("Langkah yang sudah Anda simpan tetap ada dalam draf sampai 24 jam.")
    if request.method == "POST" and status >= SERVER_FAULT:
        return _("Tidak ada yang berubah: tindakan yang gagal dibatalkan seluruhnya.")
    return ""
