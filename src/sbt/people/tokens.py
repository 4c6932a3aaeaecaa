"""Bearer tokens of postings: given once, kept as a hash."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from sbt.people.models import ApiToken

if TYPE_CHECKING:
    from datetime import datetime

    from sbt.people.models import Posting

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


def digest(token: str) -> bytes:
    """Give the form in which a token is kept."""
    return hashlib.sha256(token.encode()).digest()
