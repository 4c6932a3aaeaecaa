"""What the holder of a receipt does with his report: complete it, withdraw it, contest its outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbt.cases import projection
from sbt.cases.actions.take_step import Fact, StepInput, take_step
from sbt.cases.models import CaseReport
from sbt.cases.queries.asked import open_steps
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sbt.cases.models import Case
    from sbt.evidence.models import File
    from sbt.intake.models import Report
    from sbt.rules.authority import Actor
    from sbt.rules.book import RuleBook
    from sbt.rules.process import Step


def take_reporter_step(
    report: Report,
    step: str,
    text: str = "",
    files: Sequence[File] = (),
    *,
    number: int = 0,
    book: RuleBook,
    actor: Actor,
    now: datetime,
) -> int | Refused:
    """Take the step on the case with this number on the status page, or (0) on each in which it is open; give how many."""
    links = report.case_links.select_related("case").order_by("id")
    taken = 0
    for case in (link.case for n, link in enumerate(links, 1) if number in (0, n)):
        known = _open(case, report, step, book=book, now=now)
        if known is None:
            continue
        short = next((f for f in known.facts if f.kind == "text" and len(text) < f.shortest), None)
        if short is not None:
            params = {"step": step, "fact": short.label.id, "limit_letters": str(short.shortest)}
            return Refused("fact_too_short", "facts", params, "text")
        given = StepInput(step=step, facts=_facts(known, text, files))
        outcome = take_step(case.ref, given, book=book, actor=actor, now=now)
        if isinstance(outcome, Refused):
            return outcome
        taken += 1
    return taken or Refused("reporter_step_closed", "order", {})


def _open(case: Case, report: Report, step: str, *, book: RuleBook, now: datetime) -> Step | None:
    state = projection.state_of(case)
    alone = not CaseReport.objects.filter(case=case).exclude(report=report).exists()
    steps = open_steps(state, book.law_for(state.pins), now, alone=alone)
    return next((known for known in steps if known.id == step), None)


def _facts(step: Step, text: str, files: Sequence[File]) -> dict[str, Fact]:
    """Put the text and the files into the facts of the step that take them."""
    found: dict[str, Fact] = {}
    for fact in step.facts:
        if fact.kind == "text" and text:
            found[fact.name] = text
        elif fact.kind == "file" and files:
            found[fact.name] = tuple(files)
    return found
