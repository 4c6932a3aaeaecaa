"""Hand-overs that nobody acknowledged in time: what their sender must see before thirteen months have passed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sbt.people.asking import ask

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sbt.rules.authority import Actor
    from sbt.rules.deadline import Term

MOST = 100


class Unacknowledged(NamedTuple):
    """A case handed over whose receiver has not said that he has it."""

    ref: str
    name: str
    stage: str
    process: str
    instansi: str
    handed_over_on: date
    due_on: date


_LATE = """
select "case".ref, subject.name, "case".stage, "case".process, "case".instansi, clock.started_on, clock.due_on
from cases_deadline as clock
join cases_case as "case" on "case".id = clock.case_id
join register_subject as subject on subject.id = "case".subject_id
where clock.started_by = %(sender)s and clock.state = 'running' and clock.due_on < %(today)s
    and clock.term = any(%(terms)s)
order by clock.due_on, clock.id limit %(most)s
"""


def unacknowledged(actor: Actor, terms: Mapping[str, Term], *, today: date) -> tuple[Unacknowledged, ...]:
    """Give the hand-overs of the actor's institution whose acknowledgement is late, the oldest first."""
    meant = [term.id for term in terms.values() if term.alarms_sender]
    rows = ask(_LATE, {"sender": actor.institution, "today": today, "terms": meant, "most": MOST})
    return tuple(Unacknowledged._make(row) for row in rows)
