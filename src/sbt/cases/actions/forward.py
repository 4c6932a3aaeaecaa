"""Takes in a forwarding (penerusan): an office's plenary result for many persons, accepted or refused as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sbt.cases.actions.open_case import NewCase, open_case
from sbt.cases.actions.receive_report import attach_evidence
from sbt.cases.models import Forwarding, ForwardingLine, Incident
from sbt.intake.actions import ReportInput, report_rows
from sbt.register.actions import named_subject
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from sbt.cases.models import Case
    from sbt.evidence.models import File
    from sbt.intake.actions import AccusedInput
    from sbt.rules.authority import Actor
    from sbt.rules.book import RuleBook
    from sbt.rules.period import Period

ENTRANCE = "penerusan"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineInput:
    """One person of a forwarding; `faults` are what its door found wrong with the line (field -> code)."""

    accused: AccusedInput
    register_number: str
    form: str
    row: str
    act: Period | None
    story: str
    dimension: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardingInput:
    """One letter of an office with all its persons and papers (Form A, study, minutes, evidence)."""

    number: str
    dated_on: date
    plenary_on: date
    lines: tuple[LineInput, ...]
    papers: tuple[File, ...] = ()
    area: str = ""


@dataclass(frozen=True, slots=True)
class ForwardingResult:
    """The forwarding as it was kept, with its lines; `accepted` holds for all or none."""

    forwarding: Forwarding
    lines: tuple[ForwardingLine, ...]

    @property
    def accepted(self) -> bool:
        """Tell whether all persons became cases."""
        return self.forwarding.accepted


def forward(given: ForwardingInput, *, book: RuleBook, actor: Actor, now: datetime) -> ForwardingResult | Refused:
    """Open a case for every line, or none: a refused forwarding is kept with the reason of each line.

    Runs inside `acting`. A refusal of the office's power is returned; faults of lines are not refusals.
    """
    today = local_day(now, actor.zone)
    faults = [_faults(line, given, book, today) for line in given.lines]
    if not given.lines:
        return Refused("lines_missing", "facts", {}, "lines")
    if given.area and not given.area.startswith(actor.area):
        return Refused("area_unknown", "facts", {}, "area")
    if any(faults):
        return _keep(given, [None] * len(given.lines), faults, actor=actor, today=today)
    incident = Incident.objects.create(opened_on=today) if len(given.lines) > 1 else None
    cases: list[Case | None] = []
    for line in given.lines:
        opened = _open(line, given, incident, book=book, actor=actor, now=now)
        if isinstance(opened, Refused):
            return opened
        cases.append(opened)
    attach_evidence([case for case in cases if case is not None], given.papers, from_report=False)
    return _keep(given, cases, faults, actor=actor, today=today)


def _open(
    line: LineInput, given: ForwardingInput, incident: Incident | None, *, book: RuleBook, actor: Actor, now: datetime
) -> Case | Refused:
    if line.act is None:
        return Refused("act_date_missing", "facts", {}, "act")
    area = given.area or actor.area
    election = book.commons.election_of(line.act, area)
    kind = election.kind if election else ""
    row = next(
        (row for m in book.matrices if m.acts.covers(line.act.first) for row in m.rows if row.id == line.row), None
    )
    values = {"row": line.row, "dimension": line.dimension, "result": "memenuhi"}
    values |= {"level": row.level, "category": row.category} if row else {}
    new = NewCase(
        entrance=ENTRANCE,
        form=line.form,
        act=line.act,
        area=area,
        office=actor.institution,
        election=election.id if election else "",
        election_kind="national" if kind == "national" else "regional" if kind else "",
        incident=incident,
        values=values,
    )
    report, *parts = report_rows(
        ReportInput(
            entrance=ENTRANCE,
            channel="petugas",
            form=line.form,
            act=line.act,
            story=line.story,
            accused=(line.accused,),
            election=new.election,
            area=area,
            office=actor.institution,
        ),
        received_on=local_day(now, actor.zone),
        institution=actor.institution,
    )
    subject = named_subject(line.accused)
    return open_case(new, subject, book=book, actor=actor, now=now, report=report, along=(report, *parts))


def _faults(line: LineInput, given: ForwardingInput, book: RuleBook, today: date) -> dict[str, str]:
    faults = dict(line.faults)
    if line.act is None:
        faults.setdefault("act", "date_missing")
    elif line.act.first > today:
        faults.setdefault("act", "date_in_future")
    elif line.act.first > given.plenary_on:
        faults.setdefault("act", "date_after_plenary")
    else:
        matrix = next((m for m in book.matrices if m.acts.covers(line.act.first)), None)
        if matrix is None or matrix.row(line.row) is None:
            faults.setdefault("row", "row_unknown")
        elif line.dimension and line.dimension not in dict(matrix.dimensions):
            faults.setdefault("dimension", "option_unknown")
    who = line.accused
    if not (who.name or who.nip):
        faults.setdefault("name", "accused_missing")
    if not line.register_number:
        faults.setdefault("register_number", "register_number_missing")
    if not line.story.strip():
        faults.setdefault("story", "story_missing")
    return faults


def _keep(
    given: ForwardingInput,
    cases: Sequence[Case | None],
    faults: Sequence[Mapping[str, str]],
    *,
    actor: Actor,
    today: date,
) -> ForwardingResult:
    forwarding = Forwarding.objects.create(
        institution=actor.institution,
        posting=actor.posting,
        number=given.number,
        dated_on=given.dated_on,
        plenary_on=given.plenary_on,
        sent_on=today,
        accepted=not any(faults),
    )
    lines = ForwardingLine.objects.bulk_create(
        [
            ForwardingLine(
                forwarding=forwarding,
                number=n,
                register_number=line.register_number,
                name=line.accused.name,
                case=case,
                faults=[{"field": name, "code": code} for name, code in found.items()],
            )
            for n, (line, case, found) in enumerate(zip(given.lines, cases, faults, strict=True), 1)
        ]
    )
    return ForwardingResult(forwarding, tuple(lines))
