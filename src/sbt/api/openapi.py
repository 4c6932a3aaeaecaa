"""The description of the API (OpenAPI 3.1), with what ninja cannot know: problems and idempotency keys."""

from __future__ import annotations

from functools import cache
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse

from sbt.api.door import JSON, api
from sbt.api.problems import MEDIA_TYPE
from sbt.api.words import TITLES

PREFIX = "api/v1/"
KEY: dict[str, Any] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 16, "maxLength": 255},
    "description": "A random key (UUID). The same request again gets the same answer and does nothing twice.",
}
PROBLEM: dict[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "instance", "code", "fields"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "code": {"type": "string"},
        "fields": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "code", "detail"],
                "properties": {
                    "pointer": {"type": "string"},
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
        "accept": {"type": "string", "description": "Name this code in `accepts` to take the doubt upon yourself."},
        "incident": {
            "type": "string",
            "description": "Where the system failed: the number under which its log tells more.",
        },
        "basis": {"type": "array", "items": {"type": "string"}},
    },
}


TICKET: list[dict[str, Any]] = [
    {
        "name": name,
        "in": "header",
        "required": False,
        "schema": {"type": "string"},
        "description": description,
    }
    for name, description in (
        ("Pace-Ticket", "The ticket of the 429 answer, a minute later, or at once with its solution."),
        ("Pace-Solution", "A text with which SHA-256 of `ticket:solution` begins with `work_bits` zero bits."),
    )
]
ALWAYS, CALLER, BODY = (500, 503), (401, 403), (400, 409, 413, 415, 422)
"""What every address can answer, what one with a token can beside it, and what one with a body can."""
BESIDE: dict[str, tuple[int, ...]] = {
    "readFile": (409,),
    "readPage": (409,),
    "takeStep": (404, 412, 428),
    "sendBatch": (404, 412),
    "enterFinding": (404,),
    "handInReport": (404, 429),
    "readReportStatus": (404, 429),
    "addEvidence": (404, 429),
    "answerQuestion": (404, 429),
    "takeReporterStep": (404, 429),
    "uploadFile": (429,),
}
"""What else single operations answer."""
PACED = frozenset(name for name, statuses in BESIDE.items() if 429 in statuses)  # noqa: PLR2004
READS = frozenset({"readReportStatus"})
"""What only asks, though by POST: a receipt stands in no address."""
SECONDS = {"schema": {"type": "string"}, "description": "Seconds after which to ask again."}
TOKEN: dict[str, Any] = {
    "operationId": "giveToken",
    "summary": "Token",
    "description": "Give a system a token for a signed assertion (RFC 6749 client credentials, RFC 7523).",
    "tags": ["oauth"],
    "requestBody": {
        "required": True,
        "content": {
            "application/x-www-form-urlencoded": {
                "schema": {
                    "type": "object",
                    "required": ["grant_type", "client_assertion_type", "client_assertion"],
                    "properties": {
                        "grant_type": {"type": "string", "enum": ["client_credentials"]},
                        "client_assertion_type": {
                            "type": "string",
                            "enum": ["urn:ietf:params:oauth:client-assertion-type:jwt-bearer"],
                        },
                        "client_assertion": {"type": "string"},
                        "scope": {"type": "string"},
                    },
                }
            }
        },
    },
}
GIVEN: dict[str, Any] = {
    "type": "object",
    "required": ["access_token", "token_type", "expires_in", "scope"],
    "properties": {
        "access_token": {"type": "string"},
        "token_type": {"type": "string", "enum": ["Bearer"]},
        "expires_in": {"type": "integer"},
        "scope": {"type": "string"},
    },
}
NOT_GIVEN: dict[str, Any] = {
    "type": "object",
    "required": ["error"],
    "properties": {"error": {"type": "string"}, "error_description": {"type": "string"}},
}


@cache
def description() -> bytes:
    """Give the description, the same bytes from every process."""
    schema: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=PREFIX))
    schema["components"]["schemas"] |= {"Problem": PROBLEM, "Token": GIVEN, "NoToken": NOT_GIVEN}
    schema["components"]["securitySchemes"] = {"Bearer": {"type": "http", "scheme": "bearer"}}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            _complete(path, method, operation)
    schema["paths"][f"/{PREFIX}oauth/token"] = {"post": _token()}
    schema["paths"][f"/{PREFIX}openapi.json"] = {"get": _itself()}
    return orjson.dumps(schema, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS) + b"\n"


def _complete(path: str, method: str, operation: dict[str, Any]) -> None:
    """Say of an operation which problems it answers, and which headers it reads."""
    name, parameters = operation["operationId"], operation.setdefault("parameters", [])
    statuses = {*ALWAYS, *BESIDE.get(name, ())}
    if method == "post":
        statuses |= set(BODY)
    if method == "post" and name not in READS:
        parameters.append(KEY)
    if name in PACED:
        parameters.extend(TICKET)
    if "{" in path:
        statuses.add(404)
    if any(one["in"] == "query" for one in parameters):
        statuses.add(422)
    if operation.get("security") == [{"BearerOrPublic": []}]:
        operation["security"] = [{"Bearer": []}, {}]
    if "security" in operation:
        statuses |= set(CALLER)
    for status in statuses:
        operation["responses"][status] = _problem(status)


def _problem(status: int) -> dict[str, Any]:
    found: dict[str, Any] = {
        "description": TITLES[status][1],
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    if status in {429, 503}:
        found["headers"] = {"Retry-After": {"required": True, **SECONDS}}
    if status == 401:  # noqa: PLR2004
        found["headers"] = {"WWW-Authenticate": {"required": True, "schema": {"type": "string"}}}
    return found


def _token() -> dict[str, Any]:
    given = {
        "description": "A token of ten minutes",
        "content": {JSON: {"schema": {"$ref": "#/components/schemas/Token"}}},
    }
    refused = {"content": {JSON: {"schema": {"$ref": "#/components/schemas/NoToken"}}}}
    answers = {200: given} | {status: {"description": TITLES[status][1], **refused} for status in (400, 401, 429)}
    return TOKEN | {"responses": answers | {status: _problem(status) for status in (413, 415, *ALWAYS)}}


def _itself() -> dict[str, Any]:
    return {
        "operationId": "readDescription",
        "summary": "Openapi",
        "description": "Give this description.",
        "tags": ["law"],
        "responses": {200: {"description": "OpenAPI 3.1", "content": {JSON: {"schema": {"type": "object"}}}}},
    }


def openapi(request: HttpRequest) -> HttpResponse:
    """Answer with the description."""
    return HttpResponse(description(), content_type=JSON)
