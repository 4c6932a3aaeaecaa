"""The way back for an officer who lost every second factor: one coordinator asks, another person confirms.

Confirmed, his factors are taken away and his sessions end; with his password he sets up new ones before anything else.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.db.models import Q

from sbt.people.models import LostFactor, Officer, Session
from sbt.people.queries import live_postings
from sbt.people.security_log import note
from sbt.project import clock
from sbt.rules.outcome import Refused
from sbt.rules.text import TextFault, check_text

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from sbt.people.models import Posting

LONGEST = 400


def ask_recovery(email: str, reason: str, *, by: Posting, on: date) -> LostFactor | Refused:
    """Ask for the recovery of an officer of one's own institution."""
    officer = Officer.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if officer is None or not live_postings(on).filter(officer=officer, institution=by.institution).exists():
        return Refused("officer_unknown", "unknown", {"email": email}, "email")
    if officer.id == by.officer_id:
        return Refused("lost_factor_himself", "guard", {}, "email")
    why = check_text(reason, limit=LONGEST, lines=True)
    if isinstance(why, TextFault):
        return Refused(why.code, "facts", {"place": str(why.place), "limit_letters": str(why.limit)}, "reason")
    if LostFactor.objects.filter(officer=officer, settled_at=None).exists():
        return Refused("lost_factor_asked", "order", {}, "email")
    asked = LostFactor.objects.create(
        officer=officer,
        institution=by.institution,
        reason=why,
        asked_by_id=by.officer_id,
        asked_at=clock.real_now(),
    )
    note("recovery_asked", officer, by_posting=str(by.id))
    return asked


def settle_recovery(id_: uuid.UUID, *, confirm: bool, by: Posting, everywhere: bool) -> LostFactor | Refused:
    """Confirm or refuse what another asked; a confirmed recovery takes factors and sessions at once."""
    found = waiting(by, everywhere=everywhere).select_for_update(of=("self",)).filter(id=id_).first()
    if found is None:
        return Refused("lost_factor_settled", "unknown")
    if found.officer_id == by.officer_id:
        return Refused("lost_factor_himself", "guard")
    if confirm and found.asked_by_id == by.officer_id:
        return Refused("lost_factor_same_person", "guard")
    found.settled_by_id, found.settled_at, found.confirmed = by.officer_id, clock.real_now(), confirm
    found.save(update_fields=["settled_by", "settled_at", "confirmed"])
    if confirm:
        Authenticator.objects.filter(user_id=found.officer_id).delete()
        Session.objects.filter(officer_id=found.officer_id).delete()
    note("recovery_confirmed" if confirm else "recovery_refused", found.officer, by_posting=str(by.id))
    return found


def waiting(by: Posting, *, everywhere: bool) -> QuerySet[LostFactor]:
    """Give what waits for a second person: of one's own institution, or of all."""
    own = Q() if everywhere else Q(institution=by.institution)
    return LostFactor.objects.filter(own, settled_at=None).select_related("officer", "asked_by").order_by("asked_at")
