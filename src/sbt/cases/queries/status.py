"""What a reporter may know of his report: stations, dates and limits; nothing of the accused or other reporters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sbt.cases.models import CaseEvent, CaseReport, Content, Deadline
from sbt.cases.projection import clock_of, event_of
from sbt.cases.queries.asked import open_steps, request_of, told_answers
from sbt.intake.models import Report
from sbt.intake.receipt import receipt_hash
from sbt.people.acting import show_receipt
from sbt.people.actor import PUBLIC
from sbt.rules.case import replay
from sbt.rules.mark import Label

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sbt.rulebook.law import Law
    from sbt.rulebook.reference import DisclosureRow
    from sbt.rules.book import CaseLaw
    from sbt.rules.case import CaseState
    from sbt.rules.event import Event
    from sbt.rules.mark import Warrant
    from sbt.rules.process import Step

READER = "pelapor"
RECEIVED = Label("Laporan diterima.", "The report was received.")
TRACKS = {"ethics": "etik", "discipline": "disiplin", "party": "disiplin"}


@dataclass(frozen=True, slots=True)
class StatusEvent:
    """One thing that happened, in the words that the law data gives for the reporter."""

    text: Label
    on: date


@dataclass(frozen=True, slots=True)
class NextLimit:
    """The next limit and whether it is certain."""

    label: Label
    due_on: date
    overdue: bool
    certain: bool
    duty: str


@dataclass(frozen=True, slots=True)
class Result:
    """A result that a disclosure row opens to reporters, said in the law's words."""

    label: Label
    value: Label
    warrant: Warrant


@dataclass(frozen=True, slots=True)
class CaseStatus:
    """One of the cases that the report became, without a word about the accused."""

    number: int
    station: int
    stations: tuple[Label, ...]
    text: Label
    """Where the case stands, in the words that the law has for the reporter."""
    final: bool
    passed: frozenset[int]
    """The stations in which it was; one that ended early has not been in all."""
    results: tuple[Result, ...]
    events: tuple[StatusEvent, ...]
    limit: NextLimit | None
    request: str
    """What the officers ask the reporter to add, in their words; empty while nothing is asked."""
    steps: tuple[Step, ...]
    """What the reporter may do now besides adding evidence."""


@dataclass(frozen=True, slots=True)
class ReporterStatus:
    """All that a receipt opens."""

    report_id: str
    received_on: date
    identity: str
    files: int | None
    """How many files the reporter handed in; None where others' files lie in the same case."""
    cases: tuple[CaseStatus, ...]


def report_of(receipt: str) -> Report | None:
    """Give the report of a receipt; None for every well-formed code that opens nothing."""
    opened = receipt_hash(receipt)
    show_receipt(opened)
    return Report.objects.filter(receipt_hash=opened).first()


def status_of(receipt: str, *, law: Law, now: datetime) -> ReporterStatus | None:
    """Tell the holder of a receipt how his report stands."""
    report = report_of(receipt)
    if report is None:
        return None
    links = list(report.case_links.select_related("case").order_by("id"))
    cases = [link.case for link in links]
    events = list(CaseEvent.objects.filter(case__in=cases).order_by("case", "seq"))
    clocks = list(Deadline.objects.filter(case__in=cases, state="running").order_by("due_on"))
    others = set(CaseReport.objects.filter(case__in=cases).exclude(report=report).values_list("case_id", flat=True))
    statuses = tuple(
        _case_status(
            n,
            [event for event in events if event.case_id == case.id],
            [clock for clock in clocks if clock.case_id == case.id],
            law=law,
            now=now,
            alone=not others,
            withdrawable=case.id not in others,
        )
        for n, case in enumerate(cases, 1)
    )
    own = None if others else cases[0].file_links.filter(from_report=True).count() if cases else 0
    return ReporterStatus(str(report.id), report.received_on, report.identity, own, statuses)


def _case_status(
    number: int,
    events: list[CaseEvent],
    clocks: list[Deadline],
    *,
    law: Law,
    now: datetime,
    alone: bool,
    withdrawable: bool,
) -> CaseStatus:
    """Tell of one case; what the public did is told only where no other reporter can have done it."""
    replayed = [event_of(event) for event in events]
    state = replay(replayed)
    case_law = law.book.law_for(state.pins)
    process = case_law.process
    stage = process.stage(state.stage)
    asked = request_of(state, replayed, case_law, now)
    rows = law.disclosure.open_rows(READER, state)
    opened = {row.item for row in rows}
    said = []
    for event in events:
        if not alone and event.posting == PUBLIC.posting and event.kind != "opened":
            continue
        step = process.step(event.step)
        entrance = process.entrance(event.step) if event.kind == "opened" else None
        if step is not None and step.public.id and (not step.discloses or step.discloses in opened):
            said.append(StatusEvent(step.public, event.happened_on))
        elif entrance is not None:
            said.append(StatusEvent(RECEIVED, event.happened_on))
    return CaseStatus(
        number=number,
        station=stage.station,
        stations=process.stations,
        text=stage.public,
        final=stage.final,
        passed=frozenset(process.stage(to).station for one in replayed if (to := one.effects.to)),
        results=(*_results(rows, state, case_law, law), *_answers(rows, replayed, case_law)),
        events=tuple(said),
        limit=_limit(clocks, case_law, now),
        request=Content.objects.get(id=asked).text if asked else "",
        steps=open_steps(state, case_law, now, alone=withdrawable),
    )


def _results(rows: tuple[DisclosureRow, ...], state: CaseState, case_law: CaseLaw, law: Law) -> Iterator[Result]:
    """Say the results that carry a value; that something happened stands in the events already."""
    labels = {item.id: item.label for item in law.disclosure.items}
    track = TRACKS.get(state.values.get("category", ""), "")
    levels = {level.id: level.label for level in law.employment.levels}
    for row in rows:
        if row.item == "keputusan_jenis_tingkat" and row.track == track and row.detail == "level":
            sanction = case_law.discipline.sanction(state.values.get("sanction", ""))
            if sanction is not None and sanction.level in levels:
                yield Result(labels[row.item], levels[sanction.level], row.warrant)


def _answers(rows: tuple[DisclosureRow, ...], events: list[Event], law: CaseLaw) -> Iterator[Result]:
    """Say the answers that their steps address to the reporter, each with the warrant of the row that opens it."""
    warrants = {row.item: row.warrant for row in rows}
    for told in told_answers(events, law, warrants):
        yield Result(told.label, told.value, warrants[told.item])


def _limit(clocks: list[Deadline], law: CaseLaw, now: datetime) -> NextLimit | None:
    """Give the nearest limit that the law lets reporters know."""
    for clock in clocks:
        term = law.find_term(clock.term)
        if term is None or not term.public:
            continue
        running = clock_of(clock)
        return NextLimit(
            term.label, clock.due_on, running.overdue(now), term.warrant.certain and term.unit_verified, term.duty
        )
    return None
