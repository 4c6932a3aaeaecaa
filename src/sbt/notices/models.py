"""What an institution is told: that something happened on a case, never what is in it."""

from __future__ import annotations

from django.db import models


class Notice(models.Model):
    """One line in an institution's box of notices."""

    id = models.BigAutoField(primary_key=True)
    institution = models.CharField(max_length=40)
    ref = models.CharField(max_length=20)
    posting = models.CharField(max_length=40, blank=True)
    """The only posting that is told; empty for everybody at the institution."""
    code = models.CharField(max_length=60)
    on = models.DateField()
    read_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=["institution", "-id"], name="notice_institution"),)

    def __str__(self) -> str:
        return f"{self.institution} {self.code}"
