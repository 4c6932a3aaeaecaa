"""The law in force, for everybody: regimes, violations, sanctions, calendars, limits counted day by day, institutions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field as Described

from sbt.api import law_documents as out
from sbt.api.answers import only_parameters, shown
from sbt.api.callers import citizen
from sbt.api.documents import Named
from sbt.api.law_reading import regime_document, row_document, term_document, warrant_document
from sbt.api.problems import Field, Problem, absent, faulty, invalid, language, say
from sbt.api.schemas import Body, Code, Day
from sbt.cases.wording import sentence
from sbt.intake.checks import Checker
from sbt.rules.calendar import YearNotPublishedError
from sbt.rules.deadline import explain
from sbt.rules.discipline import choices
from sbt.rules.matrix import classify
from sbt.rules.period import Period

if TYPE_CHECKING:
    from sbt.api.callers import Caller
    from sbt.rules.book import CaseLaw, Institution

router = Router(tags=["law"])
institutions_router = Router(tags=["law"])
PARTS = ("regimes", "violations", "sanctions", "calendar", "deadlines")
LARGEST_PAGE = 200
EARLIEST, LATEST = 2000, 2100


class ActQuery(Body):
    """The day of the act, today unless said, and what else narrows the answer."""

    act_on: Day | None = None
    form: Code = ""
    area: Code = ""
    election: Code = ""


class SanctionQuery(Body):
    """The day of the act, and the row and employment to judge for."""

    act_on: Day | None = None
    row: Code = ""
    employment: Code = ""


class CountQuery(Body):
    """From which day to count, and for which area's offices."""

    start: Day
    area: Code = ""


class InstitutionQuery(Body):
    """Which institutions, and from where on."""

    kind: Code = ""
    area: Code = ""
    q: Annotated[str, Described(max_length=100)] = ""
    after: Code = ""
    size: Annotated[int, Described(ge=1, le=LARGEST_PAGE)] = 100


@router.get("", response={200: out.LawDocument}, operation_id="readLaw")
def index(request: HttpRequest) -> HttpResponse:
    """Name the law in force and its parts."""
    return shown(out.LawDocument(digest=citizen().law.digest, parts=[f"{request.path}/{part}" for part in PARTS]))


@router.get("/regimes", response={200: out.RegimesDocument}, operation_id="listRegimes")
def regimes(request: HttpRequest) -> HttpResponse:
    """Give every regime with its entrances, stages and steps."""
    law = citizen().law
    return shown(out.RegimesDocument(regimes=[regime_document(process, law) for process in law.book.processes]))


@router.get("/violations", response={200: out.ViolationsDocument}, operation_id="listViolations")
def violations(request: HttpRequest, query: Query[ActQuery]) -> HttpResponse:
    """Give the rows of the matrix for acts of a day, those first that fit the form."""
    only_parameters(request, ActQuery.model_fields)
    caller = citizen()
    act_on, law = _law_of_act(query.act_on, caller)
    commons, act = caller.law.book.commons, Period(act_on, act_on)
    election = commons.elections.get(query.election) or commons.election_of(act, query.area)
    fittings = classify(
        law.matrix,
        form=query.form,
        act=act,
        determination=election.determined_on(area=query.area) if election else None,
        campaign=election.campaign() if election else None,
    )
    forms = caller.law.matrices[law.matrix.digest].forms
    return shown(
        out.ViolationsDocument(
            matrix=law.matrix.id,
            label=law.matrix.label.in_language(language()),
            act_on=act_on,
            forms=[Named(id=form.id, label=form.label.in_language(language())) for form in forms],
            rows=[row_document(fitting, caller.law) for fitting in fittings],
        )
    )


@router.get("/sanctions", response={200: out.SanctionsDocument}, operation_id="listSanctions")
def sanctions(request: HttpRequest, query: Query[SanctionQuery]) -> HttpResponse:
    """Give the sanctions for acts of a day, and which of them a row allows for a kind of employment."""
    only_parameters(request, SanctionQuery.model_fields)
    caller = citizen()
    act_on, law = _law_of_act(query.act_on, caller)
    row = law.matrix.row(query.row)
    if query.row and row is None:
        raise invalid((Field("?row", "row_unknown", sentence("row_unknown", language())),))
    judged = (
        {
            choice.sanction.id: choice
            for choice in choices(law.discipline, row, employment=query.employment, on=caller.today)
        }
        if row
        else {}
    )
    return shown(
        out.SanctionsDocument(
            discipline=law.discipline.id,
            label=law.discipline.label.in_language(language()),
            act_on=act_on,
            sanctions=[
                out.SanctionDocument(
                    id=sanction.id,
                    level=sanction.level,
                    label=sanction.label.in_language(language()),
                    employment=sorted(sanction.employment),
                    ends_employment=sanction.ends_employment,
                    lawful=judged[sanction.id].lawful if sanction.id in judged else None,
                    reason=judged[sanction.id].reason if sanction.id in judged else "",
                    warrant=warrant_document(sanction.warrant, caller.law),
                )
                for sanction in law.discipline.sanctions
            ],
        )
    )


@router.get("/calendar/{year}", response={200: out.CalendarDocument}, operation_id="readCalendar")
def calendar(request: HttpRequest, year: str) -> HttpResponse:
    """Give the closed days of a year; 404 for a year that is not published."""
    law = citizen().law
    wanted = int(year) if len(year) == len("2024") and year.isascii() and year.isdigit() else 0
    if wanted not in law.book.commons.calendar.years:
        raise absent()
    days = [
        out.HolidayDocument(
            on=day.day,
            name=day.name,
            kind=day.kind,
            closes=day.closes,
            estimated=day.estimated,
            areas=sorted(day.areas),
        )
        for day in law.calendar_days
        if day.day.year == wanted
    ]
    return shown(out.CalendarDocument(year=wanted, days=days))


@router.get("/deadlines", response={200: out.TermsDocument}, operation_id="listDeadlines")
def deadlines(request: HttpRequest) -> HttpResponse:
    """Give every time limit with its citation."""
    law = citizen().law
    return shown(out.TermsDocument(terms=[term_document(term, law) for term in law.terms.values()]))


@router.get("/deadlines/{term}", response={200: out.ExplainedDocument}, operation_id="explainDeadline")
def deadline(request: HttpRequest, term: str, query: Query[CountQuery]) -> HttpResponse:
    """Count a time limit from a day and show which days count."""
    only_parameters(request, CountQuery.model_fields)
    law = citizen().law
    known = law.terms.get(term)
    if known is None:
        raise absent()
    if not EARLIEST <= query.start.year <= LATEST:
        raise invalid((Field("?start", "date_too_old", sentence("date_too_old", language())),))
    try:
        days = explain(known, query.start, law.book.commons.calendar, query.area)
    except YearNotPublishedError as error:
        raise _no_calendar(int(error.args[0])) from None
    return shown(
        out.ExplainedDocument(
            term=term_document(known, law),
            start=query.start,
            area=query.area,
            due_on=days[-1][0],
            days=[out.CountedDayDocument(on=day, counts=counts) for day, counts in days],
        )
    )


@institutions_router.get("", response={200: out.InstitutionsDocument}, operation_id="listInstitutions")
def institutions(request: HttpRequest, query: Query[InstitutionQuery]) -> HttpResponse:
    """Give institutions by kind, area or part of a name, in pages in the order of their ids."""
    only_parameters(request, InstitutionQuery.model_fields)
    caller = citizen()
    wanted = " ".join(query.q.lower().split())
    fitting = sorted(
        (
            known
            for known in caller.law.book.commons.institutions.values()
            if (not query.kind or known.kind == query.kind)
            and (not query.area or known.area == query.area)
            and (not wanted or wanted in f"{known.name.id} {known.name.en} {known.short}".lower())
            and known.id > query.after
        ),
        key=lambda known: known.id,
    )
    page = fitting[: query.size]
    return shown(
        out.InstitutionsDocument(
            institutions=[_institution(known, caller) for known in page],
            next=page[-1].id if len(fitting) > query.size else "",
        )
    )


def _institution(known: Institution, caller: Caller) -> out.InstitutionDocument:
    return out.InstitutionDocument(
        id=known.id,
        kind=known.kind,
        name=known.name.in_language(language()),
        short=known.short,
        area=known.area,
        zone=known.zone,
        since=known.span.start,
        until=known.span.until,
        may_be_accused=known.kind in caller.law.accused_kinds,
        verified=known.warrant.verified,
    )


def _law_of_act(act_on: date | None, caller: Caller) -> tuple[date, CaseLaw]:
    day = act_on or caller.today
    try:
        pins = caller.law.book.pins_for(received=max(day, caller.today), act=day)
    except LookupError:
        checker = Checker()
        checker.fault("no_law_for_date", "act_on", act=day.isoformat(), received=caller.today.isoformat())
        raise faulty(checker.faults) from None
    return day, caller.law.book.law_for(pins)


def _no_calendar(year: int) -> Problem:
    words = sentence("calendar_not_published", language(), {"year": year})
    found = invalid((Field("?start", "calendar_not_published", words),))
    found.code, found.detail = "calendar_not_published", say("invalid_input", count=1)
    return found
