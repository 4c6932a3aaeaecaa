"""Opens a sealed identity once: asked with reason and basis, approved by two offices, looked at by the one who asked.

Each act is stored before anything comes of it. Nothing here can read the identity: shares pass through sealed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sbt.rules.outcome import Refused
from sbt.sealing import hpke, sharing
from sbt.sealing.keys import HOLDS, holds
from sbt.sealing.models import FormalAttestation, Opening, OpeningAct, SealedIdentity
from sbt.sealing.queries import envelope_of

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from sbt.rulebook.custody import Custody, CustodyOffice
    from sbt.rulebook.law import Law
    from sbt.rules.authority import Actor
    from sbt.sealing.envelope import Envelope

APPROVED, DECLINED, LOOKED = "approved", "declined", "looked"
NEEDED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningInput:
    """Why an identity is to be opened, and the key to which shares are passed on."""

    reason: str
    basis: str
    explanation: str
    session: bytes


@dataclass(frozen=True, slots=True)
class OnFile:
    """What is known of the report's cases: whose staff is accused, and which postings acted on them."""

    instansi: frozenset[str]
    acted: frozenset[str]


@dataclass(frozen=True, slots=True)
class Look:
    """What the one look gives: an envelope and two shares, all of them sealed."""

    envelope: Envelope
    shares: dict[str, bytes]


def ask_to_open(
    report: UUID, ref: str, given: OpeningInput, *, on_file: OnFile, custody: Custody, actor: Actor, now: datetime
) -> Opening | Refused:
    """Ask for one look; whether the actor may ask on this case was judged before."""
    row = SealedIdentity.objects.filter(report=report).first()
    reason = custody.reasons.get(given.reason)
    if row is None:
        return Refused("nothing_sealed", "order", {})
    if reason is None or row.choice not in reason.choices:
        return Refused("reason_does_not_fit", "facts", {}, "reason")
    for name in ("basis", "explanation"):
        if not getattr(given, name).strip():
            return Refused("text_missing", "facts", {}, name)
    try:
        hpke.public_key(given.session)
    except ValueError:
        return Refused("key_unreadable", "facts", {}, "session")
    if any(running(one, now) for one in Opening.objects.filter(report=report).prefetch_related("acts")):
        return Refused("opening_running", "order", {})
    return Opening.objects.create(
        report=report,
        ref=ref,
        posting_id=actor.posting,
        institution=actor.institution,
        reason=given.reason,
        basis=given.basis,
        explanation=given.explanation,
        session=given.session,
        instansi=sorted(on_file.instansi),
        acted=sorted(on_file.acted),
        asked_at=now,
        ends_at=now + timedelta(hours=custody.hours),
    )


def approve(
    opening: Opening, share: bytes, *, on_file: OnFile, law: Law, actor: Actor, now: datetime
) -> OpeningAct | Refused:
    """Let a custodian pass his office's share on to the session key of the one who asked."""
    office = may_answer(opening, on_file=on_file, law=law, actor=actor, now=now)
    if isinstance(office, Refused):
        return office
    envelope = envelope_of(opening.report)
    if envelope is None or len(share) != sharing.share_length(len(envelope.offices)) + hpke.OVERHEAD:
        return Refused("share_unreadable", "facts", {}, "share")
    return _act(opening, APPROVED, actor, now, office=office.id, share=share)


def decline(opening: Opening, *, on_file: OnFile, law: Law, actor: Actor, now: datetime) -> OpeningAct | Refused:
    """Let a custodian keep his share back."""
    office = may_answer(opening, on_file=on_file, law=law, actor=actor, now=now)
    return office if isinstance(office, Refused) else _act(opening, DECLINED, actor, now, office=office.id)


def may_answer(opening: Opening, *, on_file: OnFile, law: Law, actor: Actor, now: datetime) -> CustodyOffice | Refused:
    """Give the office for which the actor may answer: not the asker, nor of his house, nor of the accused's, nor on the case."""
    office = law.custody.office_of(actor.institution)
    envelope = envelope_of(opening.report)
    if office is None or not holds(actor, law) or envelope is None or office.id not in envelope.offices:
        return Refused("role_lacks_power", "power", {"power": HOLDS})
    if office.concerned(on_file.instansi):
        return Refused("own_staff_accused", "power", {"power": HOLDS})
    if str(opening.posting_id) in actor.hats or opening.institution == actor.institution:
        return Refused("approver_is_asker", "guard", {})
    if on_file.acted & actor.hats:
        return Refused("handled_the_case", "guard", {})
    if not running(opening, now):
        return Refused("opening_over", "order", {})
    if any(act.institution == actor.institution for act in opening.acts.all()):
        return Refused("answered_already", "order", {})
    return office


def look(opening: Opening, *, actor: Actor, now: datetime) -> Look | Refused:
    """Give the asker his one look, when two offices of two institutions approved; the look is stored first."""
    if str(opening.posting_id) != actor.posting:
        return Refused("role_lacks_power", "power", {"power": "identitas.minta_buka"})
    if not running(opening, now):
        return Refused("opening_over", "order", {})
    approved = approvals(opening)
    if len({act.institution for act in approved}) < NEEDED:
        return Refused("approvals_missing", "order", {"count": str(len(approved))})
    envelope = envelope_of(opening.report)
    if envelope is None:
        return Refused("nothing_sealed", "order", {})
    _act(opening, LOOKED, actor, now)
    return Look(envelope, {act.office: bytes(act.share or b"") for act in approved[:NEEDED]})


def attest(
    report: UUID, code: str, *, on_file: OnFile, law: Law, actor: Actor, on: date
) -> FormalAttestation | Refused:
    """Record the word of an office with a share that a report's formal requirements are met; nothing is opened."""
    office = law.custody.office_of(actor.institution)
    if office is None or not holds(actor, law):
        return Refused("role_lacks_power", "power", {"power": HOLDS})
    if code not in law.custody.attestations:
        return Refused("attestation_unknown", "facts", {}, "code")
    envelope = envelope_of(report)
    if envelope is None or office.id not in envelope.offices:
        return Refused("nothing_sealed", "order", {}, "report")
    if office.concerned(on_file.instansi):
        return Refused("own_staff_accused", "power", {"power": HOLDS})
    if FormalAttestation.objects.filter(report=report, office=office.id).exists():
        return Refused("attested_already", "order", {}, "report")
    return FormalAttestation.objects.create(report=report, office=office.id, posting_id=actor.posting, code=code, on=on)


def running(opening: Opening, now: datetime) -> bool:
    """Tell whether the request still waits for approvals or for its look."""
    acts = list(opening.acts.all())
    declined = sum(act.act == DECLINED for act in acts)
    offices = envelope_of(opening.report)
    lost = offices is not None and len(offices.offices) - declined < NEEDED
    return now < opening.ends_at and not lost and not any(act.act == LOOKED for act in acts)


def approvals(opening: Opening) -> list[OpeningAct]:
    """Give the approvals, in the order they came."""
    return sorted((act for act in opening.acts.all() if act.act == APPROVED), key=lambda act: act.id)


def _act(
    opening: Opening, act: str, actor: Actor, now: datetime, *, office: str = "", share: bytes | None = None
) -> OpeningAct:
    return OpeningAct.objects.create(
        opening=opening,
        act=act,
        posting_id=actor.posting,
        institution=actor.institution,
        office=office,
        share=share,
        at=now,
    )
