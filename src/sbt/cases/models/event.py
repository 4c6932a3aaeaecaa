"""What happened, in order, for ever: the database refuses to change or delete a row."""

from __future__ import annotations

import uuid

from django.db import models

from sbt.cases.models.case import Case


class CaseEvent(models.Model):
    """One act on a case: codes, references and salted digests."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events", db_index=False)
    seq = models.PositiveIntegerField()
    shape = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=16)
    step = models.CharField(max_length=60)
    institution = models.CharField(max_length=40)
    posting = models.CharField(max_length=40)
    happened_on = models.DateField()
    recorded_at = models.DateTimeField()
    basis = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    warnings = models.JSONField(default=list)
    effects = models.JSONField(default=dict)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "seq"], name="event_seq_once"),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.seq} {self.step}"
