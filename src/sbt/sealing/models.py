"""Custodians' public keys, sealed identities, and the log of their opening. Rows are added and never changed."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from sbt.people.models import Posting


class CustodianKey(models.Model):
    """A public key of a custodian; the private half never comes here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=40)
    """An office of `law/custody.yaml`."""
    public = models.BinaryField(unique=True)
    offered_on = models.DateField()

    def __str__(self) -> str:
        return str(self.id)


class KeyAct(models.Model):
    """What became of a key: confirmed by a second person, retired. Each once."""

    id = models.BigAutoField(primary_key=True)
    key = models.ForeignKey(CustodianKey, on_delete=models.PROTECT, related_name="acts")
    act = models.CharField(max_length=10)
    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["key", "act"], name="key_act_once"),)

    def __str__(self) -> str:
        return self.act


class SealedIdentity(models.Model):
    """The reporter of a report, sealed: nothing here can be opened by this installation."""

    report = models.UUIDField(primary_key=True)
    choice = models.CharField(max_length=10)
    policy = models.CharField(max_length=40)
    offices = models.JSONField()
    nonce = models.BinaryField()
    sealed = models.BinaryField()
    shares = models.JSONField()
    by_browser = models.BooleanField(default=False)
    """Sealed before it was sent."""

    def __str__(self) -> str:
        return str(self.report)


class Opening(models.Model):
    """A request to open one identity once; what became of it stands in its acts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.UUIDField(db_index=True)
    ref = models.CharField(max_length=20)
    """The case on which it was asked."""
    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="+")
    institution = models.CharField(max_length=40)
    reason = models.CharField(max_length=40)
    basis = models.CharField(max_length=200)
    explanation = models.TextField()
    session = models.BinaryField()
    """The public key for which custodians seal their shares again; its private half stays on the asking device."""
    instansi = models.JSONField(default=list)
    """Whose staff is accused, as the asker's sight shows it: custodians see no case."""
    acted = models.JSONField(default=list)
    """Which postings acted on the cases of the report."""
    asked_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.id)


class OpeningAct(models.Model):
    """An approval with the share that goes with it, a refusal, or the one look."""

    id = models.BigAutoField(primary_key=True)
    opening = models.ForeignKey(Opening, on_delete=models.PROTECT, related_name="acts")
    act = models.CharField(max_length=10)
    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="+")
    institution = models.CharField(max_length=40)
    office = models.CharField(max_length=40, blank=True)
    share = models.BinaryField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["opening", "institution", "act"], name="opening_one_voice_each"),
            models.UniqueConstraint(fields=["opening"], condition=Q(act="looked"), name="opening_looked_at_once"),
        )

    def __str__(self) -> str:
        return self.act


class FormalAttestation(models.Model):
    """A custodian's word that the formal requirements are met, given without opening."""

    id = models.BigAutoField(primary_key=True)
    report = models.UUIDField(db_index=True)
    office = models.CharField(max_length=40)
    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    on = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["report", "office"], name="attested_once_by_an_office"),)

    def __str__(self) -> str:
        return self.code
