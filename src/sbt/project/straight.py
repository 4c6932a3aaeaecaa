"""The shorter way of the API: it knows no session, no cookie but that of the language, no form and no message.

Whatever else lies between a request and its page is passed by; headers, compression and language lie before.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from django.http import HttpRequest, HttpResponseBase
from django.urls import ResolverMatch, get_resolver

API = "/api/"
_KNOWN, _LONG = 4096, 100
"""How many addresses are remembered, of those that are no longer than ours are."""


class ApiMiddleware:
    """Hands what is asked of the API to its endpoint at once; asks every request for a host of ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer of the endpoint, or of the page; raises DisallowedHost, which is answered with 400."""
        request.get_host()
        if not request.path_info.startswith(API):
            return self.get_response(request)
        path = request.path_info
        found = request.resolver_match = _endpoint(path) if len(path) < _LONG else _endpoint.__wrapped__(path)
        response: HttpResponseBase = found.func(request, *found.args, **found.kwargs)
        return response


@lru_cache(maxsize=_KNOWN)
def _endpoint(path: str) -> ResolverMatch:
    """Give the endpoint of an address; raises Resolver404."""
    return get_resolver().resolve(path)
