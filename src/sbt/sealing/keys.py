"""Custodians' keys: offered by their owner, confirmed by a second person, retired. Private keys never come here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbt.rules.outcome import Refused
from sbt.sealing import hpke
from sbt.sealing.models import CustodianKey, KeyAct
from sbt.sealing.queries import CONFIRMED, RETIRED

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from sbt.rulebook.law import Law
    from sbt.rules.authority import Actor

HOLDS = "identitas.setujui_buka"
"""The power of custodians."""


def offer_key(public: bytes, *, law: Law, actor: Actor, on: date) -> CustodianKey | Refused:
    """Take the public key of the actor for his office; it seals nothing before a second person confirms it."""
    office = law.custody.office_of(actor.institution)
    if office is None or not holds(actor, law):
        return Refused("role_lacks_power", "power", {"power": HOLDS})
    try:
        hpke.public_key(public)
    except ValueError:
        return Refused("key_unreadable", "facts", {}, "public")
    if CustodianKey.objects.filter(public=public).exists():
        return Refused("key_known", "order", {}, "public")
    return CustodianKey.objects.create(posting_id=actor.posting, office=office.id, public=public, offered_on=on)


def confirm_key(key_id: UUID | str, *, typed: str, law: Law, actor: Actor, now: datetime) -> KeyAct | Refused:
    """Let a second person of the same office say that the key is its owner's; `typed` is the end of its fingerprint."""
    key = _key(key_id, law, actor)
    if isinstance(key, Refused):
        return key
    if str(key.posting_id) in actor.hats:
        return Refused("same_officer", "guard", {"earlier": "kunci"})
    if not agrees(typed, bytes(key.public)):
        return Refused("fingerprint_differs", "facts", {}, "fingerprint")
    return _acted(key, CONFIRMED, actor, now)


def retire_key(key_id: UUID | str, *, law: Law, actor: Actor, now: datetime) -> KeyAct | Refused:
    """Let nothing be sealed to the key any more; what was sealed to it stays."""
    key = _key(key_id, law, actor)
    return key if isinstance(key, Refused) else _acted(key, RETIRED, actor, now)


def holds(actor: Actor, law: Law) -> bool:
    """Tell whether the posting is a custodian's."""
    return actor.within(HOLDS) and HOLDS in law.book.commons.authority.role_powers(actor.role)


def agrees(typed: str, public: bytes) -> bool:
    """Tell whether the last two groups of the fingerprint were typed, however they are spaced."""
    said = "".join(typed.split()).lower()
    return said == "".join(hpke.fingerprint(public).split()[-2:])


def _key(key_id: UUID | str, law: Law, actor: Actor) -> CustodianKey | Refused:
    office = law.custody.office_of(actor.institution)
    if office is None or not holds(actor, law):
        return Refused("role_lacks_power", "power", {"power": HOLDS})
    key = CustodianKey.objects.filter(id=key_id, office=office.id).first()
    return key or Refused("key_unknown", "unknown", {})


def _acted(key: CustodianKey, act: str, actor: Actor, now: datetime) -> KeyAct | Refused:
    if KeyAct.objects.filter(key=key, act__in=(act, RETIRED)).exists():
        return Refused("key_settled", "order", {})
    return KeyAct.objects.create(key=key, act=act, posting_id=actor.posting, at=now)
