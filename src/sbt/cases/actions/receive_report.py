"""Receives a report: one report, one case for each person it names, all or nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sbt.cases.actions.open_case import NewCase, open_case
from sbt.cases.actions.take_step import Fact, StepInput, take_step
from sbt.cases.models import CaseFile, Incident
from sbt.intake.actions import report_rows
from sbt.intake.identity import sealed_report
from sbt.intake.receipt import new_receipt
from sbt.people.acting import as_clerk
from sbt.people.actor import PUBLIC
from sbt.register.actions import named_subject
from sbt.rulebook.current import law
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import Model

    from sbt.cases.models import Case
    from sbt.evidence.models import File
    from sbt.intake.actions import ReportInput
    from sbt.intake.models import Report
    from sbt.rules.authority import Actor
    from sbt.rules.book import RuleBook

ADD_EVIDENCE = "tambah_bukti"


@dataclass(frozen=True, slots=True)
class Received:
    """A report that was received: the receipt for a citizen (shown once), the cases for an officer."""

    receipt: str
    report: Report
    cases: tuple[Case, ...]


def receive_report(
    given: ReportInput, *, book: RuleBook, actor: Actor, now: datetime, files: Sequence[File] = ()
) -> Received | Refused:
    """File a report and open a case for each accused; a citizen's report gets a receipt."""
    if not given.accused:
        return Refused("accused_missing", "facts", {}, "accused")
    today = local_day(now, actor.zone)
    commons = book.commons
    if not given.office:
        given = replace(given, office=commons.office_of(given.area))
    if given.reporter is not None or given.sealed is not None:
        sealed = sealed_report(given, custody=law().custody, on=today)
        if isinstance(sealed, Refused):
            return sealed
        given = sealed
    election = commons.elections.get(given.election) or commons.election_of(given.act, given.area)
    kind = election.kind if election else ""
    public = actor.posting == PUBLIC.posting
    receipt = new_receipt() if public else ""
    institution = "" if public else actor.institution
    given = replace(given, election=election.id if election else "")
    report, *parts = report_rows(given, received_on=today, institution=institution, receipt=receipt)
    incident = Incident(opened_on=today) if len(given.accused) > 1 else None
    along: Sequence[Model] = (report, *parts, *([incident] if incident else []))
    new = NewCase(
        entrance=given.entrance,
        form=given.form,
        act=given.act,
        area=given.area,
        office=given.office,
        election=given.election,
        election_kind="national" if kind == "national" else "regional" if kind else "",
        incident=incident,
        values={"identity": report.identity},
    )
    cases = []
    for person in given.accused:
        subject = named_subject(person)
        case = open_case(new, subject, book=book, actor=actor, now=now, report=report, along=along)
        if isinstance(case, Refused):
            return case
        cases.append(case)
        along = ()
    if files:
        with as_clerk():
            attach_evidence(cases, files)
    return Received(receipt, report, tuple(cases))


def add_evidence(
    report: Report, files: Sequence[File], note: str = "", *, book: RuleBook, actor: Actor, now: datetime
) -> int | Refused:
    """Add files or a note to every open case that rests on the report, as an event of each; give how many took them."""
    facts: dict[str, Fact] = {**({"files": tuple(files)} if files else {}), **({"note": note} if note else {})}
    cases = [
        link.case for link in report.case_links.select_related("case").order_by("case__ref") if not link.case.final
    ]
    for case in cases:
        outcome = take_step(case.ref, StepInput(step=ADD_EVIDENCE, facts=facts), book=book, actor=actor, now=now)
        if isinstance(outcome, Refused):
            return outcome
    return len(cases)


def attach_evidence(cases: Sequence[Case], files: Sequence[File], *, from_report: bool = True) -> None:
    """Number the files of each case on from those it has; one round trip for all of them."""
    if not files:
        return
    rows = []
    for case in cases:
        last = case.file_links.count()
        rows += [
            CaseFile(case=case, file=file, number=last + n, title=f"Bukti {last + n}", from_report=from_report)
            for n, file in enumerate(files, 1)
        ]
    CaseFile.objects.bulk_create(rows)
