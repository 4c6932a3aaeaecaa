"""Files of cases: encrypted where they lie, named by id and salted digest."""

from __future__ import annotations

import uuid

from django.db import models


class File(models.Model):
    """A file exactly as it was handed in; its bytes lie encrypted in the store."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
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

    def __str__(self) -> str:
        return str(self.id)
