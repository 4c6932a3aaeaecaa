"""How this door reads and writes: one read-only transaction, or one write whose answer a repeated request gets again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel

from sbt.api.problems import MEDIA_TYPE, Field, Problem, answer, invalid, problem, refusal, say
from sbt.people.acting import LONGEST_KEY, Acting, Answer, KeyReusedError, acting
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    from sbt.api.callers import Caller

JSON = "application/json"
SHORTEST_KEY = 16


def shown(body: BaseModel, *, status: int = 200, etag: str = "") -> HttpResponse:
    """Answer with a document; nothing of it may be kept in between."""
    response = HttpResponse(body.model_dump_json().encode(), status=status, content_type=JSON)
    response["Cache-Control"] = "no-store"
    if etag:
        response["ETag"] = f'"{etag}"'
    return response


def written(
    request: HttpRequest,
    caller: Caller,
    change: Callable[[Acting], BaseModel | Refused | Problem],
    *,
    status: int = 201,
    content: bytes | None = None,
    explained: Callable[[Refused], Problem] = refusal,
) -> HttpResponse:
    """Run the change in one transaction and answer with what it gives; a refusal undoes all of it.

    A problem that the change returns is an answer like any other: what it wrote stays. With an Idempotency-Key a
    repeated request gets the first answer and nothing is done again.
    """
    said = f"{request.method} {request.path}\n".encode() + (request.body if content is None else content)
    try:
        with acting(caller.actor, now=caller.now, key=_key(request), request=said) as act:
            if act.replay is not None:
                return _again(act.replay)
            outcome = change(act)
            if not isinstance(outcome, Refused):
                response = _first(request, outcome, status)
                act.remember(Answer(response.status_code, response.content))
            elif act.refused is None:
                act.settle(outcome)
    except KeyReusedError:
        raise problem(422, "idempotency_key_reused", _at_key("idempotency_key_reused")) from None
    if isinstance(outcome, Refused):
        raise explained(outcome)
    return response


def only_parameters(request: HttpRequest, names: Iterable[str]) -> None:
    """Refuse parameters of the address that mean nothing here, and one that says two things."""
    strange = sorted(set(request.GET) - set(names))
    if strange:
        raise invalid(tuple(Field(f"?{name[:80]}", "unknown_parameter", say("unknown_parameter")) for name in strange))
    twice = sorted(name for name, values in request.GET.lists() if len(values) > 1)
    if twice:
        raise invalid(tuple(Field(f"?{name}", "repeated_parameter", say("repeated_parameter")) for name in twice))


def _first(request: HttpRequest, outcome: BaseModel | Problem, status: int) -> HttpResponse:
    if isinstance(outcome, Problem):
        return answer(request, outcome)
    response = HttpResponse(outcome.model_dump_json().encode(), status=status, content_type=JSON)
    response["Cache-Control"] = "no-store"
    return response


def _again(kept: Answer) -> HttpResponse:
    kind = JSON if kept.status < HTTPStatus.BAD_REQUEST else MEDIA_TYPE
    response = HttpResponse(kept.body, status=kept.status, content_type=kind)
    response["Cache-Control"] = "no-store"
    response["Idempotent-Replay"] = "true"
    return response


def _key(request: HttpRequest) -> str:
    given = request.headers.get("Idempotency-Key")
    if given is None:
        return ""
    key = given.strip()
    visible = all("!" <= letter <= "~" for letter in key)
    if not (visible and SHORTEST_KEY <= len(key) <= LONGEST_KEY):
        raise problem(422, "idempotency_key_malformed", _at_key("idempotency_key_malformed"))
    return key


def _at_key(code: str) -> Field:
    return Field("Idempotency-Key", code, say(code))
