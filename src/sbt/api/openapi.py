"""The description of the API (OpenAPI 3.1), with what ninja cannot know: problems and idempotency keys."""

from __future__ import annotations

from functools import cache
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse

from sbt.api.door import JSON, api
from sbt.api.problems import MEDIA_TYPE

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
        "basis": {"type": "array", "items": {"type": "string"}},
    },
}


@cache
def description() -> bytes:
    """Give the description, the same bytes from every process."""
    schema: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=PREFIX))
    schema["components"]["schemas"]["Problem"] = PROBLEM
    for methods in schema["paths"].values():
        for method, operation in methods.items():
            if method == "post":
                operation.setdefault("parameters", []).append(KEY)
            operation["responses"]["default"] = {
                "description": "Why it was not done (RFC 9457)",
                "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
            }
    return orjson.dumps(schema, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS) + b"\n"


def openapi(request: HttpRequest) -> HttpResponse:
    """Answer with the description."""
    return HttpResponse(description(), content_type=JSON)
