"""Files of cases: encrypted where they lie, named by id and salted digest."""

from __future__ import annotations

import uuid

from django.db import models

QUARANTINED, SAFE, REFUSED, UNCHECKED = "quarantined", "safe", "refused", "unchecked"
STATES = ((QUARANTINED, QUARANTINED), (SAFE, SAFE), (REFUSED, REFUSED), (UNCHECKED, UNCHECKED))


class File(models.Model):
    """A file exactly as it was handed in; its bytes lie encrypted in the store."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    """What an institution calls its own file; of a citizen's file nothing but the ending."""
    kind = models.CharField(max_length=10)
    """image, pdf, video, audio, sheet, text."""
    media_type = models.CharField(max_length=80)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    salt = models.BinaryField()
    digest = models.CharField(max_length=64)
    stored_on = models.DateField()
    institution = models.CharField(max_length=40, blank=True)
    """Who handed it in; empty for the public."""
    state = models.CharField(max_length=12, choices=STATES, default=QUARANTINED)
    """Nothing of a file is served but this until it was looked into; refused: never."""
    findings = models.JSONField(default=list, blank=True)
    """Codes: why it was refused, or what it carries besides what it shows."""

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(state__in=[code for code, _ in STATES]), name="file_state_known"),
        )
        indexes = (models.Index("id", condition=models.Q(state=QUARANTINED), name="file_quarantined"),)

    @property
    def open(self) -> bool:
        """Tell whether anything of it may be served at all."""
        return self.state in (SAFE, UNCHECKED)

    def __str__(self) -> str:
        return str(self.id)


class Page(models.Model):
    """A picture of a page of a file, painted anew by the decoder: what officers look at instead of the file."""

    id = models.UUIDField(primary_key=True, editable=False)
    """Names its bytes in the store."""
    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField()
    size = models.IntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["file", "number"], name="page_number_once"),)

    def __str__(self) -> str:
        return f"{self.file_id} {self.number}"


class ReleaseCopy(models.Model):
    """What others than the study office may get of a file: made by one officer, released by another person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    """Counted by copies, so that it tells nothing of how much was handed in."""
    source = models.ForeignKey(File, on_delete=models.PROTECT, related_name="copies")
    result = models.OneToOneField(File, on_delete=models.PROTECT, related_name="copy_of")
    recipe = models.JSONField()
    """The pages taken, and what was cut and blurred on each."""
    made_by = models.CharField(max_length=40)
    made_on = models.DateField()
    released_by = models.CharField(max_length=40, blank=True)
    released_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["case", "number"], name="release_copy_number_once"),
            models.CheckConstraint(
                condition=models.Q(released_by="") | ~models.Q(released_by=models.F("made_by")),
                name="release_copy_by_two",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case} {self.number}"
