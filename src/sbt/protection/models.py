"""Who read sensitive parts, and what was proposed, approved and erased when its time was over."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from sbt.cases.models import Case
from sbt.people.models import Officer


class Reading(models.Model):
    """One reading of sensitive parts of a case; a case's page counts once an hour for each reader and process."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    on = models.DateField()
    posting = models.CharField(max_length=40)
    institution = models.CharField(max_length=40)
    watched_by = models.CharField(max_length=40)
    """The institution whose inspectors see the row."""
    ref = models.CharField(max_length=20, blank=True)
    fields = ArrayField(models.CharField(max_length=30))
    """Groups of `law/powers.yaml`."""
    nips = ArrayField(models.CharField(max_length=18), default=list, blank=True)
    """Numbers of persons beside the case's own that the page showed."""
    purpose = models.CharField(max_length=30)

    class Meta:
        indexes = (
            models.Index(fields=["watched_by", "-at"], name="reading_watched"),
            models.Index(fields=["on", "posting"], name="reading_day"),
        )

    def __str__(self) -> str:
        return f"{self.posting} {self.ref}"


class Disposal(models.Model):
    """One proposal to erase what a line of the retention schedule says is due."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    schedule = models.CharField(max_length=30)
    law = models.CharField(max_length=64)
    """The digest of the law under which it was found due."""
    until = models.DateField()
    """What began before this day is due."""
    proposed_on = models.DateField()
    erased_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.schedule} {self.until}"


class DisposalItem(models.Model):
    """One case of a proposal, or something kept beside all cases."""

    id = models.BigAutoField(primary_key=True)
    disposal = models.ForeignKey(Disposal, on_delete=models.PROTECT, related_name="items")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    other = models.UUIDField(null=True, blank=True)
    """What is meant where it is no case: its row is gone after the erasure."""
    erased_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["disposal", "case"], name="disposal_item_once"),
            models.UniqueConstraint(fields=["disposal", "other"], name="disposal_other_once"),
            models.CheckConstraint(
                condition=models.Q(case__isnull=True) ^ models.Q(other__isnull=True), name="disposal_item_one_thing"
            ),
        )

    def __str__(self) -> str:
        return f"{self.disposal_id} {self.case_id or self.other}"


class DisposalApproval(models.Model):
    """One person's yes to a proposal; nobody says it twice, in whatever posting."""

    id = models.BigAutoField(primary_key=True)
    disposal = models.ForeignKey(Disposal, on_delete=models.PROTECT, related_name="approvals")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    posting = models.CharField(max_length=40)
    institution = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["disposal", "officer"], name="disposal_one_voice_each"),
            models.UniqueConstraint(fields=["disposal", "posting"], name="disposal_one_posting_each"),
        )

    def __str__(self) -> str:
        return f"{self.disposal_id} {self.posting}"
