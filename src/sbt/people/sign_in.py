"""Who a session belongs to: the officer and all his postings, read together with the session itself."""

from __future__ import annotations

import hmac
import uuid
from typing import TYPE_CHECKING, Any

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.backends import BaseBackend, ModelBackend
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.utils.functional import SimpleLazyObject

from sbt.people.asking import ask, columns, made
from sbt.people.models import Officer, Posting

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest


_OFFICER = f"""
select {columns(Officer, "officer")}, {columns(Posting, "posting")} from people_officer as officer
left join people_posting as posting on posting.officer_id = officer.id
where officer.id = %(officer)s order by posting.from_on, posting.id
"""  # noqa: S608 (names of our own columns)


class OfficerBackend(BaseBackend):
    """Tells whose password this is; gives an officer together with his postings."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **named: Any
    ) -> Officer | None:
        """Give the officer whose password this is; an unknown address takes the same time."""
        found = ModelBackend().authenticate(request, username=username, password=password)
        return found if isinstance(found, Officer) else None

    def get_user(self, user_id: Any) -> Officer | None:
        """Give the officer with `held` set to his postings, the oldest first; None when he is no longer active."""
        officer, held = None, list[Posting]()
        for row in ask(_OFFICER, {"officer": uuid.UUID(str(user_id))}):
            officer, rest = made(Officer, row)
            held += [made(Posting, rest)[0]] if rest[0] is not None else []
        if officer is None or not officer.is_active:
            return None
        officer.held = tuple(held)
        return officer


class OfficerMiddleware(AuthenticationMiddleware):
    """Says who asks without a question of its own: the session was read with its officer."""

    def process_request(self, request: HttpRequest) -> None:
        """Name the officer of the session once somebody wants to know."""
        request.user = SimpleLazyObject(lambda: officer_of(request))  # type: ignore[assignment]


def officer_of(request: HttpRequest) -> Officer | AnonymousUser:
    """Give the officer of the session; nobody when he is no longer active or has changed his password since."""
    session = request.session
    named = session.get(SESSION_KEY)
    officer: Officer | None = getattr(session, "officer", None)
    if officer is None or str(officer.id) != named:
        return AnonymousUser()
    sealed_with = str(session.get(HASH_SESSION_KEY, ""))
    if not officer.is_active or not hmac.compare_digest(sealed_with, officer.get_session_auth_hash()):
        session.flush()
        return AnonymousUser()
    return officer


def live_of(officer: Officer, *, on: date) -> list[Posting]:
    """Give the officer's postings that hold on the day, the oldest first."""
    return [posting for posting in officer.held if posting.live_on(on)]
