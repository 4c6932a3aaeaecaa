"""The code that an office hands to the accused with its invitation; only a hash of code and number is kept."""

from __future__ import annotations

import uuid

from django.db import models

from sbt.cases.models.case import Case


class AccusedCode(models.Model):
    """One code; the one without an end opens the case's page of the accused."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="accused_codes", db_index=False)
    opener_hash = models.BinaryField(unique=True)
    """Of the code together with the accused's number: neither opens anything alone."""
    institution = models.CharField(max_length=40)
    posting = models.CharField(max_length=40)
    issued_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["case"], name="accused_code_once", condition=models.Q(ended_on__isnull=True)
            ),
        )
        indexes = (models.Index(fields=["case", "issued_on"], name="accused_code_case"),)

    def __str__(self) -> str:
        return str(self.case_id)
