"""Says who the accused is: an officer ties him to a person of the register."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sbt.cases.actions.take_step import Fact, Person, StepInput, take_step
from sbt.register.actions import tie_to_register
from sbt.register.models import Asn
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from sbt.cases.models import CaseEvent
    from sbt.rules.authority import Actor
    from sbt.rules.book import RuleBook

CONFIRM = "tetapkan_identitas"


def confirm_identity(
    ref: str, nip: str, given: StepInput, *, book: RuleBook, actor: Actor, now: datetime
) -> CaseEvent | Refused:
    """Tie the accused to the register's person with this NIP; agency, post and employment follow from the register.

    `given` holds what the officer adds: the reason, and a post with rules of its own.
    """
    asn = Asn.objects.filter(nip=nip).first()
    if asn is None:
        return Refused("nip_not_in_register", "facts", {}, "nip")
    facts: dict[str, Fact] = {
        **given.facts,
        "person": Person(asn.name, asn.job_level),
        "instansi": asn.instansi,
        "employment": asn.employment,
        "job_level": asn.job_level,
    }
    event = take_step(ref, replace(given, step=CONFIRM, facts=facts), book=book, actor=actor, now=now)
    if not isinstance(event, Refused):
        tie_to_register(event.case.subject, asn)
    return event
