"""Every error as a problem document (RFC 9457), in Indonesian or English. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from sbt.api.words import TITLES, WORDS
from sbt.cases.wording import explain, kind_title, sentence
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    from sbt.intake.checks import InputFault
    from sbt.rules.book import CaseLaw, Commons

MEDIA_TYPE = "application/problem+json"
STATUS = {"power": 403, "order": 409, "stale": 412, "facts": 422, "guard": 409, "unknown": 404}


@dataclass(frozen=True, slots=True)
class Field:
    """One faulty part of what was sent: a JSON pointer into the body (or `?name`, `Header-Name`), a code, a sentence."""

    pointer: str
    code: str
    detail: str


@dataclass
class Problem(Exception):
    """Why a request was not done."""

    status: int
    code: str
    detail: str = ""
    title: str = ""
    fields: tuple[Field, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


def language() -> str:
    """Tell which of the two languages the caller reads."""
    return "en" if (get_language() or "id").startswith("en") else "id"


def say(code: str, **params: object) -> str:
    """Give the sentence of this door for the code."""
    return WORDS[code][language() == "en"].format_map(params)


def problem(
    status: int, code: str, *fields: Field, headers: Mapping[str, str] | None = None, **params: object
) -> Problem:
    """Make a problem whose words belong to this door."""
    return Problem(status, code, say(code, **params), fields=fields, headers=headers or {})


def absent() -> Problem:
    """Make the one answer to what does not exist and to what the caller may not see."""
    return problem(404, "not_found")


def refusal(
    refused: Refused,
    *,
    law: CaseLaw | None = None,
    commons: Commons | None = None,
    at: str = "/facts",
    **extra: object,
) -> Problem:
    """Make the problem of a refusal: its status from its kind, its words from the law's names, its citation."""
    doubt = refused.params.get("warning") == "1"
    lang = language()
    detail = explain(refused, law=law, commons=commons, language=lang)
    fields = (Field(_pointer(at, refused.fact), refused.code, detail),) if refused.fact else ()
    if refused.warrant.basis:
        extra["basis"] = list(refused.warrant.basis)
        extra["verified"] = refused.warrant.verified
    if doubt:
        extra["accept"] = refused.code
    params = {name: value for name, value in refused.params.items() if name != "warning"}
    if params:
        extra["params"] = params
    status = 422 if refused.fact and refused.kind == "guard" and not doubt else STATUS[refused.kind]
    title = kind_title("warning" if doubt else refused.kind, lang)
    return Problem(status, refused.code, detail, title, fields, extra)


def faulty(faults: Iterable[InputFault]) -> Problem:
    """Make the problem of an input with faults, all of them named."""
    lang = language()
    fields = tuple(Field(pointer(fault.at), fault.code, sentence(fault.code, lang, fault.params)) for fault in faults)
    return invalid(fields)


def invalid(fields: tuple[Field, ...]) -> Problem:
    """Make the problem of faulty fields."""
    return Problem(422, "invalid_input", say("invalid_input", count=len(fields)), fields=fields)


def pointer(parts: Iterable[str | int]) -> str:
    """Write a path as a JSON pointer (RFC 6901)."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def answer(request: HttpRequest, found: Problem) -> HttpResponse:
    """Give the problem document."""
    title = found.title or TITLES.get(found.status, TITLES[400])[language() == "en"]
    body: dict[str, object] = {
        "type": f"urn:sbt:problem:{found.code}",
        "title": title,
        "status": found.status,
        "detail": found.detail,
        "instance": request.path,
        "code": found.code,
        "fields": [{"pointer": part.pointer, "code": part.code, "detail": part.detail} for part in found.fields],
        **found.extra,
    }
    response = HttpResponse(
        orjson.dumps(body), status=found.status, content_type=MEDIA_TYPE, headers=dict(found.headers)
    )
    response["Cache-Control"] = "no-store"
    return response


def _pointer(at: str, fact: str) -> str:
    return fact if fact.startswith("/") else f"{at}{pointer([fact])}"
