"""Between events and rows: reads a case's state from its events, writes the caches that lists need.

Decides nothing. `sbt check-projection` replays every case through here and must find the rows equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection

from sbt.cases.models import Case, CaseEvent, Deadline, Desk
from sbt.people.storing import fresh, store
from sbt.rules.case import CaseState, evolve, replay
from sbt.rules.decide import desks
from sbt.rules.event import (
    SHAPE,
    Event,
    clock_from_json,
    doubts_from_json,
    doubts_to_json,
    effects_from_json,
    effects_to_json,
    fact_from_json,
    fact_to_json,
)
from sbt.rules.sight import next_visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model

    from sbt.cases.check_projection import StoredEvent
    from sbt.cases.queries.file_rows import EventRow
    from sbt.rules.book import CaseLaw
    from sbt.rules.deadline import Clock

NO_LIMIT = date(9999, 12, 31)
CACHED_VALUES = ("office", "instansi", "election", "form", "row", "level", "category", "outcome", "sanction")
"""Case values that the row repeats, by the same name."""
COLUMNS = (
    *("process", "matrix", "discipline", "seq", "stage", "stage_entry", "station", "final", "status", "released"),
    *("conflicted", "province", "kanreg", "due_on", "due_at", "due_zone", "due_term"),
    *CACHED_VALUES,
)
"""Every column that events make."""


class UnknownShapeError(Exception):
    """A stored event has a shape that this release cannot read."""


def state_of(case: Case) -> CaseState:
    """Give the case's state from its events."""
    return replay(event_of(row) for row in case.events.order_by("seq"))


def event_of(row: CaseEvent | EventRow | StoredEvent) -> Event:
    """Read a stored event."""
    if row.shape != SHAPE:
        raise UnknownShapeError(row.shape)
    doubts = doubts_from_json(row.warnings)
    return Event(
        kind=row.kind,
        step=row.step,
        institution=row.institution,
        posting=row.posting,
        happened_on=row.happened_on,
        recorded_at=row.recorded_at,
        basis=tuple(row.basis),
        facts={name: fact_from_json(value) for name, value in row.facts.items()},
        warnings=tuple(doubts),
        doubts=doubts,
        effects=effects_from_json(row.effects),
    )


def row_of(case: Case, seq: int, event: Event) -> CaseEvent:
    """Give an event the form of its row, not yet stored."""
    return fresh(
        CaseEvent,
        case_id=case.id,
        seq=seq,
        shape=SHAPE,
        kind=event.kind,
        step=event.step,
        institution=event.institution,
        posting=event.posting,
        happened_on=event.happened_on,
        recorded_at=event.recorded_at,
        basis=list(event.basis),
        facts={name: fact_to_json(value) for name, value in event.facts.items()},
        warnings=doubts_to_json(event),
        effects=effects_to_json(event.effects),
    )


class Recorded(NamedTuple):
    """A stored event with the state that it made."""

    state: CaseState
    row: CaseEvent


def record(case: Case, before: CaseState, event: Event, law: CaseLaw, *, along: Iterable[Model] = ()) -> Recorded:
    """Store the event with the rows that it names and bring the case's caches up to it.

    A second writer of the same number fails.
    """
    after = evolve(before, event)
    row = row_of(case, after.seq, event)
    store((*along, row))
    project(case, after, law, on=event.happened_on)
    case.save()
    store_clocks(case, before, after)
    store_desks(case, after, law, on=event.happened_on)
    return Recorded(after, row)


def project(case: Case, state: CaseState, law: CaseLaw, *, on: date) -> None:
    """Set the case row's columns from the state; the row is not stored here."""
    stage, place, due = law.process.stage(state.stage), law.place_of(state), state.next_due
    if case.stage_entry != state.stage_entry or not case.stage:
        case.entered_on = on
    case.process, case.matrix, case.discipline = (state.pins[pin] for pin in ("process", "matrix", "discipline"))
    case.seq, case.stage, case.stage_entry = state.seq, stage.id, state.stage_entry
    case.station, case.final, case.status, case.released = stage.station, stage.final, stage.published, state.released
    case.province, case.kanreg = place.province, place.kanreg
    for name in CACHED_VALUES:
        setattr(case, name, state.values.get(name, ""))
    case.instansi = place.instansi
    case.conflicted = law.commons.authority.table.conflicted(state.marks)
    case.due_on = due.due_on if due else None
    case.due_at = due.due_at if due else None
    case.due_zone, case.due_term = (due.zone, due.term) if due else ("", "")


def store_clocks(case: Case, before: CaseState, after: CaseState) -> None:
    """Store the clocks that changed."""
    changed = [clock for term, clock in after.clocks.items() if before.clocks.get(term) != clock]
    if changed:
        Deadline.objects.bulk_create(
            [deadline_of(case, clock) for clock in changed],
            update_conflicts=True,
            unique_fields=["case", "term"],
            update_fields=["started_on", "due_on", "due_at", "zone", "state", "suspended_on", "started_by"],
        )


def deadline_of(case: Case, clock: Clock) -> Deadline:
    """Give a clock the form of its row, not yet stored."""
    return fresh(
        Deadline,
        case_id=case.id,
        term=clock.term,
        started_on=clock.started_on,
        due_on=clock.due_on,
        due_at=clock.due_at,
        zone=clock.zone,
        state=clock.state,
        suspended_on=clock.suspended_on,
        started_by=clock.started_by,
    )


def clock_of(row: Deadline) -> Clock:
    """Read a stored clock."""
    return clock_from_json(
        {
            "term": row.term,
            "started": row.started_on.isoformat(),
            "due": row.due_on.isoformat(),
            "zone": row.zone,
            "state": row.state,
            **({"due_at": row.due_at.isoformat()} if row.due_at else {}),
            **({"suspended": row.suspended_on.isoformat()} if row.suspended_on else {}),
            **({"by": row.started_by} if row.started_by else {}),
        }
    )


def desks_of(case: Case, state: CaseState, law: CaseLaw, *, on: date) -> list[Desk]:
    """Give the desk rows that the state asks for, not yet stored."""
    rows, place = [], law.place_of(state)
    for name in desks(state, law, on):
        due = next_visible(state, law, law.commons.sight_of(name))
        desk = fresh(Desk, case_id=case.id, institution=name, stage=state.stage, since=on, due_on=NO_LIMIT)
        desk.own_staff = law.commons.authority.table.keeps_away(place.instansi_kind) and name == place.instansi
        if due:
            desk.due_on, desk.due_zone, desk.due_term = due.due_on, due.zone, due.term
        rows.append(desk)
    return rows


_STORE_DESKS = """
with gone as (delete from cases_desk where case_id = %s and institution <> all(%s::text[]))
insert into cases_desk (case_id, institution, stage, since, due_on, due_zone, due_term, own_staff)
select %s, institution, %s, %s, due_on, due_zone, due_term, own_staff
from unnest(%s::text[], %s::date[], %s::text[], %s::text[], %s::boolean[])
    as desk (institution, due_on, due_zone, due_term, own_staff)
on conflict (case_id, institution) do update set
    own_staff = excluded.own_staff, stage = excluded.stage, due_on = excluded.due_on, due_zone = excluded.due_zone, due_term = excluded.due_term
"""


def store_desks(case: Case, state: CaseState, law: CaseLaw, *, on: date) -> None:
    """Put the case on the desks it belongs to now and take it off the others, in one statement."""
    rows = desks_of(case, state, law, on=on)
    names = [row.institution for row in rows]
    days, zones, terms = ([getattr(row, name) for row in rows] for name in ("due_on", "due_zone", "due_term"))
    own = [row.own_staff for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(_STORE_DESKS, [case.id, names, case.id, state.stage, on, names, days, zones, terms, own])


def start_of_day(day: date) -> datetime:
    """Give the instant under which an act of the public is recorded: the day, nothing finer."""
    return datetime.combine(day, time(0), UTC)


@dataclass(frozen=True, slots=True)
class Difference:
    """A column of a case that is not what its events make it."""

    ref: str
    column: str
    stored: str
    replayed: str


def differences(case: Case, state: CaseState, law: CaseLaw) -> list[Difference]:
    """Compare the case's stored columns with those that the state which its events make gives them."""
    made = fresh(
        Case, id=case.id, ref=case.ref, stage=case.stage, stage_entry=case.stage_entry, entered_on=case.entered_on
    )
    project(made, state, law, on=case.entered_on)
    return [
        Difference(case.ref, column, str(getattr(case, column)), str(getattr(made, column)))
        for column in COLUMNS
        if getattr(case, column) != getattr(made, column)
    ]
