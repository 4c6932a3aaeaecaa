"""Notes what changed who can sign in as whom. Read by the officer himself and by inspectors; never published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbt.people.models import SecurityEvent
from sbt.project import clock

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from sbt.people.models import Officer


def note(kind: str, officer: Officer | None, *, by_posting: str = "", about: str = "") -> None:
    """Write one line of the security table, at the real time."""
    SecurityEvent.objects.create(
        at=clock.real_now(), kind=kind, officer=officer, by_posting=by_posting, about=about[:120]
    )


def notes_of(officer: Officer) -> QuerySet[SecurityEvent]:
    """Give what was noted about the officer's account, the latest first."""
    return SecurityEvent.objects.filter(officer=officer).order_by("-at", "-id")
