"""Bearer tokens of postings: given once, kept as a hash."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import F

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


def seat_of(token: str, *, now: datetime) -> Seat | None:
    """Give the seat of a live token in one query; None for any other text."""
    found = tuple(
        Posting.objects.filter(
            officer__postings__tokens__hash=digest(token),
            officer__postings__tokens__expires_at__gt=now,
            officer__postings__tokens__ended_at__isnull=True,
        ).annotate(held=F("officer__postings__id"), active=F("officer__is_active"))
    )
    posting = next((one for one in found if one.id == one.held), None)
    return Seat(posting, found, posting.active) if posting else None


def digest(token: str) -> bytes:
    """Give the form in which a token is kept."""
    return hashlib.sha256(token.encode()).digest()
