from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """The part `intake` of the product."""

    name = "sbt.intake"
    default_auto_field = "django.db.models.BigAutoField"
