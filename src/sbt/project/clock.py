"""The only place that reads the clock. Doors call `now()` and hand it down."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from time import monotonic

from django.db import DatabaseError, InterfaceError, connection

ASK_AGAIN = 5.0
"""Seconds between two questions how far the demo has come."""


def now() -> datetime:
    """The time of the case work, in UTC: real in production, that of December 2024 running on in demo."""
    return real_now() + ahead()


def real_now() -> datetime:
    """The real time, in UTC, for sessions and tokens."""
    return datetime.now(UTC)


def demo_days() -> tuple[int, int] | None:
    """The day that the demo has come to and how many it has; nothing before it begins and when it is complete."""
    day, days, finished = _played()
    return None if finished or not days else (day, days)


@dataclass
class Heard:
    """What this process last heard of the demo that is being prepared."""

    days: tuple[int, int] | None = None
    at: float = -ASK_AGAIN
    complete: bool = False


_heard = Heard()


def demo_progress() -> tuple[int, int] | None:
    """The same for every page: asked again every few seconds until the demo is complete, and never after that."""
    if not _heard.complete and monotonic() - _heard.at >= ASK_AGAIN:
        _heard.at = monotonic()
        with suppress(DatabaseError, InterfaceError):
            day, days, _heard.complete = _played()
            _heard.days = None if _heard.complete or not days else (day, days)
    return _heard.days


def _played() -> tuple[int, int, bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT day, days, finished FROM demo_played ORDER BY number DESC LIMIT 1")
        return cursor.fetchone() or (0, 0, False)


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
