from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """The part `register` of the product."""

    name = "sbt.register"
    default_auto_field = "django.db.models.BigAutoField"
