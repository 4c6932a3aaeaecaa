"""The token endpoint for systems of institutions (RFC 6749 client credentials, RFC 7523 private_key_jwt)."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, JsonResponse

from sbt.api.problems import answer, problem
from sbt.intake.visitors import address_of
from sbt.people import limits
from sbt.people.acting import acting
from sbt.people.actor import PUBLIC
from sbt.people.oauth import token_answer
from sbt.project import clock

FORM = "application/x-www-form-urlencoded"
MOST, WHILE = 600, timedelta(minutes=15)


def token(request: HttpRequest) -> HttpResponse:
    """Give a token of ten minutes for a signed assertion; everything of the answer is the standard's."""
    if request.method != "POST":
        return answer(request, problem(405, "method_not_allowed", allowed="POST", headers={"Allow": "POST"}))
    if request.content_type != FORM:
        return answer(request, problem(415, "media_type_unsupported", expected=FORM))
    if request.GET or "client_secret" in request.POST or "Authorization" in request.headers:
        return _refused("invalid_client", "only private_key_jwt, in the body", 401)
    if not limits.allowed("token", address_of(request), most=MOST, within=WHILE):
        return _refused("temporarily_unavailable", "too many requests", 429)
    with acting(PUBLIC, now=clock.now()):
        found = token_answer(request, request.build_absolute_uri(request.path))
    found["Cache-Control"] = "no-store"
    return found


def _refused(code: str, why: str, status: int) -> HttpResponse:
    return JsonResponse({"error": code, "error_description": why}, status=status, headers={"Cache-Control": "no-store"})


token.csrf_exempt = True  # type: ignore[attr-defined]
