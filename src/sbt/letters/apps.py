from django.apps import AppConfig


class LettersConfig(AppConfig):
    """The part `letters` of the product."""

    name = "sbt.letters"
    default_auto_field = "django.db.models.BigAutoField"
