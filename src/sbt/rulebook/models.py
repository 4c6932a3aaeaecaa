"""The law as it was published: rows that are added and never changed."""

from __future__ import annotations

from django.db import models


class PublishedRulebook(models.Model):
    """One text of the law, named by its digest; the newest commons names the versions that are in force."""

    KINDS = (("process", "regime"), ("matrix", "matrix"), ("discipline", "discipline"), ("commons", "commons"))

    kind = models.CharField(max_length=12, choices=KINDS)
    rule_id = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    text = models.TextField()
    in_force_on = models.DateField(
        null=True, help_text="first day of receipt or act; for the commons, the day of publication"
    )
    basis = models.TextField(help_text="what the text rests on, as citations separated by semicolons")
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["kind", "-id"], name="rulebook_newest_of_kind")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["process", "matrix", "discipline", "commons"]), name="rulebook_kind_known"
            ),
            models.CheckConstraint(condition=models.Q(digest__regex=r"^[0-9a-f]{64}$"), name="rulebook_digest_shape"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.rule_id} {self.digest[:12]}"
