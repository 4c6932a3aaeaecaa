"""Which open cases of other regimes come under a process, each by which of its handover rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sbt.cases.models import Case
from sbt.cases.projection import state_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sbt.rules.book import RuleBook
    from sbt.rules.process import HandOverRule, Process


class Waiting(NamedTuple):
    """An open case of a regime that the process takes over, with the rule that fits it; None where none does."""

    ref: str
    rule: HandOverRule | None


def waiting_for(process: Process, book: RuleBook, on: date) -> Iterator[Waiting]:
    """Go through every open case of the regimes that the process takes over from, in the order of their references."""
    left = {rule.comes_from for rule in process.handovers}
    digests = [digest for digest, known in book.by_digest.items() if known.id in left]
    cases = Case.objects.filter(final=False, process__in=digests).order_by("ref")
    for case in cases.iterator(chunk_size=500):
        state = state_of(case)
        leaving = book.law_for(state.pins).process.id
        yield Waiting(case.ref, process.handover_for(leaving, state.stage, state.marks, on))
