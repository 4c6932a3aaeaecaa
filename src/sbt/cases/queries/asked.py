"""What a case asks of its reporter, what it tells him in a word, and which steps stand open to him."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sbt.people.actor import PUBLIC
from sbt.rules.deadline import local_day
from sbt.rules.decide import moves
from sbt.rules.event import Ref

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import datetime

    from sbt.rules.book import CaseLaw
    from sbt.rules.case import CaseState
    from sbt.rules.event import Event
    from sbt.rules.mark import Label
    from sbt.rules.process import Step

COMPLETE, WITHDRAW, CONTEST = "perbaikan", "tarik_laporan", "sanggah"
REPORTER_STEPS = (COMPLETE, WITHDRAW, CONTEST)


class Told(NamedTuple):
    """An answer addressed to the reporter, with the item of the disclosure law that opens it."""

    item: str
    label: Label
    value: Label


def open_steps(state: CaseState, law: CaseLaw, now: datetime, *, alone: bool) -> tuple[Step, ...]:
    """Give the steps that the reporter may take now; a case with other reporters cannot be withdrawn by one of them."""
    steps = (move.step for move in moves(state, PUBLIC, law, now) if move.open and move.step.id in REPORTER_STEPS)
    return tuple(step for step in steps if alone or step.id != WITHDRAW)


def request_of(state: CaseState, events: Sequence[Event], law: CaseLaw, now: datetime) -> str:
    """Give the id of the text that asks the reporter to act, while the case waits for him; empty otherwise."""
    desk, today = law.process.stage(state.stage).desk, local_day(now, PUBLIC.zone)
    if not desk or not law.commons.authority.may(PUBLIC, desk, today, law.place_of(state)).allowed:
        return ""
    asked = events[state.stage_entry - 1]
    step = law.process.step(asked.step)
    facts = step.facts if step else ()
    texts = (asked.facts.get(fact.name) for fact in facts if fact.kind == "text" and fact.to_reporter)
    return next((text.id for text in texts if isinstance(text, Ref)), "")


def told_answers(events: Sequence[Event], law: CaseLaw, opened: Collection[str]) -> Iterator[Told]:
    """Give the last answer of each step that is addressed to the reporter and opened by the disclosure law."""
    last = {event.step: event for event in events}
    for event in last.values():
        step = law.process.step(event.step)
        if step is None or step.discloses not in opened:
            continue
        for fact in step.facts:
            words = {option.code: option.label for option in fact.options}
            value = words.get(str(event.facts.get(fact.name, "")))
            if fact.to_reporter and value is not None:
                yield Told(step.discloses, fact.label, value)
