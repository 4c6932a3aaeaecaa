from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The part `people` of the product."""

    name = "sbt.people"
    default_auto_field = "django.db.models.BigAutoField"
