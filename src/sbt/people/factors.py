"""Second factors: codes of an authenticator app and recovery codes, each good for one use, and when one was last shown.

The library keeps them; what must hold across several web processes (a code is spent once) is done here, in the row.
"""

from __future__ import annotations

import hmac
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.db import transaction

from sbt.people.demo_factor import is_demo, may_be_shown

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase

    from sbt.people.models import Officer

STEP = 30
"""Seconds that a code of an authenticator app lasts."""
FRESH_FOR = timedelta(minutes=5)
RECORDS = "account_authentication_methods"
"""Where the library notes in the session which factors were shown."""


def take_code(officer: Officer, code: str, *, now: datetime) -> Authenticator | None:
    """Spend a code of the officer's app or a recovery code; None for a wrong one and for one that was used before."""
    typed = "".join(code.split())
    with transaction.atomic():
        held = list(Authenticator.objects.select_for_update().filter(user=officer).order_by("id"))
        for one in held:
            if one.type == Authenticator.Type.TOTP and _spend(one, typed, now):
                return one
        for one in held:
            if one.type == Authenticator.Type.RECOVERY_CODES and one.wrap().validate_code(typed):
                return one
    return None


def fits(secret: str, code: str, *, now: datetime) -> int | None:
    """Give the time step whose code this is: the present one or a neighbour of it."""
    present = int(now.timestamp()) // STEP
    found = None
    for step in (present - 1, present, present + 1):
        if hmac.compare_digest(format_hotp_value(hotp_value(secret, step)).encode(), code.encode()):
            found = step
    return found


def current_code(authenticator: Authenticator, *, now: datetime) -> str:
    """Give the code of this moment."""
    secret = decrypt(authenticator.data["secret"])
    return str(format_hotp_value(hotp_value(secret, int(now.timestamp()) // STEP)))


def has_factor(officer: Officer) -> bool:
    """Tell whether the officer has an app or a passkey."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user=officer, type__in=kinds).exists())


def shown_at(session: SessionBase) -> datetime | None:
    """Tell when a second factor or a passkey was last shown in this session."""
    records: list[dict[str, Any]] = session.get(RECORDS) or []
    seen = [float(one["at"]) for one in records if one.get("method") == "mfa"]
    return datetime.fromtimestamp(max(seen), tz=UTC) if seen else None


def is_fresh(session: SessionBase, *, now: datetime) -> bool:
    """Tell whether a factor was shown within the last five minutes."""
    shown = shown_at(session)
    return shown is not None and now - shown < FRESH_FOR


def _spend(one: Authenticator, code: str, now: datetime) -> bool:
    if is_demo(one) and not may_be_shown():
        return False
    step = fits(decrypt(one.data["secret"]), code, now=now)
    if step is None:
        return False
    if is_demo(one):
        return True
    if step <= one.data.get("spent", -1):
        return False
    one.data["spent"] = step
    one.save(update_fields=["data"])
    return True
