"""Compares the reports of the last weeks as the hourly job does; run inside an installation."""

from __future__ import annotations

import os


def main() -> None:
    """Note every pattern of the day that the installation's clock shows."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sbt.project.settings")
    import django

    django.setup()
    from sbt.cases.jobs import compare
    from sbt.project import clock

    compare(clock.now().date())


if __name__ == "__main__":
    main()
