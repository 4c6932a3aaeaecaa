from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """The part `evidence` of the product."""

    name = "sbt.evidence"
    default_auto_field = "django.db.models.BigAutoField"
