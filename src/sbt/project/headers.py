"""What every answer of ours says to the browser beside its content: no other site may frame, read or share it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed

NO_DEVICES = (
    "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), "
    "gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), screen-wake-lock=(), serial=(), usb=()"
)
EVERY_ANSWER = {
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": NO_DEVICES,
    "Origin-Agent-Cluster": "?1",
    "X-DNS-Prefetch-Control": "off",
    "X-Permitted-Cross-Domain-Policies": "none",
}


NEVER = frozenset({"TRACE", "TRACK", "CONNECT"})
"""Methods that mirror a request or lead through us; no address takes them."""


class HeadersMiddleware:
    """Adds the headers that do not depend on the page; what a page has set itself stays.

    An answer that says nothing of caches is kept by none.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer with its headers."""
        if request.method in NEVER:
            response: HttpResponseBase = HttpResponseNotAllowed(("GET", "HEAD", "POST"))
        else:
            response = self.get_response(request)
        for name, value in EVERY_ANSWER.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        return response
