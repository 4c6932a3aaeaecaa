"""What citizens and officers hand in. Keys are random and nothing here is finer than a day."""

from __future__ import annotations

import uuid

from django.db import models


class Draft(models.Model):
    """A report being written, sealed with a key that only the reporter's cookie holds."""

    id = models.CharField(max_length=64, primary_key=True)
    sealed = models.BinaryField()
    opened_on = models.DateField(db_index=True)

    def __str__(self) -> str:
        return self.id[:8]


class DraftFile(models.Model):
    """A file of a draft; name and kind lie sealed in the draft, the bytes sealed in the store."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="files")

    def __str__(self) -> str:
        return str(self.id)


class Report(models.Model):
    """One report, finding or first information, as it was handed in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entrance = models.CharField(max_length=20)
    channel = models.CharField(max_length=20)
    identity = models.CharField(max_length=10, default="anonim")
    """A choice of `law/custody.yaml`; the name itself lies sealed in `sealing`."""
    receipt_hash = models.BinaryField(unique=True, null=True, blank=True)
    mailbox = models.BinaryField(null=True, blank=True)
    """The key to which questions are sealed; only the receipt opens them."""
    received_on = models.DateField()
    election = models.CharField(max_length=40, blank=True)
    form = models.CharField(max_length=30)
    act_from = models.DateField()
    act_to = models.DateField()
    act_precision = models.CharField(max_length=8, default="day")
    known_on = models.DateField(null=True, blank=True)
    area = models.CharField(max_length=8, blank=True)
    office = models.CharField(max_length=40)
    """The Bawaslu office of the place."""
    institution = models.CharField(max_length=40, blank=True)
    """Who handed it in; empty for the public."""

    def __str__(self) -> str:
        return str(self.id)


class Statement(models.Model):
    """What the reporter wrote."""

    report = models.OneToOneField(Report, on_delete=models.CASCADE, primary_key=True, related_name="statement")
    story = models.TextField()
    place = models.CharField(max_length=300, blank=True)
    links = models.JSONField(default=list)
    witnesses = models.JSONField(default=list)
    salt = models.BinaryField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.report_id)


class Question(models.Model):
    """What an officer asks a reporter who is known by his receipt only: sealed to its mailbox."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="questions")
    ref = models.CharField(max_length=20)
    institution = models.CharField(max_length=40)
    posting = models.CharField(max_length=40)
    asked_on = models.DateField()
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return str(self.id)


class Answer(models.Model):
    """What the reporter answered, with the question as he read it: from now on part of what he reported."""

    question = models.OneToOneField(Question, on_delete=models.CASCADE, primary_key=True, related_name="answer")
    asked = models.TextField()
    text = models.TextField()
    answered_on = models.DateField()

    def __str__(self) -> str:
        return str(self.question_id)


class Reprisal(models.Model):
    """What a reporter or witness suffers for it, in his words; it names no case and is linked to none."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    receipt_hash = models.BinaryField(unique=True)
    received_on = models.DateField()
    happened_on = models.DateField(null=True, blank=True)
    employer = models.CharField(max_length=40)
    recipient = models.CharField(max_length=40, db_index=True)
    """The institution that handles it; never the employer."""
    shown_receipt = models.BooleanField(default=False)
    """Whether the receipt of a report was shown; of which one is not kept."""
    story = models.TextField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(recipient=models.F("employer")), name="reprisal_never_to_the_employer"
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class ReprisalAct(models.Model):
    """What the recipient did: acknowledged, answered, closed. Only added to."""

    id = models.BigAutoField(primary_key=True)
    reprisal = models.ForeignKey(Reprisal, on_delete=models.PROTECT, related_name="acts")
    act = models.CharField(max_length=12)
    posting = models.CharField(max_length=40)
    on = models.DateField()
    text = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.act


class Pattern(models.Model):
    """Reports that are alike in one way, as a job found; nobody is told why they are, and no machine draws a conclusion."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=8)
    """text, files, person or place."""
    found_on = models.DateField()

    def __str__(self) -> str:
        return self.kind


class PatternReport(models.Model):
    """One report of a pattern."""

    id = models.BigAutoField(primary_key=True)
    pattern = models.ForeignKey(Pattern, on_delete=models.PROTECT, related_name="members", db_index=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="patterns")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["pattern", "report"], name="pattern_report_once"),)

    def __str__(self) -> str:
        return f"{self.pattern_id} {self.report_id}"
