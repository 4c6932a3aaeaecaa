"""The language of a request, chosen by its cookie or by what the browser asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.middleware.locale import LocaleMiddleware

from sbt.web.formats import speaking

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase


class LanguageMiddleware(LocaleMiddleware):
    """Chooses the language as the framework does, and settles it for the whole request."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the language of the reader."""
        self.process_request(request)
        with speaking():
            response = cast("HttpResponseBase", self.get_response(request))
        return self.process_response(request, response)
