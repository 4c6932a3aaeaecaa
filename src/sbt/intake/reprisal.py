"""Reports of reprisal: taken to an institution other than the employer, acknowledged, answered and closed there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sbt.intake.models import Reprisal, ReprisalAct
from sbt.intake.receipt import new_receipt, receipt_hash
from sbt.people.acting import show_receipt
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    import uuid
    from datetime import date, datetime

    from sbt.rulebook.law import Law
    from sbt.rules.authority import Actor

ACKNOWLEDGED: Final = "terima"
ANSWERED: Final = "jawab"
CLOSED: Final = "tutup"
ACTS: Final = (ACKNOWLEDGED, ANSWERED, CLOSED)


def hand_in(
    story: str, *, employer: str, happened_on: date | None, shown_receipt: bool, law: Law, on: date
) -> str | Refused:
    """Store the report for the first recipient that is not the employer and give its receipt."""
    to = law.reprisal.recipient_for(employer)
    if to is None:
        return Refused("reprisal_without_recipient", "order", {})
    receipt = new_receipt()
    Reprisal.objects.create(
        receipt_hash=receipt_hash(receipt),
        received_on=on,
        happened_on=happened_on,
        employer=employer,
        recipient=to.institution,
        shown_receipt=shown_receipt,
        story=story,
    )
    return receipt


def by_receipt(receipt: str) -> Reprisal | None:
    """Give the report of reprisal that the receipt opens, or None."""
    opened = receipt_hash(receipt)
    show_receipt(opened)
    return Reprisal.objects.prefetch_related("acts").filter(receipt_hash=opened).first()


def desk(actor: Actor, law: Law) -> list[Reprisal]:
    """List what came to the actor's institution, the newest first; nothing for a role that does not handle it."""
    if not law.reprisal.handles(actor.institution, actor.role):
        return []
    rows = Reprisal.objects.prefetch_related("acts").filter(recipient=actor.institution)
    return list(rows.order_by("-received_on", "id"))


def take(id_: uuid.UUID, act: str, text: str, *, actor: Actor, law: Law, now: datetime) -> ReprisalAct | Refused:
    """Add an act of the recipient; acknowledged first and once, nothing after the closing."""
    if not law.reprisal.handles(actor.institution, actor.role):
        return Refused("reprisal_unknown", "unknown", {})
    found = Reprisal.objects.select_for_update().filter(id=id_, recipient=actor.institution).first()
    if found is None:
        return Refused("reprisal_unknown", "unknown", {})
    if act not in open_acts([one.act for one in found.acts.all()]):
        return Refused("reprisal_act_closed", "order", {})
    if act != ACKNOWLEDGED and not text:
        return Refused("fact_missing", "facts", {}, "text")
    on = local_day(now, actor.zone)
    return ReprisalAct.objects.create(reprisal=found, act=act, posting=actor.posting, on=on, text=text)


def open_acts(taken: list[str]) -> tuple[str, ...]:
    """Name the acts that may follow those taken."""
    if CLOSED in taken:
        return ()
    return (ANSWERED, CLOSED) if ACKNOWLEDGED in taken else (ACKNOWLEDGED,)
