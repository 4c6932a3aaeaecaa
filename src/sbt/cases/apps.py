from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The part `cases` of the product."""

    name = "sbt.cases"
    default_auto_field = "django.db.models.BigAutoField"
