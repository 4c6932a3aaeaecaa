"""From the body of a report to what the action takes, all faults named at once; and the files that it claims."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sbt.api.problems import faulty
from sbt.intake import checks
from sbt.intake.actions import AccusedInput, ReporterInput, ReportInput
from sbt.intake.draft import Draft, discard_draft, open_draft
from sbt.intake.handing_in import draft_files_as_evidence
from sbt.intake.identity import SealedReporter, read_sealed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sbt.api.schemas import AccusedBody, ReportBody, ReporterBody
    from sbt.evidence.models import File
    from sbt.rulebook.law import Law

ENTRANCE, CHANNEL = "laporan", "api"


def report_input(
    body: ReportBody,
    checker: checks.Checker,
    *,
    law: Law,
    today: date,
    entrance: str = ENTRANCE,
    channel: str = CHANNEL,
) -> ReportInput:
    """Give the report as the action takes it; what is wrong is noted with the checker."""
    period = checks.period(body.act.on, body.act.until, body.act.precision, today=today, checker=checker)
    reporter = body.reporter
    given = ReportInput(
        entrance=entrance,
        channel=channel,
        form=body.form,
        act=period,
        story=body.story,
        accused=tuple(accused_input(one) for one in body.accused),
        known_on=body.known_on,
        election=body.election,
        area=body.area,
        place=body.place,
        links=tuple(body.links),
        witnesses=tuple(body.witnesses),
        reporter=ReporterInput(
            name=reporter.name,
            address=reporter.address,
            phone=reporter.phone,
            email=reporter.email,
            signed=reporter.signed,
            choice=reporter.choice,
        )
        if reporter and not reporter.sealed
        else None,
        sealed=_sealed(reporter, checker) if reporter and reporter.sealed else None,
    )
    return checks.check_report(given, law=law, today=today, checker=checker)


def _sealed(body: ReporterBody, checker: checks.Checker) -> SealedReporter | None:
    sealed = read_sealed(body.sealed.model_dump()) if body.sealed else None
    if sealed is None:
        checker.fault("seal_unreadable", "reporter", "sealed")
    return sealed


def accused_input(body: AccusedBody) -> AccusedInput:
    """Give the accused as the action takes him."""
    return AccusedInput(
        name=body.name,
        named_office=body.named_office,
        unit=body.unit,
        post=body.post,
        nip=body.nip,
        nik=body.nik,
        account=body.account,
        instansi=body.instansi,
    )


def uploads(handles: Sequence[str], checker: checks.Checker, *, now: datetime) -> list[Draft]:
    """Open the uploads of a citizen by the handles that only he knows; an unknown or used one is noted."""
    found = []
    for n, handle in enumerate(handles):
        draft = open_draft(handle, now=now) if handle not in handles[:n] else None
        if draft is None or not draft.files:
            checker.fault("file_unknown", "files", n)
        else:
            found.append(draft)
    return found


def claimed(drafts: Sequence[Draft], *, on: date) -> list[File]:
    """Take the uploads over as evidence and let the handles open nothing any more."""
    files = [file for draft in drafts for file in draft_files_as_evidence(draft, on=on)]
    for draft in drafts:
        discard_draft(draft)
    return files


def stop_if_faulty(checker: checks.Checker) -> None:
    """Refuse an input with faults."""
    if checker.faults:
        raise faulty(checker.faults)
