"""Replays every case and compares: rows, clocks and desks must be what the events make them."""

from __future__ import annotations

import uuid
from collections import defaultdict
from multiprocessing import get_context
from typing import TYPE_CHECKING, NamedTuple

import orjson
from django.db import connections

from sbt.cases import projection
from sbt.cases.models import Case
from sbt.cases.projection import Difference
from sbt.people.actor import JOBS
from sbt.people.asking import ask, columns, made
from sbt.rules.case import CaseState, replay

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date, datetime

    from sbt.people.asking import Row
    from sbt.rules.book import CaseLaw, RuleBook
    from sbt.rules.deadline import Clock

BATCH = 1000
WAY = "fork"
"""A child begins with the law that its parent has read."""
_CASES = f"""select {columns(Case, "c")} from cases_case as c where c.id between %(first)s and %(last)s"""  # noqa: S608 (names of our own)
_EVENTS = """
select case_id, shape, kind, step, institution, posting, happened_on, recorded_at, basis::text, facts::text,
 warnings::text, effects::text from cases_caseevent where case_id between %(first)s and %(last)s order by case_id, seq
"""
_CLOCKS = """
select case_id, term, started_on, due_on, due_at, zone, state, suspended_on, started_by
from cases_deadline where case_id between %(first)s and %(last)s
"""
_DESKS = """
select case_id, institution, stage, due_on, due_zone, due_term from cases_desk where case_id between %(first)s and %(last)s
"""

type Slice = tuple[uuid.UUID, uuid.UUID]


class StoredEvent(NamedTuple):
    """An event as it is stored."""

    shape: int
    kind: str
    step: str
    institution: str
    posting: str
    happened_on: date
    recorded_at: datetime
    basis: list[str]
    facts: dict[str, object]
    warnings: list[object]
    effects: dict[str, object]


class Checked(NamedTuple):
    """What came of one slice."""

    cases: int
    differences: list[Difference]


def check_projection(book: RuleBook, *, progress: Callable[[str], None], processes: int = 1) -> Iterator[Difference]:
    """Replay every case against its row, its clocks and its desks; give each difference.

    With several processes each has a connection of its own; with one, all is read on the caller's.
    """
    total, checked = Case.objects.count(), 0
    for found in _all_checked(book, _slices(total), processes):
        checked += found.cases
        yield from found.differences
        progress(f"{checked} dari {total} kasus diputar ulang")


def _all_checked(book: RuleBook, slices: list[Slice], processes: int) -> Iterator[Checked]:
    if processes == 1:
        yield from (_check_slice(book, part) for part in slices)
        return
    connections.close_all()
    with get_context(WAY).Pool(processes, _begin, (book,)) as pool:
        yield from pool.imap_unordered(_check_in_child, slices)


class _Child:
    book: RuleBook


def _begin(book: RuleBook) -> None:
    _Child.book = book


def _check_in_child(part: Slice) -> Checked:
    return _check_slice(_Child.book, part)


def _slices(cases: int) -> list[Slice]:
    """Cut the ids, which are random, into equal stretches of about a batch of cases each."""
    count = max(1, cases // BATCH)
    edges = [(2**128 * n) // count for n in range(count)]
    return [
        (uuid.UUID(int=first), uuid.UUID(int=after - 1))
        for first, after in zip(edges, [*edges[1:], 2**128], strict=True)
    ]


def _check_slice(book: RuleBook, part: Slice) -> Checked:
    bounds = {"first": part[0], "last": part[1]}
    cases = [made(Case, row)[0] for row in ask(_CASES, bounds, actor=JOBS)]
    events, clocks, desks = (_by_case(ask(statement, bounds, actor=JOBS)) for statement in (_EVENTS, _CLOCKS, _DESKS))
    differences = [
        difference
        for case in cases
        for difference in _check(case, events[case.id], clocks[case.id], desks[case.id], book)
    ]
    return Checked(len(cases), differences)


def _check(case: Case, events: list[Row], clocks: list[Row], desks: list[Row], book: RuleBook) -> Iterator[Difference]:
    if not events:
        yield Difference(case.ref, "events", "0", "1")
        return
    state = replay(projection.event_of(_event(row)) for row in events)
    law = book.law_for(state.pins)
    yield from projection.differences(case, state, law)
    stored, wanted = set(clocks), {_clock(clock) for clock in state.clocks.values()}
    if stored != wanted:
        yield Difference(case.ref, "clocks", str(sorted(stored - wanted)), str(sorted(wanted - stored)))
    yield from _check_desks(case, state, law, set(desks), on=events[-1][5])


def _check_desks(case: Case, state: CaseState, law: CaseLaw, stored: set[Row], *, on: date) -> Iterator[Difference]:
    wanted: set[Row] = {
        (desk.institution, desk.stage, desk.due_on, desk.due_zone, desk.due_term)
        for desk in projection.desks_of(case, state, law, on=on)
    }
    if stored != wanted:
        yield Difference(case.ref, "desks", str(sorted(stored)), str(sorted(wanted)))


def _event(row: Row) -> StoredEvent:
    return StoredEvent(*row[:7], *(orjson.loads(text) for text in row[7:]))


def _clock(clock: Clock) -> Row:
    return (
        *(clock.term, clock.started_on, clock.due_on, clock.due_at),
        *(clock.zone, clock.state, clock.suspended_on, clock.started_by),
    )


def _by_case(rows: Iterable[Row]) -> dict[uuid.UUID, list[Row]]:
    """Group by the first column."""
    grouped: dict[uuid.UUID, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row[0]].append(row[1:])
    return grouped
