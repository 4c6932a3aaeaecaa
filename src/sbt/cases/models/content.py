"""Texts, files, letters and decisions of cases: what events name by id and digest."""

from __future__ import annotations

import uuid

from django.db import models

from sbt.cases.models.case import Case
from sbt.evidence.models import File
from sbt.letters.models import Letter
from sbt.register.models import Subject


class Content(models.Model):
    """One text that an officer stated as a fact of a step."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="contents")
    name = models.CharField(max_length=80)
    text = models.TextField()
    salt = models.BinaryField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.name


class CaseFile(models.Model):
    """A file of a case, numbered, with who may open it."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="file_links")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="case_links")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    """What an officer calls it (the step and fact, or Bukti): never the name the file came with."""
    from_report = models.BooleanField(default=False)
    """Handed in by a reporter: never shown to the accused's instansi as it came."""
    for_instansi = models.BooleanField(default=False)
    """Open to the accused's instansi, whichever it is."""
    released_to = models.JSONField(default=list, blank=True)
    """The offices that a release names: such a file is open to no other instansi, whoever has the case later."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "number"], name="case_file_number_once"),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.number}"


class CaseLetter(models.Model):
    """A letter that is about the case."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="letter_links")
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="case_links")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "letter"], name="case_letter_once"),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.letter_id}"


class Decision(models.Model):
    """A decision of a PPK about a person; one punishment may close several of his cases."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="decisions")
    institution = models.CharField(max_length=40)
    number = models.CharField(max_length=120)
    dated_on = models.DateField()
    signer = models.CharField(max_length=200)
    sanction = models.CharField(max_length=60)
    cases = models.ManyToManyField(Case, related_name="decisions")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["institution", "number", "dated_on", "subject"], name="decision_once"),
        )

    def __str__(self) -> str:
        return self.number
