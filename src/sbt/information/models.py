"""Requests for public information and what was done about each. They name no case."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from sbt.people.models import Officer


class Request(models.Model):
    """What somebody asks of a public body, with what the law has him say of himself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ref = models.CharField(max_length=20, unique=True)
    receipt_hash = models.BinaryField(unique=True)
    received_on = models.DateField()
    institution = models.CharField(max_length=40)
    name = models.CharField(max_length=160)
    contact = models.CharField(max_length=300)
    wanted = models.TextField()
    purpose = models.TextField()
    due_on = models.DateField()
    """The last day for the answer; moved once, by the extension."""
    closed_on = models.DateField(null=True, blank=True)
    """Since when nothing waits; an objection opens it again."""

    class Meta:
        indexes = (models.Index(fields=["institution", "-received_on"], name="information_body"),)

    def __str__(self) -> str:
        return self.ref


class Act(models.Model):
    """One act of an officer, or the requester's objection. Only added to."""

    id = models.BigAutoField(primary_key=True)
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="acts")
    act = models.CharField(max_length=20)
    on = models.DateField()
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    """Nobody where the requester himself acts."""
    posting = models.CharField(max_length=40, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    grounds = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    """Exemptions that a test weighs, or the reason of an objection."""
    text = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    """The last day of what this act lets run: a longer answer, the superior's answer, the dispute."""

    def __str__(self) -> str:
        return self.act
