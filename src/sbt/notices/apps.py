from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The part `notices` of the product."""

    name = "sbt.notices"
    default_auto_field = "django.db.models.BigAutoField"
