"""The first password of an officer who was given a posting: set by himself, through a link that opens once."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from sbt.people.models import SYSTEMS, Enrolment, Officer
from sbt.people.security_log import note
from sbt.people.tokens import digest
from sbt.project import clock
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sbt.people.models import Posting

DAYS = 7


def make_links(officers: Iterable[Officer], *, by: Posting | None) -> list[tuple[Officer, str]]:
    """Give each officer who has no password yet a link, in place of any older one; only its hash is kept."""
    now = clock.real_now()
    waiting = [one for one in officers if not one.has_usable_password() and not one.email.endswith(SYSTEMS)]
    Enrolment.objects.filter(officer__in=waiting, used_at=None, ends_at__gt=now).update(ends_at=now)
    made = [(one, secrets.token_urlsafe(24)) for one in waiting]
    Enrolment.objects.bulk_create(
        Enrolment(
            hash=digest(token),
            officer=officer,
            made_by_id=by.officer_id if by else None,
            made_at=now,
            ends_at=now + timedelta(days=DAYS),
        )
        for officer, token in made
    )
    for officer, _token in made:
        note("enrolment_made", officer, by_posting=str(by.id) if by else "")
    return made


def invited(token: str) -> Officer | None:
    """Give the officer whose live link this is."""
    now = clock.real_now()
    found = (
        Enrolment.objects.select_related("officer").filter(hash=digest(token), used_at=None, ends_at__gt=now).first()
    )
    return found.officer if found and found.officer.is_active and not found.officer.has_usable_password() else None


def enrol(token: str, password: str) -> Officer | Refused:
    """Set the first password; the link is spent."""
    now = clock.real_now()
    live = Enrolment.objects.select_for_update().filter(hash=digest(token), used_at=None, ends_at__gt=now)
    officer = invited(token) if live.first() else None
    if officer is None:
        return Refused("enrolment_unknown", "unknown")
    try:
        validate_password(password, officer)
    except ValidationError as weak:
        return Refused("password_weak", "facts", {"why": " ".join(weak.messages)}, "password")
    officer.set_password(password)
    officer.save(update_fields=["password"])
    live.update(used_at=now)
    note("enrolled", officer)
    return officer
