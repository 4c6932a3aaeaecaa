from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    """The part `protection` of the product."""

    name = "sbt.protection"
    default_auto_field = "django.db.models.BigAutoField"
