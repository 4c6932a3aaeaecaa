"""Who signs in, for which institution and since when. Holds no rule of who may do what."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

if TYPE_CHECKING:
    from datetime import date


SYSTEMS = "@layanan.invalid"
"""The end of the addresses of systems, which nobody signs in with."""


class OfficerManager(BaseUserManager["Officer"]):
    """Makes officers; a password is always hashed."""

    def create_user(self, email: str, *, name: str, password: str | None = None) -> Officer:
        """Save an officer who signs in with this e-mail address."""
        officer = self.model(email=self.normalize_email(email), name=name)
        officer.set_password(password)
        officer.save(using=self._db)
        return officer


class Officer(AbstractBaseUser):
    """A person who signs in for an institution; what she may do hangs on her postings."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    created_on = models.DateField(auto_now_add=True)

    objects: ClassVar[OfficerManager] = OfficerManager()

    held: tuple[Posting, ...] = ()
    """All his postings, where they were read with him."""

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name


class Posting(models.Model):
    """One hat of one officer: an institution, a role, and the days it lasts, by an act with a number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="postings")
    institution = models.CharField(max_length=40)
    role = models.CharField(max_length=40)
    office = models.CharField(max_length=200, blank=True)
    """The office held, where it is one that the law names (Bupati of X)."""
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    decree = models.CharField(max_length=200)
    acts_for = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="substitutes")
    """The posting in whose place this one acts for a time."""
    acting_as = models.CharField(max_length=3, blank=True)
    """`plt` where the office is vacant, `plh` where its holder is away."""
    ended_at = models.DateTimeField(null=True, blank=True)
    """The moment at which the posting was ended at once, before the end of its day."""

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="posting_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(acts_for__isnull=True, acting_as="")
                | Q(acts_for__isnull=False, acting_as__in=["plt", "plh"], until_on__isnull=False),
                name="substitute_for_a_time",
            ),
        )
        indexes = (models.Index(fields=["institution", "role"], name="posting_institution"),)

    def __str__(self) -> str:
        return f"{self.institution} {self.role}"

    def live_on(self, day: date) -> bool:
        """Tell whether the posting holds on the day."""
        return self.ended_at is None and self.from_on <= day and (self.until_on is None or day <= self.until_on)


class ApiToken(models.Model):
    """A bearer token of a posting; only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    posting = models.ForeignKey(Posting, on_delete=models.CASCADE, related_name="tokens")
    hash = models.BinaryField(unique=True)
    label = models.CharField(max_length=120, blank=True)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    scopes = ArrayField(models.CharField(max_length=60), null=True, blank=True)
    """Powers to which the token is narrowed; none named: all of its posting."""

    def __str__(self) -> str:
        return self.label or str(self.id)


class KeptAnswer(models.Model):
    """The answer to a write that named an Idempotency-Key, sealed with that key, so that only its owner reads it again."""

    id = models.BinaryField(primary_key=True)
    request = models.BinaryField()
    status = models.PositiveSmallIntegerField(default=0)
    sealed = models.BinaryField(default=b"")
    kept_on = models.DateField(db_index=True)

    def __str__(self) -> str:
        return str(self.status)


class RefusedAttempt(models.Model):
    """An attempt beyond the actor's power; never part of a public log."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    posting = models.CharField(max_length=40)
    institution = models.CharField(max_length=40)
    action = models.CharField(max_length=80)
    code = models.CharField(max_length=60)
    ref = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return f"{self.action} {self.code}"


class Session(models.Model):
    """A browser that somebody sits at; named by the hash of its cookie, its content sealed with the cookie itself."""

    id = models.BinaryField(primary_key=True)
    officer = models.ForeignKey(Officer, null=True, on_delete=models.CASCADE, related_name="sessions")
    """Nobody while a sign-in is under way."""
    sealed = models.BinaryField()
    device = models.CharField(max_length=80, blank=True)
    started_at = models.DateTimeField()
    used_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["used_at"], name="session_used"),)

    def __str__(self) -> str:
        return self.device or "-"


class Attempt(models.Model):
    """How often something was tried that may not be tried for ever; the table is in no log of the database."""

    id = models.BinaryField(primary_key=True)
    """A keyed hash of what is counted; its key is forgotten within two hours."""
    count = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.count)


class AttemptKey(models.Model):
    """The key of one hour under which attempts are counted; the table is in no log of the database."""

    hour = models.DateTimeField(primary_key=True)
    key = models.BinaryField()

    def __str__(self) -> str:
        return self.hour.isoformat()


class SecurityEvent(models.Model):
    """Something that changed who can sign in as whom; never part of a public log."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=40)
    officer = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    """Whose account it is."""
    by_posting = models.CharField(max_length=40, blank=True)
    """Who did it for him, where it was not himself."""
    about = models.CharField(max_length=120, blank=True)

    class Meta:
        indexes = (models.Index(fields=["officer", "at"], name="security_officer"),)

    def __str__(self) -> str:
        return self.kind


class LostFactor(models.Model):
    """A request to take the second factors from an officer who lost them; one person asks, another confirms."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="+")
    institution = models.CharField(max_length=40)
    reason = models.CharField(max_length=400)
    asked_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    settled_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    confirmed = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(settled_by=F("asked_by")) | Q(confirmed=False), name="lost_factor_two_persons"
            ),
            models.CheckConstraint(
                condition=~Q(officer=F("asked_by")) & (~Q(officer=F("settled_by")) | Q(confirmed=False)),
                name="lost_factor_not_himself",
            ),
            models.UniqueConstraint(
                fields=["officer"], condition=Q(settled_at__isnull=True), name="lost_factor_asked_once"
            ),
        )

    def __str__(self) -> str:
        return str(self.officer_id)


class HeldForm(models.Model):
    """A form that waits while its officer shows a factor; sealed with a token that only his browser has."""

    id = models.BinaryField(primary_key=True)
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=400)
    sealed = models.BinaryField()
    files = models.JSONField(default=list)
    """The numbers of its files in the store."""
    held_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.path


class Proposal(models.Model):
    """What one person proposes about postings and systems, and another confirms; until it is sent, a preview."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20)
    institution = models.CharField(max_length=40)
    """Whose coordinator proposes."""
    content = models.JSONField()
    officers = ArrayField(models.UUIDField(), default=list)
    """Whom it concerns: they neither propose nor confirm it."""
    proposed_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    confirmed = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(confirmed=False)
                | (Q(settled_by__isnull=False, sent_at__isnull=False) & ~Q(settled_by=F("proposed_by"))),
                name="proposal_two_persons",
            ),
        )
        indexes = (models.Index(fields=["institution", "-proposed_at"], name="proposal_institution"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.institution}"


class PeopleEvent(models.Model):
    """One dated line of who was given which posting by whom; codes and references only, never changed."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    on = models.DateField()
    """The day of the case work."""
    kind = models.CharField(max_length=40)
    institution = models.CharField(max_length=40)
    posting = models.CharField(max_length=40, blank=True)
    officer = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    proposal = models.UUIDField(null=True)
    first = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    """Who proposed it, or did it alone where that is enough."""
    second = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    """Who confirmed or refused it."""
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(first=F("second")), name="people_event_two_persons"),)
        indexes = (models.Index(fields=["institution", "-id"], name="people_event_institution"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.institution}"


class Enrolment(models.Model):
    """A link by which an officer sets his first password, once; only its hash is kept."""

    hash = models.BinaryField(primary_key=True)
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="enrolments")
    made_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.officer_id)


class ServiceClient(models.Model):
    """A system of an institution, which acts in one posting of its own and proves itself with a private key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    posting = models.OneToOneField(Posting, on_delete=models.PROTECT, related_name="service")
    scopes = ArrayField(models.CharField(max_length=60))
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.id)


class ServiceKey(models.Model):
    """A public key of a system; two may be live at once, so that one follows the other without a gap."""

    id = models.BigAutoField(primary_key=True)
    client = models.ForeignKey(ServiceClient, on_delete=models.PROTECT, related_name="keys")
    kid = models.CharField(max_length=64)
    jwk = models.JSONField()
    slot = models.PositiveSmallIntegerField()
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(slot__in=[1, 2]), name="service_key_slot"),
            models.UniqueConstraint(
                fields=["client", "slot"], condition=Q(ended_at__isnull=True), name="service_key_two_at_once"
            ),
            models.UniqueConstraint(fields=["kid"], name="service_key_once"),
        )

    def __str__(self) -> str:
        return self.kid


class UsedAssertion(models.Model):
    """A proof of a system that was used; it opens nothing a second time."""

    id = models.BinaryField(primary_key=True)
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.ends_at.isoformat()
