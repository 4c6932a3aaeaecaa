"""Reports of citizens: hand one in, ask how it stands, add evidence. Knows nobody; a receipt is all that opens a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from ninja import Router

from sbt.api import entering, pace, schemas
from sbt.api.answers import shown, written
from sbt.api.callers import citizen
from sbt.api.documents import ReceiptDocument, TakenInDocument
from sbt.api.problems import Problem, language, refusal
from sbt.api.status_documents import (
    CaseStatusDocument,
    LimitDocument,
    OpeningDocument,
    QuestionDocument,
    ResultDocument,
    StatusDocument,
    StatusEventDocument,
)
from sbt.cases.actions import add_evidence, receive_report, take_reporter_step
from sbt.cases.actions.questions import answer_question
from sbt.cases.queries import report_of, status_of
from sbt.cases.queries.openings import openings_told
from sbt.cases.queries.questions import questions_opened
from sbt.intake.checks import Checker
from sbt.intake.receipt import well_formed
from sbt.intake.visitors import READ, REPORT
from sbt.people.acting import reading
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    from sbt.cases.queries.status import CaseStatus
    from sbt.people.acting import Acting

router = Router(tags=["reports"])


@router.post("", response={201: ReceiptDocument}, operation_id="handInReport")
def hand_in(request: HttpRequest, body: schemas.ReportBody) -> HttpResponse:
    """Hand in a report. Needs no token; the receipt in the answer is the only way back to it."""
    pace.hold(request, REPORT)
    caller, checker = citizen(), Checker()
    given = entering.report_input(body, checker, law=caller.law, today=caller.today)

    def change(act: Acting) -> ReceiptDocument | Refused:
        drafts = entering.uploads(body.files, checker, now=caller.now)
        entering.stop_if_faulty(checker)
        files = entering.claimed(drafts, on=caller.today)
        book = caller.law.book
        received = act.settle(receive_report(given, book=book, actor=caller.actor, now=caller.now, files=files))
        if isinstance(received, Refused):
            return received
        return ReceiptDocument(
            receipt=received.receipt, received_on=received.report.received_on, cases=len(received.cases)
        )

    return written(request, caller, change, explained=_explained)


@router.post("/status", response={200: StatusDocument}, operation_id="readReportStatus")
def status(request: HttpRequest, body: schemas.ReceiptBody) -> HttpResponse:
    """Tell the holder of a receipt how his report stands: stations, dates, the next limit."""
    pace.hold(request, READ)
    caller = citizen()
    receipt = _receipt(body.receipt)
    with reading(caller.actor):
        found = status_of(receipt, law=caller.law, now=caller.now)
        asked = questions_opened(found.report_id, receipt) if found else ()
        openings = openings_told(found.report_id, caller.now) if found and found.identity != "anonim" else ()
    if found is None:
        raise _unknown()
    return shown(
        StatusDocument(
            received_on=found.received_on,
            identity=found.identity,
            files=found.files,
            cases=[_case_status(one) for one in found.cases],
            questions=[
                QuestionDocument(
                    id=one.id,
                    institution=one.institution,
                    asked_on=one.asked_on,
                    text=one.text,
                    answered_on=one.answered_on,
                )
                for one in asked
            ],
            openings=[
                OpeningDocument(
                    asked_on=one.asked_on,
                    institution=one.institution,
                    reason=one.reason,
                    basis=one.basis,
                    state=one.state,
                    looked_on=one.looked_on,
                )
                for one in openings
            ],
        )
    )


@router.post("/answers", response={201: TakenInDocument}, operation_id="answerQuestion")
def answer(request: HttpRequest, body: schemas.AnswerBody) -> HttpResponse:
    """Answer a question that the receipt opens."""
    caller, checker = citizen(), Checker()
    receipt = _receipt(body.receipt)
    text = checker.needed(body.text, "text", limit=4000, lines=True)
    entering.stop_if_faulty(checker)

    def change(act: Acting) -> TakenInDocument | Refused:
        report = report_of(receipt)
        if report is None:
            raise _unknown()
        done = act.settle(answer_question(report, receipt, body.question, text, now=caller.now))
        return done if isinstance(done, Refused) else TakenInDocument(files=0, cases=1)

    return written(request, caller, change, explained=_explained)


@router.post("/evidence", response={201: TakenInDocument}, operation_id="addEvidence")
def evidence(request: HttpRequest, body: schemas.EvidenceBody) -> HttpResponse:
    """Add files, or a note with links, or both, to one's own report, for every case of it that is still open."""
    caller, checker = citizen(), Checker()
    receipt = _receipt(body.receipt)
    note = checker.text(body.note, "note", limit=4000, lines=True)
    if not (body.files or note.strip()):
        checker.fault("nothing_given", "files")

    def change(act: Acting) -> TakenInDocument | Refused:
        report = report_of(receipt)
        if report is None:
            raise _unknown()
        drafts = entering.uploads(body.files, checker, now=caller.now)
        entering.stop_if_faulty(checker)
        files = entering.claimed(drafts, on=caller.today)
        book = caller.law.book
        took = act.settle(add_evidence(report, files, note, book=book, actor=caller.actor, now=caller.now))
        if isinstance(took, Refused):
            return took
        if not took:
            return Refused("case_closed", "order", {})
        return TakenInDocument(files=len(files), cases=took)

    return written(request, caller, change, explained=_explained)


@router.post("/steps/{step}", response={201: TakenInDocument}, operation_id="takeReporterStep")
def reporter_step(request: HttpRequest, step: str, body: schemas.ReporterStepBody) -> HttpResponse:
    """Complete one's report, withdraw it or contest its outcome, on one case of it or on each where that is open."""
    caller, checker = citizen(), Checker()
    receipt = _receipt(body.receipt)
    text = checker.text(body.text, "text", limit=4000, lines=True)

    def change(act: Acting) -> TakenInDocument | Refused:
        report = report_of(receipt)
        if report is None:
            raise _unknown()
        drafts = entering.uploads(body.files, checker, now=caller.now)
        entering.stop_if_faulty(checker)
        files = entering.claimed(drafts, on=caller.today)
        book = caller.law.book
        took = act.settle(
            take_reporter_step(
                report, step, text, files, number=body.case, book=book, actor=caller.actor, now=caller.now
            )
        )
        return took if isinstance(took, Refused) else TakenInDocument(files=len(files), cases=took)

    return written(request, caller, change, explained=_explained)


def _receipt(typed: str) -> str:
    if not well_formed(typed):
        checker = Checker()
        checker.fault("receipt_unreadable", "receipt")
        entering.stop_if_faulty(checker)
    return typed


def _unknown() -> Problem:
    return refusal(Refused("receipt_unknown", "unknown", {}))


def _explained(refused: Refused) -> Problem:
    return refusal(refused, commons=citizen().law.book.commons, at="")


def _case_status(found: CaseStatus) -> CaseStatusDocument:
    lang, limit = language(), found.limit
    return CaseStatusDocument(
        number=found.number,
        station=found.station,
        stations=[station.in_language(lang) for station in found.stations],
        text=found.text.in_language(lang),
        final=found.final,
        results=[
            ResultDocument(label=result.label.in_language(lang), value=result.value.in_language(lang))
            for result in found.results
        ],
        events=[StatusEventDocument(text=event.text.in_language(lang), on=event.on) for event in found.events],
        limit=LimitDocument(
            label=limit.label.in_language(lang), due_on=limit.due_on, overdue=limit.overdue, certain=limit.certain
        )
        if limit
        else None,
        request=found.request,
        steps=[step.id for step in found.steps],
    )
