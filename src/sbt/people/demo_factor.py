"""The second factor of demo accounts: one secret that everybody may know, good in demo mode and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sbt.people.models import Officer

KNOWN_TO_ALL = "ONRHIIDEMVWW6LBAORUWIYLLEBZGC2DB"
MARK = "demo"


class NotInDemoError(PermissionError):
    """faktor demo hanya ada dalam mode demo"""

    def __str__(self) -> str:
        return str(self.__doc__)


def may_be_shown() -> bool:
    """Tell whether this installation is a demo."""
    return bool(settings.SBT_MODE == "demo")


def is_demo(authenticator: Authenticator) -> bool:
    """Tell whether everybody knows the secret of this one."""
    return bool(authenticator.data.get(MARK))


def give_demo_factor(officers: Iterable[Officer]) -> None:
    """Give each officer the app that everybody has; raises NotInDemoError outside demo mode."""
    if not may_be_shown():
        raise NotInDemoError
    Authenticator.objects.bulk_create(
        [
            Authenticator(user=one, type=Authenticator.Type.TOTP, data={"secret": encrypt(KNOWN_TO_ALL), MARK: True})
            for one in officers
        ],
        ignore_conflicts=True,
    )
