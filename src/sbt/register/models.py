"""The register of civil servants as SIASN gives it, and the persons whom cases name."""

from __future__ import annotations

import uuid

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models


class Asn(models.Model):
    """A civil servant of the register; a copy that the next import replaces, never edited here."""

    nip = models.CharField(max_length=18, primary_key=True)
    name = models.CharField(max_length=160)
    name_key = models.CharField(max_length=160)
    """The name as it is searched: small letters, no titles, single spaces."""
    instansi = models.CharField(max_length=40)
    unit = models.CharField(max_length=200, blank=True)
    post = models.CharField(max_length=200, blank=True)
    job_level = models.CharField(max_length=20)
    employment = models.CharField(max_length=10)
    standing = models.CharField(max_length=12, default="active")

    class Meta:
        indexes = (
            # one index for both questions: like names in the whole register, and those of one instansi
            GinIndex(OpClass("instansi", name="text_ops"), OpClass("name_key", name="gin_trgm_ops"), name="asn_search"),
            models.Index(fields=["name_key"], name="asn_name"),
        )

    def __str__(self) -> str:
        return self.name


class Standing(models.TextChoices):
    """What became of a civil servant."""

    ACTIVE = "active", "aktif"
    RETIRED = "retired", "pensiun"
    LEFT = "left", "berhenti"
    DECEASED = "deceased", "meninggal"


class Subject(models.Model):
    """The accused person of a case as somebody named him, and as an officer confirmed him."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=160, blank=True)
    named_office = models.CharField(max_length=200, blank=True)
    """The agency in the reporter's words."""
    unit = models.CharField(max_length=200, blank=True)
    post = models.CharField(max_length=200, blank=True)
    nip = models.CharField(max_length=18, blank=True, db_index=True)
    nik = models.CharField(max_length=16, blank=True)
    account = models.CharField(max_length=300, blank=True)
    instansi = models.CharField(max_length=40, blank=True)
    job_level = models.CharField(max_length=20, blank=True)
    employment = models.CharField(max_length=10, blank=True)
    confirmed = models.BooleanField(default=False)
    salt = models.BinaryField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.name

    @property
    def shown_name(self) -> str:
        """Give the name, or what else the person is known by."""
        return self.name or self.account or self.post or self.named_office
