from django.apps import AppConfig


class RulebookConfig(AppConfig):
    """The part `rulebook` of the product."""

    name = "sbt.rulebook"
    default_auto_field = "django.db.models.BigAutoField"
