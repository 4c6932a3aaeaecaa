"""Reads requests for public information: of a receipt, of a body's desk, and how one stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbt.information.models import Request
from sbt.intake.receipt import receipt_hash
from sbt.people.acting import show_receipt
from sbt.rules import information as rule

if TYPE_CHECKING:
    import uuid
    from datetime import date

    from sbt.rulebook.law import Law
    from sbt.rules.authority import Actor


def history_of(request: Request) -> tuple[rule.Done, ...]:
    """Give what was done about a request, as the rules read it."""
    rows = request.acts.order_by("id")
    return tuple(rule.Done(one.act, one.on, str(one.officer_id or ""), one.outcome) for one in rows)


def last_day_to_object(request: Request, history: tuple[rule.Done, ...], law: Law) -> date:
    """Give the last day for an objection: counted from the answer, or from the day by which there was none."""
    answered = next((one.on for one in history if one.act == rule.ANSWERED), request.due_on)
    return law.terms[law.information.terms["objection"]].due_on(answered, law.book.commons.calendar)


def by_receipt(receipt: str) -> Request | None:
    """Give the request that the receipt opens, or None."""
    opened = receipt_hash(receipt)
    show_receipt(opened)
    return Request.objects.filter(receipt_hash=opened).first()


def serves(actor: Actor, law: Law) -> bool:
    """Tell whether the posting has any part in requests for information."""
    powers = law.book.commons.authority.role_powers(actor.role)
    return law.information.serves(actor.institution) and bool(powers & set(rule.POWERS.values()))


def desk(actor: Actor, law: Law, *, most: int) -> list[Request]:
    """List what was asked of the actor's institution: what waits first, by its last day; nothing for other roles."""
    if not serves(actor, law):
        return []
    rows = Request.objects.filter(institution=actor.institution)
    waiting = list(rows.filter(closed_on=None).order_by("due_on", "ref")[:most])
    return [*waiting, *rows.exclude(closed_on=None).order_by("-closed_on", "ref")[: most - len(waiting)]]


def one_of(request_id: uuid.UUID, actor: Actor, law: Law) -> Request | None:
    """Give one request of the actor's institution, or None."""
    if not serves(actor, law):
        return None
    return Request.objects.filter(id=request_id, institution=actor.institution).first()
