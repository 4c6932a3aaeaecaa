"""Who a session belongs to: the officer and all his postings in one question to the database."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.contrib.auth.backends import BaseBackend, ModelBackend

from sbt.people.models import Officer, Posting

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest


class OfficerBackend(BaseBackend):
    """Signs in by e-mail address and password; gives the officer of a session together with his postings."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **named: Any
    ) -> Officer | None:
        """Give the officer whose password this is; an unknown address takes the same time."""
        found = ModelBackend().authenticate(request, username=username, password=password)
        return found if isinstance(found, Officer) else None

    def get_user(self, user_id: Any) -> Officer | None:
        """Give the officer with `held` set to his postings, the oldest first; None when he is no longer active."""
        rows = list(
            Posting.objects.filter(officer_id=uuid.UUID(str(user_id)))
            .select_related("officer")
            .order_by("from_on", "id")
        )
        officer = rows[0].officer if rows else Officer.objects.filter(id=user_id).first()
        if officer is None or not officer.is_active:
            return None
        officer.held = tuple(rows)
        return officer


def live_of(officer: Officer, *, on: date) -> list[Posting]:
    """Give the officer's postings that hold on the day, the oldest first."""
    return [posting for posting in officer.held if posting.live_on(on)]
