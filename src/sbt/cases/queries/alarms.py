"""Hand-overs that nobody acknowledged in time: what their sender must see before thirteen months have passed."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sbt.cases.queries.sight import of_the_desk
from sbt.people.asking import ask, literal
from sbt.rulebook.current import law

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sbt.rules.authority import Actor
    from sbt.rules.deadline import Term

MOST = 100
"""How far they are counted."""
NAMED = 15
"""How many are named."""


class Unacknowledged(NamedTuple):
    """A case handed over whose receiver has not said that he has it."""

    ref: str
    name: str
    stage: str
    process: str
    instansi: str
    handed_over_on: date
    due_on: date


class Waiting(NamedTuple):
    """The late hand-overs of an institution: the oldest by name, and how many there are, counted up to MOST."""

    oldest: tuple[Unacknowledged, ...]
    many: int


_LATE = """
with late as materialized (
    select id, case_id, started_on, due_on from cases_deadline
    where started_by = {sender} and state = 'running' and term = any({terms}::text[]) and due_on < %(today)s
    order by due_on, id limit {most}
)
select "case".ref, subject.name, "case".stage, "case".process, "case".instansi, oldest.started_on, oldest.due_on,
    (select count(*) from late)
from (select * from late order by due_on, id limit {named}) as oldest
join cases_case as "case" on "case".id = oldest.case_id and {seen}
join register_subject as subject on subject.id = "case".subject_id
order by oldest.due_on, oldest.id
"""


def unacknowledged(actor: Actor, terms: Mapping[str, Term], *, today: date) -> Waiting:
    """Give the hand-overs of the actor's institution whose acknowledgement is late, the oldest first."""
    meant = tuple(term.id for term in terms.values() if term.alarms_sender)
    seen = of_the_desk(actor, law().book.commons)
    rows = ask(_statement(actor.institution, meant, seen), {"today": today, "posting": actor.posting}, actor=actor)
    return Waiting(tuple(Unacknowledged._make(row[:-1]) for row in rows), rows[0][-1] if rows else 0)


@lru_cache(maxsize=512)
def _statement(sender: str, terms: tuple[str, ...], seen: str) -> str:
    return _LATE.format(seen=seen, sender=literal(sender), terms=literal(list(terms)), most=MOST, named=NAMED)
