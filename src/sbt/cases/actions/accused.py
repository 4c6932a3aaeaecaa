"""What concerns the accused himself: the code that an office hands him, and what he says in reply."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sbt.cases import projection
from sbt.cases.actions.take_step import Fact, StepInput, take_step
from sbt.cases.models import AccusedCode, Case
from sbt.intake.receipt import new_receipt
from sbt.people.actor import ACCUSED
from sbt.rules.check_character import clean
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sbt.cases.models import CaseEvent
    from sbt.evidence.models import File
    from sbt.rules.authority import Actor
    from sbt.rules.book import CaseLaw, RuleBook
    from sbt.rules.case import CaseState

ALLEGATION = "allegation"
"""The fact by which an office says, in its own words, what is alleged."""
REPLY, OBJECT, APPEAL, SUE = "jawab_terlapor", "sampaikan_keberatan", "sampaikan_banding", "sampaikan_gugatan"
ACCUSED_STEPS = (REPLY, OBJECT, APPEAL, SUE)


def opener_of(code: str, nip: str) -> bytes:
    """Give what code and number open together; neither can be read from it, and neither opens anything alone."""
    number = "".join(letter for letter in nip if letter.isdigit())
    return hashlib.sha256(f"sbt hak jawab\x00{clean(code)}\x00{number}".encode()).digest()


def kept(opener: bytes) -> bytes:
    """Give the form in which an opener is kept."""
    return hashlib.sha256(b"sbt hak jawab\x00" + opener).digest()


def may_issue(state: CaseState, law: CaseLaw, actor: Actor, now: datetime) -> Refused | None:
    """Say why the posting may not hand out a code: it must hold a power by which the accused is invited."""
    place, authority, today = law.place_of(state), law.commons.authority, local_day(now, actor.zone)
    powers = dict.fromkeys(step.power for step in law.process.steps if step.fact(ALLEGATION))
    verdicts = [authority.may(actor, power, today, place) for power in powers]
    conflict = authority.table.closed_by_conflict(state.marks, actor.role)
    if conflict is not None:
        return Refused("official_conflict", "power", {}, warrant=conflict.warrant)
    if state.shut & {actor.posting, *actor.hats}:
        return Refused("personal_conflict", "power", {}, warrant=authority.table.persons)
    if any(verdict.allowed for verdict in verdicts):
        return None
    first = verdicts[0] if verdicts else None
    holders = ",".join(first.holders) if first else ""
    return Refused(first.reason if first else "power_not_held_on_date", "power", {"holders": holders})


def issue_code(ref: str, *, book: RuleBook, actor: Actor, now: datetime, code: str = "") -> str | Refused:
    """Make the code of the accused, to be shown once and handed over with the letter; an earlier one opens nothing more.

    Only after an office has said what is alleged, and only for a person whose number is known.
    """
    case = Case.objects.select_for_update(of=("self",)).select_related("subject").get(ref=ref)
    state = projection.state_of(case)
    refused = may_issue(state, book.law_for(state.pins), actor, now)
    if refused is not None:
        return refused
    if not _alleged(case):
        return Refused("accused_not_invited", "order", {})
    if not case.subject.nip:
        return Refused("subject_not_identified", "guard", {})
    today = local_day(now, actor.zone)
    AccusedCode.objects.filter(case=case, ended_on__isnull=True).update(ended_on=today)
    made = code or new_receipt()
    AccusedCode.objects.create(
        case=case,
        opener_hash=kept(opener_of(made, case.subject.nip)),
        institution=actor.institution,
        posting=actor.posting,
        issued_on=today,
    )
    return made


def take_accused_step(
    case: Case, step: str, texts: Mapping[str, str], files: Sequence[File], *, book: RuleBook, now: datetime
) -> CaseEvent | Refused:
    """Take a step of the accused with his texts and files; only his own steps."""
    if step not in ACCUSED_STEPS:
        return Refused("step_unknown", "unknown", {"step": step})
    facts: dict[str, Fact] = {name: text for name, text in texts.items() if text}
    if files:
        facts["files"] = tuple(files)
    return take_step(case.ref, StepInput(step=step, facts=facts), book=book, actor=ACCUSED, now=now)


def _alleged(case: Case) -> bool:
    return any(isinstance(facts.get(ALLEGATION), dict) for facts in case.events.values_list("facts", flat=True))
