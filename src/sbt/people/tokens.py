"""Bearer tokens of postings: given once, kept as a hash."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sbt.people.asking import ask, columns, made
from sbt.people.models import ApiToken, Posting

if TYPE_CHECKING:
    from datetime import datetime

PREFIX = "sbt_"


def give_token(posting: Posting, *, now: datetime, days: int = 90, label: str = "") -> str:
    """Make a token of the posting that lasts so many days of real time, and return it: it is not shown again."""
    token = PREFIX + secrets.token_urlsafe(32)
    ApiToken.objects.create(posting=posting, hash=digest(token), label=label, expires_at=now + timedelta(days=days))
    return token


def posting_of(token: str, *, now: datetime) -> Posting | None:
    """Give the posting of a live token, its officer loaded with it; None for any other text."""
    found = (
        ApiToken.objects.select_related("posting__officer")
        .filter(hash=digest(token), expires_at__gt=now, ended_at__isnull=True)
        .first()
    )
    return found.posting if found else None


@dataclass(frozen=True, slots=True)
class Seat:
    """The posting of a token, every posting of its officer, and whether the officer's account is open."""

    posting: Posting
    postings: tuple[Posting, ...]
    active: bool
    scopes: frozenset[str] | None = None
    """The powers to which the token is narrowed."""


_SEAT = f"""
select {columns(Posting, "posting")}, token.posting_id, officer.is_active, token.scopes
from people_apitoken as token join people_posting as own on own.id = token.posting_id
join people_officer as officer on officer.id = own.officer_id
join people_posting as posting on posting.officer_id = own.officer_id
where token.hash = %(hash)s and token.expires_at > %(now)s and token.ended_at is null
"""  # noqa: S608 (names of our own columns)


def seat_of(token: str, *, now: datetime) -> Seat | None:
    """Give the seat of a live token in one query; None for any other text."""
    rows = [made(Posting, row) for row in ask(_SEAT, {"hash": digest(token), "now": now})]
    own = next(((posting, rest) for posting, (held, *rest) in rows if posting.id == held), None)
    if own is None:
        return None
    active, scopes = own[1]
    narrowed = frozenset(scopes) if scopes is not None else None
    return Seat(own[0], tuple(posting for posting, _ in rows), active, narrowed)


def digest(token: str) -> bytes:
    """Give the form in which a token is kept."""
    return hashlib.sha256(token.encode()).digest()
