from django.apps import AppConfig


class WebConfig(AppConfig):
    """The part `web` of the product."""

    name = "sbt.web"
    default_auto_field = "django.db.models.BigAutoField"
