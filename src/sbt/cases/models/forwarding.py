"""A forwarding (penerusan): what a Bawaslu office decided in plenary, handed in for many persons as a whole."""

from __future__ import annotations

import uuid

from django.db import models

from sbt.cases.models.case import Case


class Forwarding(models.Model):
    """One letter of an office with all its persons; accepted or refused as a whole."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    institution = models.CharField(max_length=40)
    posting = models.CharField(max_length=40)
    number = models.CharField(max_length=120)
    dated_on = models.DateField()
    plenary_on = models.DateField()
    sent_on = models.DateField()
    accepted = models.BooleanField()
    acknowledged_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=["institution", "-sent_on", "-id"], name="forwarding_sender"),)

    def __str__(self) -> str:
        return self.number


class ForwardingLine(models.Model):
    """One person of a forwarding: the case it became, or why it was refused."""

    id = models.BigAutoField(primary_key=True)
    forwarding = models.ForeignKey(Forwarding, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    register_number = models.CharField(max_length=120, blank=True)
    name = models.CharField(max_length=160, blank=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="forwarding_lines")
    faults = models.JSONField(default=list)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["forwarding", "number"], name="forwarding_line_once"),)

    def __str__(self) -> str:
        return f"{self.forwarding_id} {self.number}"
