"""The only place that reads the clock. Doors call `now()` and hand it down."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

from django.db import connection


def now() -> datetime:
    """The time of the case work, in UTC: real in production, that of December 2024 running on in demo."""
    return real_now() + ahead()


def real_now() -> datetime:
    """The real time, in UTC, for sessions and tokens."""
    return datetime.now(UTC)


@cache
def ahead() -> timedelta:
    """How far the clock of this installation is moved; one row in the database, so all processes agree."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_ahead FROM project_installation")
        row = cursor.fetchone()
    if row is None:
        raise LookupError("basis data ini belum disiapkan; jalankan: sbt migrate")
    found: timedelta = row[0]
    return found
