"""The language of a request, chosen by its cookie or by what the browser asks for."""

from __future__ import annotations

from functools import lru_cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.utils import translation

from sbt.web.formats import speaking

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

_ASKED = "Accept-Language"
_LONG = 200
"""What nobody's browser says is not remembered."""


class LanguageMiddleware:
    """Chooses the language as the framework does, and settles it for the whole request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the language of the reader."""
        given = request.META
        cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) if "HTTP_COOKIE" in given else None
        asked = given.get("HTTP_ACCEPT_LANGUAGE", "")
        choose = _chosen if len(asked) + len(cookie or "") < _LONG else _chosen.__wrapped__
        chosen = choose(cookie, asked)
        translation.activate(chosen)
        request.LANGUAGE_CODE = chosen
        with speaking():
            response = self.get_response(request)
        headers = response.headers
        vary = headers.get("Vary", "")
        if _ASKED not in vary:
            headers["Vary"] = f"{vary}, {_ASKED}" if vary else _ASKED
        headers.setdefault("Content-Language", chosen)
        return response


@lru_cache(maxsize=1024)
def _chosen(cookie: str | None, asked: str) -> str:
    """Give the language that the framework chooses for the cookie and the header."""
    cookies = {} if cookie is None else {settings.LANGUAGE_COOKIE_NAME: cookie}
    said = SimpleNamespace(COOKIES=cookies, META={"HTTP_ACCEPT_LANGUAGE": asked})
    return translation.get_language_from_request(cast("HttpRequest", said))
