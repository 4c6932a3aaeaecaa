"""Which database this process talks to, and under which of the two logins.

Nothing is opened here. The migrator owns every table; `sbt_app` owns nothing.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from sbt.project import postgres
from sbt.project.address import Address, read_url
from sbt.project.kept import kept_secret

APP_LOGIN = "sbt_app"


def outside_url() -> str:
    """The migrator's DATABASE_URL, or nothing when the embedded server is used."""
    return os.environ.get("DATABASE_URL", "")


def migrator_address(data: Path) -> Address:
    """The owner's way in."""
    url = outside_url()
    return read_url(url) if url else postgres.owner_address(data)


def app_address(data: Path) -> Address:
    """The way in of web, worker and tests: SBT_APP_DATABASE_URL, or the login that `sbt migrate` made."""
    url = os.environ.get("SBT_APP_DATABASE_URL", "")
    if url:
        return read_url(url)
    return replace(migrator_address(data), user=APP_LOGIN, password=kept_secret(data, APP_LOGIN))
