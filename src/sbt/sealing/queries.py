"""Which keys seal today, and what is kept sealed. Opens nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from sbt.sealing.envelope import Envelope, Recipient, Share, from_text, to_text
from sbt.sealing.models import CustodianKey, KeyAct, SealedIdentity

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID

    from sbt.rulebook.custody import Custody

CONFIRMED, RETIRED = "confirmed", "retired"


@dataclass(frozen=True, slots=True)
class SealTo:
    """Whom an identity is sealed to today."""

    policy: str
    offices: tuple[str, ...]
    recipients: tuple[Recipient, ...]

    def fits(self, envelope: Envelope) -> bool:
        """Tell whether an envelope was sealed to exactly these offices, each to one of its keys of today."""
        known = {(one.office, one.key) for one in self.recipients}
        sealed = {(one.office, one.key) for one in envelope.shares}
        return (envelope.policy, envelope.offices) == (self.policy, self.offices) and sealed <= known


def seal_to(custody: Custody, *, instansi: Collection[str], on: date) -> SealTo | None:
    """Choose whom to seal to when staff of these instansi is accused; None when too few offices have a key."""
    keys = live_keys(on)
    offices = custody.holding({key.office for key in keys}, instansi=instansi)
    if not offices:
        return None
    named = tuple(one.id for one in offices)
    chosen = tuple(Recipient(str(key.id), key.office, bytes(key.public)) for key in keys if key.office in named)
    return SealTo(custody.policy, named, chosen)


def live_keys(on: date) -> list[CustodianKey]:
    """Give the keys that seal on the day: confirmed, not retired, of a posting that holds."""
    held = Q(posting__ended_at=None, posting__from_on__lte=on) & (
        Q(posting__until_on__isnull=True) | Q(posting__until_on__gte=on)
    )
    acts = KeyAct.objects.filter(key=OuterRef("pk"))
    confirmed, retired = Exists(acts.filter(act=CONFIRMED)), Exists(acts.filter(act=RETIRED))
    return list(CustodianKey.objects.filter(held, confirmed, ~retired).order_by("office", "id"))


def keys_of(office: str) -> list[CustodianKey]:
    """Give all keys of an office with their owners and what became of them."""
    keys = CustodianKey.objects.filter(office=office).select_related("posting__officer").prefetch_related("acts")
    return list(keys.order_by("offered_on", "id"))


def envelope_of(report: UUID | str) -> Envelope | None:
    """Give the sealed identity of a report, or None for a report without one."""
    row = SealedIdentity.objects.filter(report=report).first()
    if row is None:
        return None
    shares = tuple(Share(one["office"], one["key"], from_text(one["sealed"])) for one in row.shares)
    return Envelope(
        report=str(row.report),
        choice=row.choice,
        policy=row.policy,
        offices=tuple(row.offices),
        nonce=bytes(row.nonce),
        sealed=bytes(row.sealed),
        shares=shares,
    )


def row_of(envelope: Envelope, *, by_browser: bool) -> SealedIdentity:
    """Give the envelope the form of its row, not yet stored."""
    shares = [{"office": one.office, "key": one.key, "sealed": to_text(one.sealed)} for one in envelope.shares]
    return SealedIdentity(
        report=envelope.report,
        choice=envelope.choice,
        policy=envelope.policy,
        offices=list(envelope.offices),
        nonce=envelope.nonce,
        sealed=envelope.sealed,
        shares=shares,
        by_browser=by_browser,
    )
