"""Sessions on our side: the cookie is a random reference, the row bears its hash, and what it holds is sealed with it.

One statement reads the session, its officer and all his postings. Real time, never that of the demo.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from datetime import datetime, timedelta
from typing import Any

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import IntegrityError, transaction

from sbt.people.asking import ask, columns, made
from sbt.people.models import Officer, Posting, Session
from sbt.project import clock

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=10)
NOTED_EVERY = timedelta(minutes=1)
"""How exactly the last use is known."""
_NONCE = 12

_LIVE = f"""
select session.sealed, session.device, session.started_at, session.used_at, session.officer_id,
{columns(Officer, "officer")}, {columns(Posting, "posting")}
from people_session as session left join people_officer as officer on officer.id = session.officer_id
left join people_posting as posting on posting.officer_id = officer.id
where session.id = %(id)s and session.used_at > %(idle)s and session.started_at > %(oldest)s
order by posting.from_on, posting.id
"""  # noqa: S608 (names of our own columns)


class SessionStore(SessionBase):
    """A session in our own table."""

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self.officer: Officer | None = None
        """Whose session it is, with `held` set to his postings, as read with the session."""
        self.device = ""
        self.started_at: datetime | None = None

    @property
    def id(self) -> bytes:
        """What names the session in the table: nobody can make the cookie of it."""
        return session_id(str(self.session_key or ""))

    def load(self) -> dict[str, Any]:
        """Give what the session holds; one that has ended or never was is empty and loses its key."""
        now = clock.real_now()
        rows = ask(_LIVE, {"id": self.id, "idle": now - IDLE, "oldest": now - LONGEST}) if self.session_key else []
        if not rows:
            self._session_key = None
            return {}
        sealed, self.device, self.started_at, used_at, officer_id, *_rest = rows[0]
        if officer_id is not None:
            self.officer, _values = made(Officer, rows[0][5:])
            postings = [made(Officer, row[5:])[1] for row in rows]
            self.officer.held = tuple(made(Posting, values)[0] for values in postings if values[0] is not None)
        if now - used_at > NOTED_EVERY:
            Session.objects.filter(id=self.id).update(used_at=now)
        return _open(str(self.session_key), bytes(sealed))

    def exists(self, session_key: str) -> bool:
        """Tell whether a session has this key."""
        return Session.objects.filter(id=session_id(session_key)).exists()

    def create(self) -> None:
        """Begin a session under a new key, from now on."""
        self._session_key = secrets.token_urlsafe(32)
        self.started_at = None
        self.save(must_create=True)
        self.modified = True

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 (the framework's signature)
        """Store the session; raises UpdateError when it was ended meanwhile."""
        if self.session_key is None:
            self.create()
            return
        now = clock.real_now()
        held = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        row = {
            "officer_id": held.get(SESSION_KEY),
            "sealed": _seal(str(self.session_key), held),
            "device": self.device,
            "started_at": self.started_at or now,
            "used_at": now,
        }
        self.started_at = row["started_at"]
        if not must_create:
            if not Session.objects.filter(id=self.id).update(**row):
                raise UpdateError
            return
        try:
            with transaction.atomic():
                Session.objects.create(id=self.id, **row)
        except IntegrityError as known:
            raise CreateError from known

    def delete(self, session_key: str | None = None) -> None:
        """End the session."""
        key = session_key or self.session_key
        if key:
            Session.objects.filter(id=session_id(key)).delete()

    def rotate(self) -> None:
        """Give the session a new key and leave its age as it is: the old cookie opens nothing from now on."""
        begun, old = self.started_at, self.session_key
        held = self._get_session()  # type: ignore[attr-defined]
        self.create()
        self.started_at = begun
        self._session_cache = held
        self.save()
        self.delete(old)

    @classmethod
    def clear_expired(cls) -> None:
        """Delete what nobody can come back to."""
        now = clock.real_now()
        Session.objects.filter(used_at__lt=now - IDLE).delete()
        Session.objects.filter(started_at__lt=now - LONGEST).delete()


def session_id(key: str) -> bytes:
    """Give the name of the session with this key."""
    return hashlib.sha256(b"sbt session\x00" + key.encode()).digest()


def _seal(key: str, held: dict[str, Any]) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(_key(key)).encrypt(nonce, msgspec.json.encode(held), None)


def _open(key: str, sealed: bytes) -> dict[str, Any]:
    if not sealed:
        return {}
    opened: dict[str, Any] = msgspec.json.decode(AESGCM(_key(key)).decrypt(sealed[:_NONCE], sealed[_NONCE:], None))
    return opened


def _key(key: str) -> bytes:
    return hashlib.sha256(b"sbt session content\x00" + key.encode()).digest()
