"""The door of the API: one NinjaAPI, every fault of a request a problem document. Knows no endpoint's business."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

import orjson
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.parser import Parser
from ninja.renderers import BaseRenderer

from sbt.api.faults import fields_of
from sbt.api.problems import Problem, answer, invalid, problem
from sbt.evidence.kinds import LARGEST
from sbt.rulebook.current import LawNotPublishedError
from sbt.rules.check_character import ALPHABET

JSON, UPLOAD = "application/json", "multipart/form-data"
SLACK = 64 * 1024
"""What an upload may have beside the bytes of its file."""
_log = logging.getLogger(__name__)

type View = Callable[..., HttpResponseBase]


class OrjsonParser(Parser):
    """Reads bodies; strict JSON only."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Give the body, which must be an object."""
        return orjson.loads(request.body)


class OrjsonRenderer(BaseRenderer):
    """Writes what ninja itself writes."""

    media_type = JSON

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> Any:
        """Give the bytes."""
        return orjson.dumps(data)


api = NinjaAPI(
    title="SBT",
    version="1",
    description="Sistem Berbagi Terintegrasi: reports of breaches of neutrality by civil servants, up to a served"
    " sanction. Errors are problem documents (RFC 9457); writes take an Idempotency-Key.",
    openapi_url=None,
    docs_url=None,
    parser=OrjsonParser(),
    renderer=OrjsonRenderer(),
)


def dressed(view: View, methods: frozenset[str], media_type: str) -> View:
    """Refuse what no endpoint can read: another method, another media type, a body that is too large."""
    largest = LARGEST + SLACK if media_type == UPLOAD else settings.DATA_UPLOAD_MAX_MEMORY_SIZE

    @wraps(view)
    def guarded(request: HttpRequest, *positional: Any, **named: Any) -> HttpResponseBase:
        if request.method == "HEAD" and "GET" in methods:
            request.method = "GET"
            return _without_body(guarded(request, *positional, **named))
        if request.method not in methods:
            return _wrong_method(request, methods)
        if request.method == "POST":
            if request.content_type != media_type:
                return answer(request, problem(415, "media_type_unsupported", expected=media_type))
            if _length(request) > largest:
                return answer(request, problem(413, "body_too_large", limit=largest))
        response = view(request, *positional, **named)
        return _wrong_method(request, methods) if isinstance(response, HttpResponseNotAllowed) else response

    guarded.csrf_exempt = True  # type: ignore[attr-defined]
    return guarded


def nothing_here(request: HttpRequest) -> HttpResponse:
    """Answer for every other address under the API."""
    return answer(request, problem(404, "not_found"))


nothing_here.csrf_exempt = True  # type: ignore[attr-defined]


@api.exception_handler(Problem)
def _problem(request: HttpRequest, found: Problem) -> HttpResponse:
    return answer(request, found)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, found: ValidationError) -> HttpResponse:
    return answer(request, invalid(fields_of(found.errors)))


@api.exception_handler(AuthenticationError)
def _unknown_caller(request: HttpRequest, found: AuthenticationError) -> HttpResponse:
    return answer(request, problem(401, "token_missing", headers={"WWW-Authenticate": "Bearer"}))


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, found: HttpError) -> HttpResponse:
    return answer(request, problem(400, "malformed_json"))


@api.exception_handler(RequestDataTooBig)
def _too_large(request: HttpRequest, found: RequestDataTooBig) -> HttpResponse:
    return answer(request, problem(413, "body_too_large", limit=settings.DATA_UPLOAD_MAX_MEMORY_SIZE))


@api.exception_handler(MultiPartParserError)
@api.exception_handler(SuspiciousOperation)
def _broken_upload(request: HttpRequest, found: Exception) -> HttpResponse:
    return answer(request, problem(400, "malformed_upload"))


@api.exception_handler(OperationalError)
@api.exception_handler(InterfaceError)
@api.exception_handler(LawNotPublishedError)
def _not_ready(request: HttpRequest, found: Exception) -> HttpResponse:
    return _incident(request, found, problem(503, "not_ready", headers={"Retry-After": "60"}))


@api.exception_handler(Exception)
def _broken(request: HttpRequest, found: Exception) -> HttpResponse:
    return _incident(request, found, problem(500, "internal_error"))


def _incident(request: HttpRequest, found: Exception, told: Problem) -> HttpResponse:
    """Log where it broke (our log lines leave out with which values) under a number, and tell no more than the number."""
    number = "".join(secrets.choice(ALPHABET) for _place in range(8))
    _log.error("reference %s answered %s", number, told.status, exc_info=found)
    told.extra = {"incident": number}
    response = answer(request, told)
    response._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001
    return response


def _without_body(response: HttpResponseBase) -> HttpResponse:
    """Answer HEAD: the status and headers that GET gives, and how long its body is."""
    headers = dict(response.headers)
    if isinstance(response, HttpResponse):
        headers["Content-Length"] = str(len(response.content))
    response.close()
    return HttpResponse(status=response.status_code, headers=headers)


def _wrong_method(request: HttpRequest, methods: frozenset[str]) -> HttpResponse:
    allowed = ", ".join(sorted(methods))
    return answer(request, problem(405, "method_not_allowed", allowed=allowed, headers={"Allow": allowed}))


def _length(request: HttpRequest) -> int:
    given = request.META.get("CONTENT_LENGTH") or "0"
    return int(given) if given.isascii() and given.isdigit() else 0
