from django.apps import AppConfig


class SealingConfig(AppConfig):
    """The part `sealing` of the product."""

    name = "sbt.sealing"
    default_auto_field = "django.db.models.BigAutoField"
