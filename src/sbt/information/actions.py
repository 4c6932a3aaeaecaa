"""Takes requests for public information in, and every act on them, by the rules and the limits of the law data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models.functions import Lower

from sbt.cases import projection
from sbt.cases.models import Case
from sbt.information.models import Act, Request
from sbt.information.queries import history_of, last_day_to_object
from sbt.intake.receipt import new_receipt, new_reference, receipt_hash
from sbt.people.acting import as_clerk, show_receipt
from sbt.rules import information as rule
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    import uuid
    from datetime import date, datetime

    from sbt.rulebook.law import Law
    from sbt.rules.authority import Actor

PUBLIC_READER = "publik"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as its door has checked it."""

    institution: str
    name: str
    contact: str
    wanted: str
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActInput:
    """What an officer states of his act."""

    act: str
    text: str
    outcome: str = ""
    grounds: tuple[str, ...] = ()
    number: str = ""


def ask(given: Asked, *, law: Law, on: date) -> tuple[str, Request] | Refused:
    """Store a request and give its receipt, which is kept nowhere."""
    if not law.information.serves(given.institution):
        return Refused("information_body_unknown", "facts", {}, "institution")
    receipt = new_receipt()
    row = Request.objects.create(
        ref=new_reference(on.year).replace("NET-", "INF-", 1),
        receipt_hash=receipt_hash(receipt),
        received_on=on,
        institution=given.institution,
        name=given.name,
        contact=given.contact,
        wanted=given.wanted,
        purpose=given.purpose,
        due_on=_due(law, "answer", on),
    )
    return receipt, row


def take(
    request_id: uuid.UUID, given: ActInput, *, officer: uuid.UUID, law: Law, actor: Actor, now: datetime
) -> Act | Refused:
    """Add an officer's act; two persons for a test and its approval, a third for the objection."""
    found = Request.objects.select_for_update().filter(id=request_id, institution=actor.institution).first()
    power, commons, on = rule.POWERS.get(given.act, ""), law.book.commons, local_day(now, actor.zone)
    if found is None or not power:
        return Refused("information_unknown", "unknown")
    verdict = commons.authority.may(actor, power, on, commons.place({}))
    if not verdict.allowed:
        return Refused(verdict.reason, "power", {"holders": ",".join(verdict.holders)}, warrant=verdict.warrant)
    wrong = rule.fault(history_of(found), given.act, str(officer), given.outcome)
    if wrong:
        return Refused(wrong, "guard" if wrong == "information_same_person" else "order")
    refused = _incomplete(given, law) or (
        _names_somebody(given.text, law) if given.act in (rule.ANSWERED, rule.DECIDED) else None
    )
    if refused is not None:
        return refused
    due = _lets_run(found, given.act, law, on)
    row = Act.objects.create(
        request=found, act=given.act, on=on, officer_id=officer, posting=actor.posting, outcome=given.outcome,
        grounds=list(given.grounds), text=f"{given.number}: {given.text}" if given.number else given.text, due_on=due,
    )  # fmt: skip
    _settle(found, on, due if given.act == rule.EXTENDED else None)
    return row


def object_to(receipt: str, ground: str, text: str, *, law: Law, on: date) -> Act | Refused:
    """Take the requester's objection, for a reason that the law knows for where his request stands."""
    show_receipt(receipt_hash(receipt))
    found = Request.objects.select_for_update().filter(receipt_hash=receipt_hash(receipt)).first()
    if found is None:
        return Refused("information_unknown", "unknown")
    history = history_of(found)
    last = last_day_to_object(found, history, law)
    if not rule.may_object(history, today=on, due=found.due_on, last=last):
        return Refused("information_act_closed", "order")
    answered = any(one.act == rule.ANSWERED for one in history)
    known = law.information.objections.get(ground)
    if known is None or known.when != ("answered" if answered else "unanswered"):
        return Refused("information_ground_unknown", "facts", {}, "ground")
    row = Act.objects.create(
        request=found, act=rule.OBJECTED, on=on, grounds=[ground], text=text, due_on=_due(law, "decision", on)
    )
    _settle(found, on, None)
    return row


def _incomplete(given: ActInput, law: Law) -> Refused | None:
    known = law.information
    choices = {rule.ANSWERED: rule.OUTCOMES, rule.DECIDED: rule.DECISIONS, rule.DISPUTED: rule.DISPUTES}
    if not given.text:
        return Refused("fact_missing", "facts", {}, "text")
    if given.outcome not in choices.get(given.act, ("",)):
        return Refused("information_outcome_unknown", "facts", {}, "outcome")
    if given.act == rule.TESTED and (not given.grounds or not set(given.grounds) <= set(known.exemptions)):
        return Refused("information_ground_unknown", "facts", {}, "grounds")
    return None


def _names_somebody(text: str, law: Law) -> Refused | None:
    """Refuse words that name an accused whose name the law data has not opened to the public in every case of his."""
    phrases, numbers = sorted(rule.phrases(text)), sorted(rule.numbers(text))
    with as_clerk():
        named = Case.objects.filter(subject__nip__in=numbers) if numbers else Case.objects.none()
        cases = [*named, *_cases_named(phrases)]
        for case in {one.id: one for one in cases}.values():
            rows = law.disclosure.open_rows(PUBLIC_READER, projection.state_of(case))
            if law.information.names_open_with not in {row.item for row in rows}:
                return Refused("information_names_accused", "guard")
    return None


def _cases_named(phrases: list[str]) -> list[Case]:
    if not phrases:
        return []
    named = Case.objects.annotate(said=Lower("subject__name"))
    return list(named.filter(said__in=phrases))


def _lets_run(found: Request, act: str, law: Law, on: date) -> date | None:
    if act == rule.EXTENDED:
        return _due(law, "extension", found.due_on)
    return {rule.ANSWERED: _due(law, "objection", on), rule.DECIDED: _due(law, "dispute", on)}.get(act)


def _settle(found: Request, on: date, due: date | None) -> None:
    found.closed_on = on if rule.closed(history_of(found)) else None
    found.due_on = due or found.due_on
    found.save(update_fields=["closed_on", "due_on"])


def _due(law: Law, part: str, start: date) -> date:
    return law.terms[law.information.terms[part]].due_on(start, law.book.commons.calendar)
