"""placeholder"""
from __future__ import annotations

from pathlib import Path

from sbt.project.address import Address
from sbt.project.kept import kept_secret

OWNER = "sbt_migrator"
DATABASE = "sbt"
PORT = "5432"


def socket_folder(data: Path) -> Path:
    return data / "socket"


def owner_address(data: Path) -> Address:
    """The owner's way into the embedded server of this data folder."""
    return Address(
        host=str(socket_folder(data)), port=PORT, name=DATABASE, user=OWNER, password=kept_secret(data, OWNER)
    )
