"""The case row and what lists need: caches that `sbt check-projection` must find equal to the events.

Where a constraint begins with the case, its index finds the rows of a case; no second one is kept for that.
"""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models

from sbt.intake.models import Report
from sbt.people.models import Posting
from sbt.register.models import Subject


class Incident(models.Model):
    """Cases of one event (rangkaian peristiwa)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    opened_on = models.DateField()

    def __str__(self) -> str:
        return str(self.id)


class Case(models.Model):
    """One accused person and one act."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ref = models.CharField(max_length=16, unique=True)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="cases")
    incident = models.ForeignKey(Incident, on_delete=models.SET_NULL, null=True, blank=True, related_name="cases")
    received_on = models.DateField()
    act_from = models.DateField()
    act_to = models.DateField()
    act_precision = models.CharField(max_length=8)
    area = models.CharField(max_length=8, blank=True)

    process = models.CharField(max_length=64)
    matrix = models.CharField(max_length=64)
    discipline = models.CharField(max_length=64)
    seq = models.PositiveIntegerField(default=0)
    stage = models.CharField(max_length=40)
    station = models.PositiveSmallIntegerField()
    stage_entry = models.PositiveIntegerField()
    entered_on = models.DateField()
    final = models.BooleanField(default=False)
    status = models.CharField(max_length=40, blank=True)
    released = models.BooleanField(default=False)
    conflicted = models.BooleanField(default=False, db_default=False)
    """An official's conflict of interest is flagged: the roles that the law names are shut out."""
    office = models.CharField(max_length=40, blank=True)
    province = models.CharField(max_length=40, blank=True)
    kanreg = models.CharField(max_length=40, blank=True)
    instansi = models.CharField(max_length=40, blank=True)
    election = models.CharField(max_length=40, blank=True)
    form = models.CharField(max_length=30)
    row = models.CharField(max_length=30, blank=True)
    level = models.CharField(max_length=12, blank=True)
    category = models.CharField(max_length=12, blank=True)
    outcome = models.CharField(max_length=40, blank=True)
    sanction = models.CharField(max_length=60, blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    due_zone = models.CharField(max_length=4, blank=True)
    due_term = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=["-received_on", "-id"], name="case_newest"),
            models.Index(fields=["office", "-received_on", "-id"], name="case_office"),
            models.Index(fields=["province", "-received_on", "-id"], name="case_province"),
            models.Index(fields=["kanreg", "-received_on", "-id"], name="case_kanreg"),
            models.Index(
                fields=["instansi", "-received_on", "-id"],
                name="case_instansi",
                condition=models.Q(released=True),
            ),
        )

    def __str__(self) -> str:
        return self.ref

    @property
    def colleague(self) -> str:
        """Name who has it in the reader's own institution, where the query asked for that; empty otherwise."""
        return getattr(self, "colleague_name", None) or ""


class CaseReport(models.Model):
    """Which reports a case rests on."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="report_links", db_index=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="case_links")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "report"], name="case_report_once"),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.report_id}"


class Assignment(models.Model):
    """Who in one institution has the case; each institution sees its own alone."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="assignments")
    institution = models.CharField(max_length=40)
    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="assignments")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "institution"], name="assignment_once"),)

    def __str__(self) -> str:
        return f"{self.institution} {self.case_id}"


class Deadline(models.Model):
    """A clock of a case as its last event left it; whether it is overdue is computed, never stored."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="deadlines", db_index=False)
    term = models.CharField(max_length=40)
    started_on = models.DateField()
    due_on = models.DateField()
    due_at = models.DateTimeField(null=True, blank=True)
    zone = models.CharField(max_length=4)
    state = models.CharField(max_length=10)
    suspended_on = models.DateField(null=True, blank=True)
    started_by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "term"], name="deadline_once"),)
        indexes = (
            models.Index(fields=["due_on", "term"], name="deadline_running", condition=models.Q(state="running")),
            models.Index(
                fields=["started_by", "term", "due_on"], name="deadline_sender", condition=models.Q(state="running")
            ),
        )

    def __str__(self) -> str:
        return self.term


class Desk(models.Model):
    """On whose desk a case lies; the work list reads this table alone to find its rows."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="desks", db_index=False)
    institution = models.CharField(max_length=40)
    stage = models.CharField(max_length=40)
    since = models.DateField()
    due_on = models.DateField(default=date(9999, 12, 31))
    """The last day of the nearest limit that the institution may know; 31 December 9999 where none runs."""
    due_zone = models.CharField(max_length=4, blank=True)
    due_term = models.CharField(max_length=40, blank=True)
    own_staff = models.BooleanField(default=False, db_default=False)
    """Whether the case is against the institution's own staff, from which most of its officers keep away."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "institution"], name="desk_once"),)
        indexes = (
            models.Index(fields=["institution"], name="desk_own_staff", condition=models.Q(own_staff=True)),
            models.Index(fields=["institution", "due_on", "case"], name="desk_worklist"),
            models.Index(fields=["institution", "stage", "due_on", "case"], name="desk_stage"),
        )

    def __str__(self) -> str:
        return f"{self.institution} {self.case_id}"
