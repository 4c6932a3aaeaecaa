"""What this installation is. One row, written by `sbt migrate` when the database is new."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now


class Installation(models.Model):
    """The marker that keeps demo data and production data apart, and starts the demo clock."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    mode = models.CharField(max_length=10)
    clock_ahead = models.DurationField(help_text="added to the real time; zero in production")
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="one_installation"),
            models.CheckConstraint(condition=models.Q(mode__in=["demo", "production"]), name="mode_is_known"),
        ]

    def __str__(self) -> str:
        return self.mode
