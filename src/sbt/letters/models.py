"""Letters between institutions: a number, a date, an addressee, and whether it was acknowledged."""

from __future__ import annotations

import uuid

from django.db import models


class Letter(models.Model):
    """One letter, which may be about many persons."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    number = models.CharField(max_length=120)
    dated_on = models.DateField()
    sender = models.CharField(max_length=40)
    addressee = models.CharField(max_length=40)
    starts = models.CharField(max_length=20, blank=True)
    """From when the letter itself lets the limit run: tanggal_surat or diterima."""
    acknowledged_on = models.DateField(null=True, blank=True)
    acknowledged_by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["sender", "number", "dated_on"], name="letter_number_once"),)
        indexes = (models.Index(fields=["addressee", "-dated_on"], name="letter_addressee"),)

    def __str__(self) -> str:
        return self.number
