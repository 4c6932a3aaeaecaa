"""Replays every case and compares: rows, clocks and desks must be what the events make them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from sbt.cases import projection
from sbt.cases.models import Case, CaseEvent, Deadline, Desk
from sbt.rules.case import replay

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from sbt.cases.projection import Difference
    from sbt.rules.book import RuleBook

BATCH = 1000


def check_projection(book: RuleBook, *, progress: Callable[[str], None]) -> Iterator[Difference]:
    """Replay every case against its row, its clocks and its desks; give each difference."""
    checked = 0
    for cases in _batches():
        ids = [case.id for case in cases]
        events = CaseEvent.objects.filter(case__in=ids).order_by("case_id", "seq")
        by_case = {case_id: list(rows) for case_id, rows in groupby(events, key=lambda row: row.case_id)}
        clocks = _grouped(Deadline.objects.filter(case__in=ids))
        desks = _grouped(Desk.objects.filter(case__in=ids))
        for case in cases:
            yield from _check(case, by_case.get(case.id, []), clocks.get(case.id, []), desks.get(case.id, []), book)
        checked += len(cases)
        progress(f"{checked} kasus diputar ulang")


def _check(
    case: Case, events: list[CaseEvent], clocks: list[Deadline], desks: list[Desk], book: RuleBook
) -> Iterator[Difference]:
    state = replay(projection.event_of(row) for row in events)
    law = book.law_for(state.pins)
    yield from projection.differences(case, events, law, state)
    stored = {row.term: projection.clock_of(row) for row in clocks}
    if stored != dict(state.clocks):
        yield projection.Difference(case.ref, "clocks", str(sorted(stored)), str(sorted(state.clocks)))
    last = events[-1].happened_on if events else case.received_on
    wanted = {_said(desk) for desk in projection.desks_of(case, state, law, on=last)}
    have = {_said(desk) for desk in desks}
    if wanted != have:
        yield projection.Difference(case.ref, "desks", str(sorted(have)), str(sorted(wanted)))


def _said(desk: Desk) -> tuple[str, str, date, str, str]:
    return desk.institution, desk.stage, desk.due_on, desk.due_zone, desk.due_term


def _batches() -> Iterator[list[Case]]:
    last = None
    while True:
        rows = Case.objects.order_by("id")
        batch = list((rows.filter(id__gt=last) if last else rows)[:BATCH])
        if not batch:
            return
        yield batch
        last = batch[-1].id


def _grouped[Row: (Deadline, Desk)](rows: Iterable[Row]) -> dict[object, list[Row]]:
    grouped: dict[object, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row.case_id, []).append(row)
    return grouped
