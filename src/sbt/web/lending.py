"""What a visitor's browser is lent for a while: a key, a receipt, an opener, a choice of language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

HOST_ONLY = "__Host-"
"""Behind TLS a browser takes a cookie of such a name from this very host only; it then goes to the whole site."""


def lent(request: HttpRequest, name: str) -> str:
    """Give what this browser was lent under the name, or nothing."""
    return request.COOKIES.get(name_of(name), "")


def lend(response: HttpResponse, name: str, value: str, *, path: str, seconds: int) -> None:
    """Give the browser a cookie that no script reads; where TLS does not bind it to the host, it stays in its path."""
    response.set_cookie(
        name_of(name),
        value,
        max_age=seconds,
        path=_path(path),
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )


def take_back(response: HttpResponse, name: str, *, path: str) -> None:
    """Let the browser forget what it was lent."""
    response.delete_cookie(name_of(name), path=_path(path), samesite="Lax")


def name_of(name: str) -> str:
    """Give the name that the browser knows."""
    return f"{HOST_ONLY if settings.HTTPS else ''}{name}"


def _path(path: str) -> str:
    return "/" if settings.HTTPS else path
