"""Answers with a page: what every page knows (language, theme, demo clock, who is signed in) joins what the view says."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from sbt.project import clock
from sbt.web.formats import language
from sbt.web.lending import lent

THEMES = ("light", "dark")
THEME_COOKIE = "sbt_tema"


def theme_of(request: HttpRequest) -> str:
    """Give the theme the reader has chosen, or nothing when the system decides."""
    chosen = lent(request, THEME_COOKIE)
    return chosen if chosen in THEMES else ""


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Answer with a full page; what a reader typed or was told is never kept by a cache in between."""
    demo = settings.SBT_MODE == "demo"
    known: dict[str, Any] = {
        "current_language": language(),
        "theme": theme_of(request),
        "demo": demo,
        "demo_now": clock.now() if demo else None,
        "demo_days": clock.demo_progress() if demo else None,
        "official_banner": settings.SBT_OFFICIAL_BANNER,
        "fonts": request.headers.get("Save-Data", "") != "on",
        "here": request.path,
        "seat": getattr(request, "seat", None),
    }
    response = render(request, template, known | dict(context or {}), status=status)
    patch_vary_headers(response, ("Accept-Language", "Cookie", "Save-Data"))
    response.setdefault("Cache-Control", "no-store")
    return response
