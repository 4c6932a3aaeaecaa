"""Says who the accused is: an officer ties him to a person of the register, or describes him better."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbt.cases import projection
from sbt.cases.actions.take_step import StepInput, take_step
from sbt.cases.models import Case
from sbt.register.actions import tie_to_register
from sbt.register.models import Asn
from sbt.rules.command import TakeStep
from sbt.rules.decide import decide
from sbt.rules.event import Ref
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from sbt.cases.models import CaseEvent
    from sbt.rules.authority import Actor
    from sbt.rules.book import RuleBook

CONFIRM = "tetapkan_identitas"


def confirm_identity(
    ref: str, nip: str, *, stage_entry: int | None, book: RuleBook, actor: Actor, now: datetime
) -> CaseEvent | Refused:
    """Tie the accused to the register's person with this NIP; his agency, post and employment follow from there."""
    asn = Asn.objects.filter(nip=nip).first()
    if asn is None:
        return Refused("nip_not_in_register", "facts", {}, "nip")
    case = Case.objects.select_for_update(of=("self",)).select_related("subject").get(ref=ref)
    before = projection.state_of(case)
    law = book.law_for(before.pins)
    subject = tie_to_register(case.subject, asn)
    facts = {
        "person": Ref(str(subject.id), subject.digest, asn.job_level),
        "instansi": asn.instansi,
        "employment": asn.employment,
        "job_level": asn.job_level,
    }
    outcome = decide(before, TakeStep(step=CONFIRM, facts=facts, stage_entry=stage_entry), actor, law, now)
    if isinstance(outcome, Refused):
        return outcome
    after = projection.record(case, before, outcome.event, law)
    return case.events.get(seq=after.seq)


def describe_subject(
    ref: str, given: StepInput, *, name: str, post: str, unit: str, book: RuleBook, actor: Actor, now: datetime
) -> CaseEvent | Refused:
    """Describe the accused better without knowing him in the register."""
    event = take_step(ref, given, book=book, actor=actor, now=now)
    if not isinstance(event, Refused):
        subject = event.case.subject
        subject.name, subject.post, subject.unit = name or subject.name, post or subject.post, unit or subject.unit
        subject.save(update_fields=["name", "post", "unit"])
    return event
