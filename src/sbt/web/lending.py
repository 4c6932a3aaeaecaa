"""What a visitor's browser is lent for a while, and only for a part of the site: a key, a receipt, an opener."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpResponse


def lend(response: HttpResponse, name: str, value: str, *, path: str, seconds: int) -> None:
    """Give the browser a cookie that no script reads and that goes to no address outside the path."""
    response.set_cookie(name, value, max_age=seconds, path=path, httponly=True, samesite="Lax", secure=settings.HTTPS)


def take_back(response: HttpResponse, name: str, *, path: str) -> None:
    """Let the browser forget what it was lent."""
    response.delete_cookie(name, path=path, samesite="Lax")
