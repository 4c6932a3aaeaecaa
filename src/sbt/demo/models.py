"""How far the demo has been played, written in the same commit as what was played."""

from __future__ import annotations

from django.db import models


class Played(models.Model):
    """One envelope of the demo; the next start goes on after the last of them."""

    number = models.PositiveIntegerField(primary_key=True)
    day = models.PositiveSmallIntegerField()
    days = models.PositiveSmallIntegerField()
    finished = models.BooleanField(default=False)
    plan = models.CharField(max_length=64)
    """Fingerprint of law and plan: half a demo cannot be ended by another plan."""
    opened = models.JSONField(default=dict)
    """Item -> references of the cases it opened."""

    def __str__(self) -> str:
        return f"{self.number} ({self.day}/{self.days})"
