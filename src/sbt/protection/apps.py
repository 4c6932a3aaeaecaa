from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    """The part `protection` of the product."""

    name = "sbt.protection"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the cases ask who read one of them."""
        from sbt.cases.actions.clearance import READERS
        from sbt.protection.readings import readers_of

        READERS.append(readers_of)
