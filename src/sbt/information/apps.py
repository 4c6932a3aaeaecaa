from django.apps import AppConfig


class InformationConfig(AppConfig):
    """Requests for public information."""

    name = "sbt.information"
    label = "information"
