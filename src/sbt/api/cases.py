"""Cases as a posting may read them: lists, the file, what may be done next, what happened, who is meant."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field as Described

from sbt.api import case_documents
from sbt.api.answers import only_parameters, shown
from sbt.api.callers import Bearer, caller_of
from sbt.api.documents import CandidatesDocument, CaseDocument, EventsDocument, MovesDocument, PageDocument
from sbt.api.problems import Field, absent, invalid, language, say
from sbt.api.schemas import Body, Code, Day
from sbt.api.steps import seen_case
from sbt.cases.queries import WorklistFilter, worklist
from sbt.cases.queries.file import case_file
from sbt.cases.queries.register import CaseFilter, is_cursor, register, steps_shown
from sbt.cases.wording import sentence
from sbt.intake.checks import Checker
from sbt.intake.receipt import reference_well_formed
from sbt.people.acting import reading
from sbt.protection.readings import NUMBER, REPORT, note, note_page
from sbt.register.queries import by_nip, candidates
from sbt.rules.deadline import ZONES

if TYPE_CHECKING:
    from sbt.api.callers import Caller
    from sbt.cases.queries.file import CaseFileView

router = Router(tags=["cases"], auth=Bearer())
LARGEST_PAGE = 100


class ListQuery(Body):
    """Which cases, and from where on."""

    desk: Literal["mine", "all"] = Described("mine", description="`mine`: on the institution's desk; `all`: in sight.")
    stage: Code = ""
    status: Code = Described("", description="Published status; with desk=all.")
    form: Code = ""
    q: Annotated[str, Described(max_length=100)] = Described(
        "", description="Beginning of a reference, part of a name."
    )
    overdue: bool = False
    assigned: Literal["", "me"] = Described("", description="`me`: assigned to this posting; with desk=mine.")
    final: bool | None = Described(None, description="Closed or open ones only; with desk=all.")
    received_from: Day | None = None
    received_until: Day | None = None
    changed_after: Day | None = Described(
        None,
        description="Only cases of which you may know an event recorded on this day or later, in your zone; a page"
        " goes on by its cursor as without it; with desk=all.",
    )
    after: Annotated[str, Described(max_length=60)] = Described("", description="`next` of the page before.")
    size: Annotated[int, Described(ge=1, le=LARGEST_PAGE)] = 50


@router.get("", response={200: PageDocument}, operation_id="listCases")
def listed(request: HttpRequest, query: Query[ListQuery]) -> HttpResponse:
    """List cases: those on the desk by their limits, or all in sight with the newest first."""
    only_parameters(request, ListQuery.model_fields)
    caller, checker = caller_of(request), Checker()
    text = checker.text(query.q, "q", limit=100)
    if checker.faults:
        fault = checker.faults[0]
        raise invalid((Field("?q", fault.code, sentence(fault.code, language(), fault.params)),))
    if query.after and not is_cursor(query.after):
        raise invalid((Field("?after", "cursor_unknown", say("cursor_unknown")),))
    return shown(_desk(query, caller, text) if query.desk == "mine" else _all(query, caller, text))


@router.get("/{ref}", response={200: CaseDocument}, operation_id="readCase")
def case(request: HttpRequest, ref: str) -> HttpResponse:
    """Give the file of a case; its ETag is the stage entry that a step names in If-Match."""
    caller = caller_of(request)
    view = _view(ref, caller)
    _note_shown(view, caller)
    return shown(case_documents.case(view, caller), etag=str(view.stage_entry))


@router.get("/{ref}/moves", response={200: MovesDocument}, operation_id="listMoves")
def moves(request: HttpRequest, ref: str) -> HttpResponse:
    """Give the steps of the present stage: which may be taken, with what facts, and why the rest may not."""
    caller = caller_of(request)
    view = _view(ref, caller)
    return shown(case_documents.moves(view, caller), etag=str(view.stage_entry))


@router.get("/{ref}/events", response={200: EventsDocument}, operation_id="listEvents")
def events(request: HttpRequest, ref: str) -> HttpResponse:
    """Give the timeline of a case."""
    caller = caller_of(request)
    view = _view(ref, caller)
    return shown(case_documents.events(view, caller), etag=str(view.stage_entry))


@router.get("/{ref}/candidates", response={200: CandidatesDocument}, operation_id="listCandidates")
def meant(request: HttpRequest, ref: str) -> HttpResponse:
    """Give the register's likeliest persons for the accused as he was named."""
    caller = caller_of(request)
    with reading(caller.actor):
        found = seen_case(ref, caller)
        if not case_documents.may_identify(found, caller):
            raise case_documents.power_missing(found, caller)
        subject = found.subject
        exact = by_nip(subject.nip) if subject.nip else None
        likely = candidates(name=subject.name, instansi=subject.instansi, unit=subject.unit, post=subject.post)
    nips = [one.asn.nip for one in likely] + ([exact.nip] if exact else [])
    note(caller.actor, ref, [NUMBER] if nips else [], law=caller.law, now=caller.now, nips=nips)
    return shown(case_documents.candidates(found.ref, exact, likely))


def _note_shown(view: CaseFileView, caller: Caller) -> None:
    number = view.case.subject.nip
    shown = [NUMBER] * bool(number and view.nip == number)
    shown += [REPORT] * any(report.statement for report in view.reports)
    note_page(caller.actor, view.case.ref, shown, law=caller.law, now=caller.now)


def _view(ref: str, caller: Caller) -> CaseFileView:
    view = None
    if reference_well_formed(ref):
        view = case_file(ref, book=caller.law.book, actor=caller.actor, now=caller.now)
    if view is None:
        raise absent()
    return view


def _desk(query: ListQuery, caller: Caller, text: str) -> PageDocument:
    _fitting(query, {"status", "final", "received_from", "received_until", "changed_after"}, "desk=all")
    wanted = WorklistFilter(
        stage=query.stage,
        form=query.form,
        text=text,
        mine=caller.actor.posting if query.assigned == "me" else "",
        overdue_before=caller.today if query.overdue else None,
    )
    page = worklist(caller.actor, wanted, after=query.after, size=query.size)
    return PageDocument(cases=[case_documents.desk_entry(row, caller) for row in page.rows], next=page.next)


def _all(query: ListQuery, caller: Caller, text: str) -> PageDocument:
    _fitting(query, {"assigned"}, "desk=mine")
    wanted = CaseFilter(
        stage=query.stage,
        status=query.status,
        form=query.form,
        text=text,
        final=query.final,
        received_from=query.received_from,
        received_until=query.received_until,
        overdue_before=caller.today if query.overdue else None,
        changed_from=_midnight(query.changed_after, caller) if query.changed_after else None,
        shown_steps=steps_shown(caller.law.book, caller.law.book.commons.sight(caller.actor.kind)),
    )
    with reading(caller.actor):
        page = register(caller.actor, caller.law.book.commons, wanted, after=query.after, size=query.size)
    return PageDocument(cases=[case_documents.entry(found) for found in page.cases], next=page.next)


def _midnight(day: date, caller: Caller) -> datetime:
    """Give the instant at which the day begins where the posting sits; acts of the public bear one that lies after it."""
    return datetime.combine(day, time(0), ZONES[caller.actor.zone])


def _fitting(query: ListQuery, names: set[str], other: str) -> None:
    strange = sorted(names & query.model_fields_set)
    if strange:
        words = say("parameter_elsewhere", other=other)
        raise invalid(tuple(Field(f"?{name}", "parameter_elsewhere", words) for name in strange))
