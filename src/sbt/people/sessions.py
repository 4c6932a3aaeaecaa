"""The sessions of the framework, read with one prepared statement; everything else about them is the framework's."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.utils import timezone

from sbt.people.asking import ask

_LIVE = """
select session_data from django_session where session_key = %(key)s and expire_date > %(now)s
"""


class SessionStore(db.SessionStore):
    """A session in the table of the framework."""

    def load(self) -> dict[str, Any]:
        """Give what the session holds; one that has ended or never was is empty and loses its key."""
        rows = ask(_LIVE, {"key": self.session_key, "now": timezone.now()})
        if rows:
            return self.decode(rows[0][0])
        self._session_key = None
        return {}
