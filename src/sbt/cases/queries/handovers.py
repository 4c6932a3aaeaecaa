"""Which open cases of other regimes come under a process, each by which of its handover rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sbt.cases.models import Case
from sbt.cases.projection import state_of
from sbt.cases.queries.sight import cases_visible_to
from sbt.cases.queries.together import states_of
from sbt.rules.command import HandOver
from sbt.rules.deadline import local_day
from sbt.rules.decide import decide

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date, datetime

    from django.db.models import QuerySet

    from sbt.rules.authority import Actor
    from sbt.rules.book import RuleBook
    from sbt.rules.case import CaseState
    from sbt.rules.outcome import Outcome
    from sbt.rules.process import HandOverRule, Process


class Waiting(NamedTuple):
    """An open case of a regime that the process takes over, with the rule that fits it; None where none does."""

    ref: str
    rule: HandOverRule | None


def waiting_for(process: Process, book: RuleBook, on: date) -> Iterator[Waiting]:
    """Go through every open case of the regimes that the process takes over from, in the order of their references."""
    cases = _left_behind(Case.objects.all(), process, book)
    for case in cases.iterator(chunk_size=500):
        state = state_of(case)
        leaving = book.law_for(state.pins).process.id
        yield Waiting(case.ref, process.handover_for(leaving, state.stage, state.marks, on))


class Preview(NamedTuple):
    """An open case of an ended regime as a posting may hand it over: how it stands, and what would become of it."""

    case: Case
    state: CaseState
    rule: HandOverRule | None
    outcome: Outcome | None
    """What the rule would do or why it may not; None where no rule fits."""


def previews(
    process: Process,
    book: RuleBook,
    actor: Actor,
    now: datetime,
    *,
    refs: Collection[str] | None = None,
    after: str = "",
    size: int = 50,
) -> list[Preview]:
    """Look ahead, in the order of references, at the cases in sight that the process takes over; nothing is changed."""
    rows = _left_behind(cases_visible_to(actor, book.commons).select_related("subject"), process, book)
    cases = list((rows.filter(ref__gt=after) if refs is None else rows.filter(ref__in=refs))[:size])
    states, today = states_of(cases), local_day(now, actor.zone)
    return [_preview(case, states[case.ref], process, book, actor, now, today) for case in cases]


def _preview(
    case: Case, state: CaseState, process: Process, book: RuleBook, actor: Actor, now: datetime, today: date
) -> Preview:
    leaving = book.law_for(state.pins).process.id
    rule = process.handover_for(leaving, state.stage, state.marks, today)
    if rule is None:
        return Preview(case, state, None, None)
    pins = {**state.pins, "process": process.digest}
    command = HandOver(pins={"process": process.digest}, rule=rule.id)
    return Preview(case, state, rule, decide(state, command, actor, book.law_for(pins), now))


def _left_behind(cases: QuerySet[Case], process: Process, book: RuleBook) -> QuerySet[Case]:
    """Give the open ones of the cases under a regime that the process takes over from, in the order of references."""
    left = {rule.comes_from for rule in process.handovers}
    digests = [digest for digest, known in book.by_digest.items() if known.id in left]
    return cases.filter(final=False, process__in=digests).order_by("ref")
