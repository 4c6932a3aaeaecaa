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


def demo_days() -> tuple[int, int] | None:
    """The day that the demo has come to and how many it has; nothing before it begins and when it is complete."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT day, days, finished FROM demo_played ORDER BY number DESC LIMIT 1")
        row = cursor.fetchone()
    return None if row is None or row[2] else (row[0], row[1])


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
