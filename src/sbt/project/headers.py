"""What every answer of ours says to the browser beside its content: no other site may frame, read or share it.

Nothing of this depends on the page, so it is made once and laid beside each answer in one go.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.utils.csp import build_policy

NO_DEVICES = (
    "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), "
    "gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), screen-wake-lock=(), serial=(), usb=()"
)
EVERY_ANSWER = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": NO_DEVICES,
    "Origin-Agent-Cluster": "?1",
    "X-DNS-Prefetch-Control": "off",
    "X-Permitted-Cross-Domain-Policies": "none",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}

NEVER = frozenset({"TRACE", "TRACK", "CONNECT"})
"""Methods that mirror a request or lead through us; no address takes them."""


class HeadersMiddleware:
    """Adds the headers that do not depend on the page; what a page has set itself stays.

    An answer that says nothing of caches is kept by none; one that is whole says how long it is.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.every = EVERY_ANSWER | {
            "X-Frame-Options": str(settings.X_FRAME_OPTIONS),
            "Referrer-Policy": str(settings.SECURE_REFERRER_POLICY),
            "Cross-Origin-Opener-Policy": str(settings.SECURE_CROSS_ORIGIN_OPENER_POLICY),
            "Content-Security-Policy": build_policy(cast("Mapping[str, Collection[str] | str]", settings.SECURE_CSP)),
        }
        beneath = "; includeSubDomains" if settings.SECURE_HSTS_INCLUDE_SUBDOMAINS else ""
        self.only_by_tls = f"max-age={settings.SECURE_HSTS_SECONDS}{beneath}" if settings.SECURE_HSTS_SECONDS else ""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer with its headers."""
        if request.method in NEVER:
            response: HttpResponseBase = HttpResponseNotAllowed(("GET", "HEAD", "POST"))
        else:
            response = self.get_response(request)
        headers = response.headers
        for name, value in self.every.items():
            if name not in headers:
                headers[name] = value
        if self.only_by_tls and request.is_secure():
            headers.setdefault("Strict-Transport-Security", self.only_by_tls)
        if isinstance(response, HttpResponse) and "Content-Length" not in headers:
            headers["Content-Length"] = str(len(response.content))
        return response
