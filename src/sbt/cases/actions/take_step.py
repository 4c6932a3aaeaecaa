"""Takes a step on a case: the whole write path of the system fits on a screen."""

from __future__ import annotations

import uuid
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from sbt.cases import projection
from sbt.cases.actions import paperwork, related
from sbt.cases.actions.clearance import tell_cleared, with_letter
from sbt.cases.actions.close_along import lock_along
from sbt.cases.actions.conflict import KINDS, with_conflict
from sbt.cases.actions.copies import settle_copies
from sbt.cases.actions.correct import correct
from sbt.cases.actions.substitute import with_substitute
from sbt.cases.entry import read_entry
from sbt.cases.models import Case, Content
from sbt.evidence.digest import text_digest
from sbt.evidence.models import File
from sbt.notices.actions import tell
from sbt.people.acting import as_clerk
from sbt.people.actor import PUBLIC
from sbt.rules.book import SUBSTITUTE
from sbt.rules.command import TakeStep
from sbt.rules.deadline import local_day
from sbt.rules.decide import audience, decide
from sbt.rules.event import FactValue, Ref
from sbt.rules.outcome import Accepted, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sbt.cases.models import CaseEvent
    from sbt.rules.authority import Actor
    from sbt.rules.book import CaseLaw, RuleBook
    from sbt.rules.case import CaseState
    from sbt.rules.event import Event
    from sbt.rules.process import Step


LEADS_AWAY = frozenset({"office", "instansi", SUBSTITUTE})
"""Case values that say who sees the case: a step that sets one may lead it out of its maker's sight."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person stated in a step: a name with what he is, the post's level and his part for the rules."""

    name: str
    code: str = ""


type Fact = date | str | int | File | tuple[File, ...] | Person | tuple[Person, ...] | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepInput:
    """A step as its door received it."""

    step: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    stage_entry: int | None = None
    accepts: frozenset[str] = frozenset()


def take_step(ref: str, given: StepInput, *, book: RuleBook, actor: Actor, now: datetime) -> CaseEvent | Refused:
    """Do what the step says, if the rules of the day allow it."""
    if "into" in given.facts:
        related.lock_both(ref, str(given.facts["into"]))
    try:
        lock_along(ref, given.step, book)
        case = Case.objects.select_for_update(of=("self",)).select_related("subject").get(ref=ref)
    except Case.DoesNotExist:
        return Refused("case_not_in_sight", "power")
    before = projection.state_of(case)
    law = book.law_for(before.pins)
    step = law.process.step(given.step)
    texts: list[Content] = []
    facts = {name: _as_fact(case, given.step, name, fact, step, texts) for name, fact in given.facts.items()}
    seen = given.stage_entry
    if seen is not None:
        seen = read_entry(case.id, seen, book.commons.sight_for(actor), last=before.seq)
    command = TakeStep(step=given.step, facts=facts, stage_entry=seen, accepts=given.accepts)
    outcome = decide(before, command, actor, law, now)
    if isinstance(outcome, Refused) or step is None:
        return outcome if isinstance(outcome, Refused) else Refused("step_unknown", "unknown")
    return _done(case, before, outcome, given, step, law, texts, book=book, actor=actor, now=now)


def _done(
    case: Case,
    before: CaseState,
    outcome: Accepted,
    given: StepInput,
    step: Step,
    law: CaseLaw,
    texts: list[Content],
    *,
    book: RuleBook,
    actor: Actor,
    now: datetime,
) -> CaseEvent | Refused:
    today = local_day(now, actor.zone)
    event = outcome.event
    if actor.posting == PUBLIC.posting:
        event = replace(event, recorded_at=projection.start_of_day(today))
    if step.kind == "correct":
        corrected = correct(case, before, event, book=book)
        if isinstance(corrected, Refused):
            return corrected
        event, law = corrected
    settled = with_conflict(case, before, event, law, on=today)
    if isinstance(settled, Refused):
        return settled
    settled = with_letter(case, before, settled, step, texts, law)
    event = with_substitute(case, before, settled, step, given.facts, law)
    away = event.kind in KINDS or LEADS_AWAY & event.effects.values.keys()
    with as_clerk() if away else nullcontext():
        return _record(case, before, event, outcome, given, step, law, texts, book=book, actor=actor, now=now)


def _record(
    case: Case,
    before: CaseState,
    event: Event,
    outcome: Accepted,
    given: StepInput,
    step: Step,
    law: CaseLaw,
    texts: list[Content],
    *,
    book: RuleBook,
    actor: Actor,
    now: datetime,
) -> CaseEvent | Refused:
    today = local_day(now, actor.zone)
    after, row = projection.record(case, before, event, law, along=texts)
    refused = settle_copies(case, step, given.facts, actor=actor, commons=book.commons, on=today)
    refused = refused or paperwork.file_papers(case, step, given.facts, actor=actor, on=today)
    refused = refused or related.open_related(case, step, given.facts, book=book, actor=actor, now=now)
    if refused is not None:
        return refused
    told = (name for name in audience(outcome.tells, after, law, today) if not _hidden(step, name, law))
    tell(told, ref=case.ref, code=step.id, on=today)
    tell_cleared(case, before, after, law, on=today)
    return row


def _hidden(step: Step, institution: str, law: CaseLaw) -> bool:
    """Tell whether the institution may not learn that the step was taken."""
    return law.commons.sight_of(institution) in step.hidden_from


def _as_fact(case: Case, step_id: str, name: str, fact: Fact, step: Step | None, texts: list[Content]) -> FactValue:
    """Give a fact the form that rules know; a text becomes a row that the event names."""
    if isinstance(fact, File):
        return Ref(str(fact.id), fact.digest)
    if isinstance(fact, Person):
        return _text(case, f"{step_id}.{name}", fact.name, texts, fact.code)
    if isinstance(fact, tuple):
        refs = [_as_fact(case, step_id, name, part, step, texts) for part in fact if not isinstance(part, str)]
        strings = tuple(part for part in fact if isinstance(part, str))
        return tuple(ref for ref in refs if isinstance(ref, Ref)) or strings
    known = step.fact(name) if step else None
    if isinstance(fact, str) and known is not None and known.kind in ("text", "person"):
        return _text(case, f"{step_id}.{name}", fact, texts)
    return fact


def _text(case: Case, name: str, text: str, texts: list[Content], code: str = "") -> Ref:
    digest = text_digest(text)
    row = Content(id=uuid.uuid4(), case=case, name=name, text=text, salt=digest.salt, digest=digest.digest)
    texts.append(row)
    return Ref(str(row.id), row.digest, code)
