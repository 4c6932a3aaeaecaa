"""Who calls: a posting by its bearer token, or the public. What a caller may do with a case is decided elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, cast

from django.http import HttpRequest
from ninja.security import HttpBearer

from sbt.api.problems import language, problem
from sbt.cases.wording import day_in_words
from sbt.people.actor import PUBLIC, actor_for
from sbt.people.tokens import seat_of
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.authority import Actor
from sbt.rules.deadline import local_day

if TYPE_CHECKING:
    from datetime import date

    from sbt.rulebook.law import Law


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls, at what time of the case work, under which law."""

    actor: Actor
    now: datetime
    law: Law

    @property
    def today(self) -> date:
        """Give the caller's day."""
        return local_day(self.now, self.actor.zone)

    @property
    def public(self) -> bool:
        """Tell whether this is a citizen without an account."""
        return self.actor.posting == PUBLIC.posting


def citizen() -> Caller:
    """Give the public as caller."""
    return Caller(PUBLIC, clock.now(), law())


def caller_of(request: HttpRequest) -> Caller:
    """Give the caller that the door has let in."""
    return cast("Caller", request.auth)  # type: ignore[attr-defined]


class Bearer(HttpBearer):
    """Lets a posting in by its token; tokens expire in real time, postings on the day of the case work."""

    def __call__(self, request: HttpRequest) -> Caller:
        """Give the caller, or say which part of the header is missing."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise problem(401, "token_missing", headers={"WWW-Authenticate": "Bearer"})
        return self.authenticate(request, token.strip())

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """Give the posting of the token as caller; an ended posting is told apart from an unknown token."""
        seat = seat_of(token, now=clock.real_now())
        if seat is None:
            raise _unauthorized("token_unknown")
        if not seat.active:
            raise _unauthorized("account_closed")
        now, in_force = clock.now(), law()
        posting = seat.posting
        actor = actor_for(posting, in_force.book.commons)
        today = local_day(now, actor.zone)
        if today < posting.from_on:
            raise _unauthorized("posting_not_begun", since=day_in_words(posting.from_on, language()))
        if posting.until_on is not None and posting.until_on < today:
            raise _unauthorized("posting_ended", until=day_in_words(posting.until_on, language()))
        if posting.ended_at is not None:
            ended = local_day(posting.ended_at, actor.zone)
            raise _unauthorized("posting_ended", until=day_in_words(ended, language()))
        hats = frozenset(str(one.id) for one in seat.postings if one.live_on(today))
        return Caller(actor_for(posting, in_force.book.commons, hats=hats, scopes=seat.scopes), now, in_force)


class BearerOrPublic(Bearer):
    """Lets a posting in by its token, and the public without one."""

    def __call__(self, request: HttpRequest) -> Caller:
        """Give the caller; a token that is sent must be good."""
        return super().__call__(request) if "Authorization" in request.headers else citizen()


def _unauthorized(code: str, **params: object) -> Exception:
    return problem(401, code, headers={"WWW-Authenticate": 'Bearer error="invalid_token"'}, **params)
