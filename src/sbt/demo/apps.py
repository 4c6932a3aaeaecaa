from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The part `demo` of the product."""

    name = "sbt.demo"
    default_auto_field = "django.db.models.BigAutoField"
