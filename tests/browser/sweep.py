"""Run inside the installation: look into every file that waits, as the worker does once a minute."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sbt.project.settings")
django.setup()

if __name__ == "__main__":
    from sbt.evidence.jobs import sweep
    from sbt.project import clock

    print(sweep(clock.now()))
