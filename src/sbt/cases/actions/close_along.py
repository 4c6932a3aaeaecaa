"""Closes other cases of the person by the decision on one of them: each by an event of its own that names the decision."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sbt.cases import projection
from sbt.cases.actions.open_case import content_of
from sbt.cases.actions.paperwork import prepared_decision
from sbt.cases.models import Case
from sbt.cases.queries.sight import cases_visible_to
from sbt.notices.actions import tell
from sbt.rules.book import PINS
from sbt.rules.command import TakeStep
from sbt.rules.deadline import local_day
from sbt.rules.decide import audience, decide
from sbt.rules.event import Ref
from sbt.rules.facts import offered
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sbt.cases.actions.paperwork import Prepared
    from sbt.cases.models import Decision
    from sbt.rules.authority import Actor
    from sbt.rules.book import CaseLaw, RuleBook
    from sbt.rules.event import FactValue
    from sbt.rules.process import Process, Step


def named_cases_fit(
    case: Case, step: Step, facts: Mapping[str, object], *, book: RuleBook, actor: Actor
) -> Refused | None:
    """Refuse a step that names a case which its decision could not close: unknown, of another person, closed, elsewhere."""
    for fact in step.facts:
        for ref in _refs(facts.get(fact.name)) if fact.kind == "case" else ():
            found = _closable(case, ref, book=book, actor=actor)
            if isinstance(found, Refused):
                return replace(found, fact=fact.name)
    return None


def lock_along(ref: str, step_id: str, book: RuleBook) -> None:
    """Hold the case with those that its decision closes, in one order, so that no two decisions wait for each other."""
    if any((step := process.step(step_id)) and step.makes == "decision" for process in book.processes):
        refs = {ref, *_named(Case.objects.get(ref=ref), book)}
        list(Case.objects.select_for_update(of=("self",)).filter(ref__in=refs).order_by("ref").values_list("id"))


def close_along(case: Case, *, book: RuleBook, actor: Actor, now: datetime) -> Refused | None:
    """Close every case that the prepared decision names; the first that cannot be closed refuses all."""
    prepared = prepared_decision(case)
    if prepared is None:
        return None
    refs = _named(case, book)
    decision = case.decisions.filter(number=prepared.number, dated_on=prepared.dated_on).first() if refs else None
    if decision is None:
        return None
    for ref in refs:
        other = _closable(case, ref, book=book, actor=actor)
        refused = other if isinstance(other, Refused) else _close(other, case, prepared, decision, book, actor, now)
        if refused is not None:
            return refused
    return None


def _close(
    other: Case,
    case: Case,
    prepared: Prepared,
    decision: Decision,
    book: RuleBook,
    actor: Actor,
    now: datetime,
) -> Refused | None:
    other = Case.objects.select_for_update(of=("self",)).select_related("subject").get(id=other.id)
    before = projection.state_of(other)
    law = book.law_for(before.pins)
    step = _along(law.process)
    if step is None:
        return _not_ready(other)
    number = content_of(other.id, f"{step.id}.number", prepared.number)
    facts: dict[str, FactValue] = {
        "with_case": case.ref,
        "number": Ref(str(number.id), number.digest),
        "decision_date": prepared.dated_on,
        **_sanction(case.sanction, law),
    }
    outcome = decide(before, TakeStep(step=step.id, facts=facts, along=True), actor, law, now)
    if isinstance(outcome, Refused):
        return outcome if outcome.kind == "power" else _not_ready(other)
    after, _ = projection.record(other, before, outcome.event, law, along=(number,))
    decision.cases.add(other)
    today = local_day(now, actor.zone)
    tell(audience(outcome.tells, after, law, today), ref=other.ref, code=step.id, on=today)
    return None


def _closable(case: Case, ref: str, *, book: RuleBook, actor: Actor) -> Case | Refused:
    """Give the other case; absent and out of sight are the same."""
    rows = cases_visible_to(actor, book.commons).select_related("subject")
    other = rows.filter(ref=ref).exclude(id=case.id).first()
    if other is None:
        return Refused("also_closed_unknown", "facts", {"case": ref})
    if other.subject.nip != case.subject.nip or not case.subject.nip:
        return Refused("also_closed_other_person", "facts", {"case": ref})
    if other.final:
        return Refused("also_closed_already", "facts", {"case": ref})
    step = _along(_process(other, book))
    if step is None or other.stage not in step.sources:
        return _not_ready(other)
    return other


def _not_ready(other: Case) -> Refused:
    return Refused("also_closed_not_ready", "facts", {"case": other.ref, "stage": other.stage})


def _process(case: Case, book: RuleBook) -> Process:
    return book.law_for({pin: getattr(case, pin) for pin in PINS}).process


def _along(process: Process) -> Step | None:
    return next((step for step in process.steps if step.kind == "along"), None)


def _named(case: Case, book: RuleBook) -> tuple[str, ...]:
    """Give the references that the decision prepared last names, in their order."""
    prepared = prepared_decision(case)
    step = _process(case, book).step(prepared.step) if prepared else None
    if prepared is None or step is None:
        return ()
    facts = [fact.name for fact in step.facts if fact.kind == "case" and fact.many]
    return tuple(sorted({ref for name in facts for ref in _refs(prepared.facts.get(name))}))


def _refs(value: object) -> tuple[str, ...]:
    parts = value if isinstance(value, tuple) else (value,)
    return tuple(part for part in parts if isinstance(part, str))


def _sanction(code: str, law: CaseLaw) -> dict[str, FactValue]:
    """State the sanction where the discipline of the other case knows it too."""
    return {"sanction": code} if code in (offered("sanctions", law) or ()) else {}
