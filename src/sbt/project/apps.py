from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """What this installation is: demo or production, and where its clock began."""

    name = "sbt.project"
    default_auto_field = "django.db.models.BigAutoField"
