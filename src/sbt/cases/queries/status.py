"""What a reporter may know of his report: stations, dates and limits; nothing of the accused or other reporters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sbt.cases.models import CaseEvent, Deadline
from sbt.cases.projection import clock_of, event_of
from sbt.intake.models import Report
from sbt.intake.receipt import receipt_hash
from sbt.rules.case import replay

if TYPE_CHECKING:
    from datetime import datetime

    from sbt.cases.models import Case
    from sbt.rules.book import CaseLaw, RuleBook
    from sbt.rules.mark import Label


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
class CaseStatus:
    """One of the cases that the report became, without a word about the accused."""

    number: int
    station: int
    stations: tuple[Label, ...]
    stage: Label
    text: Label
    final: bool
    outcome: str
    events: tuple[StatusEvent, ...]
    limit: NextLimit | None


@dataclass(frozen=True, slots=True)
class ReporterStatus:
    """All that a receipt opens."""

    report_id: str
    received_on: date
    identity: str
    files: int
    cases: tuple[CaseStatus, ...]


def report_of(receipt: str) -> Report | None:
    """Give the report of a receipt; None for every well-formed code that opens nothing."""
    return Report.objects.filter(receipt_hash=receipt_hash(receipt)).first()


def status_of(receipt: str, *, book: RuleBook, now: datetime) -> ReporterStatus | None:
    """Tell the holder of a receipt how his report stands."""
    report = report_of(receipt)
    if report is None:
        return None
    links = list(report.case_links.select_related("case").order_by("id"))
    cases = [link.case for link in links]
    events = list(CaseEvent.objects.filter(case__in=cases).order_by("case", "seq"))
    clocks = list(Deadline.objects.filter(case__in=cases, state="running").order_by("due_on"))
    statuses = tuple(
        _case_status(
            n,
            case,
            [event for event in events if event.case_id == case.id],
            [clock for clock in clocks if clock.case_id == case.id],
            book=book,
            now=now,
        )
        for n, case in enumerate(cases, 1)
    )
    own = cases[0].file_links.filter(from_report=True).count() if cases else 0
    return ReporterStatus(str(report.id), report.received_on, report.identity, own, statuses)


def _case_status(
    number: int, case: Case, events: list[CaseEvent], clocks: list[Deadline], *, book: RuleBook, now: datetime
) -> CaseStatus:
    state = replay(event_of(event) for event in events)
    law = book.law_for(state.pins)
    stage = law.process.stage(state.stage)
    said = []
    for event in events:
        step = law.process.step(event.step)
        entrance = law.process.entrance(event.step)
        text = step.public if step else entrance.label if entrance and event.kind == "opened" else None
        if text is not None and text.id:
            said.append(StatusEvent(text, event.happened_on))
    return CaseStatus(
        number=number,
        station=stage.station,
        stations=law.process.stations,
        stage=stage.label,
        text=stage.public if stage.public.id else stage.label,
        final=stage.final,
        outcome=state.values.get("outcome", ""),
        events=tuple(said),
        limit=_limit(clocks, law, now),
    )


def _limit(clocks: list[Deadline], law: CaseLaw, now: datetime) -> NextLimit | None:
    for clock in clocks:
        try:
            term = law.term(clock.term)
        except KeyError:
            continue
        running = clock_of(clock)
        return NextLimit(
            term.label, clock.due_on, running.overdue(now), term.warrant.certain and term.unit_verified, term.duty
        )
    return None
