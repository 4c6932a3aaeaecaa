"""Many persons or many cases at once: accepted as a whole, or refused as a whole with a line for each fault."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from ninja import Body as FromBody
from ninja import Router

from sbt.api import schemas
from sbt.api.answers import written
from sbt.api.callers import Bearer, caller_of
from sbt.api.documents import BatchDocument, LineDocument
from sbt.api.entering import accused_input, stop_if_faulty
from sbt.api.findings import institution_files
from sbt.api.problems import Field, Problem, language, problem, refusal
from sbt.api.steps import explain_step, law_of, read_facts, seen_case, taken_document
from sbt.cases.actions import ForwardingInput, LineInput, StepInput, forward, take_steps
from sbt.cases.wording import sentence
from sbt.intake import checks
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    from sbt.api.callers import Caller
    from sbt.cases.actions import ForwardingResult
    from sbt.people.acting import Acting

router = Router(tags=["batches"], auth=Bearer())


@router.post("", response={201: BatchDocument}, operation_id="sendBatch")
def send(request: HttpRequest, body: FromBody[schemas.Batch]) -> HttpResponse:
    """Hand in a forwarding for many persons, or take one step on many look-alike cases."""
    caller = caller_of(request)
    if isinstance(body, schemas.StepsBatch):
        return _steps(request, body, caller)
    return _forwarding(request, body, caller)


def _steps(request: HttpRequest, body: schemas.StepsBatch, caller: Caller) -> HttpResponse:
    def change(act: Acting) -> BatchDocument | Refused:
        cases = [seen_case(entry.ref, caller) for entry in body.cases]
        checker = checks.Checker()
        law = law_of(cases[0], caller)
        step = law.process.step(body.step)
        if step is None:
            return Refused("step_unknown", "unknown", {"step": body.step})
        facts = read_facts(step, body.facts, law, caller, checker)
        stop_if_faulty(checker)
        given = StepInput(step=body.step, facts=facts, accepts=frozenset(body.accepts))
        entries = {entry.ref: entry.stage_entry for entry in body.cases}
        book = caller.law.book
        outcome = take_steps(entries, given, book=book, actor=caller.actor, now=caller.now)
        events = act.settle(outcome, action=body.step)
        if isinstance(events, Refused):
            return events
        return BatchDocument(kind="steps", taken=[taken_document(event, caller) for event in events])

    def explained(refused: Refused) -> Problem:
        ref = refused.params.get("ref", "")
        found = explain_step(refused, ref, caller)
        if ref:
            place = next((n for n, entry in enumerate(body.cases) if entry.ref == ref), 0)
            found.fields = (*found.fields, Field(f"/cases/{place}", found.code, found.detail))
        return found

    return written(request, caller, change, explained=explained)


def _forwarding(request: HttpRequest, body: schemas.ForwardingBatch, caller: Caller) -> HttpResponse:
    def change(act: Acting) -> BatchDocument | Refused | Problem:
        given = _forwarding_input(body, caller)
        outcome = forward(given, book=caller.law.book, actor=caller.actor, now=caller.now)
        result = act.settle(outcome, action=body.kind)
        if isinstance(result, Refused):
            return result
        if not result.accepted:
            return _refused_lines(result)
        return BatchDocument(
            kind="forwarding",
            forwarding=str(result.forwarding.id),
            lines=[
                LineDocument(
                    number=line.number, register_number=line.register_number, ref=line.case.ref if line.case else ""
                )
                for line in result.lines
            ],
        )

    def explained(refused: Refused) -> Problem:
        return refusal(refused, commons=caller.law.book.commons, at="")

    return written(request, caller, change, explained=explained)


def _forwarding_input(body: schemas.ForwardingBatch, caller: Caller) -> ForwardingInput:
    checker = checks.Checker()
    if body.dated_on > caller.today:
        checker.fault("date_in_future", "dated_on")
    if body.plenary_on > body.dated_on:
        checker.fault("plenary_after_letter", "plenary_on")
    number = checker.needed(body.number, "number", limit=120)
    checks.check_area(body.area, caller.law, checker)
    papers = institution_files(body.papers, caller.actor.institution, checker, "papers")
    stop_if_faulty(checker)
    return ForwardingInput(
        number=number,
        dated_on=body.dated_on,
        plenary_on=body.plenary_on,
        area=body.area,
        papers=tuple(papers),
        lines=tuple(_line(line, caller) for line in body.lines),
    )


def _line(body: schemas.LineBody, caller: Caller) -> LineInput:
    checker = checks.Checker()
    act = checks.period(body.act.on, body.act.until, body.act.precision, today=caller.today, checker=checker)
    line = LineInput(
        accused=checks.check_accused(accused_input(body.accused), "accused", law=caller.law, checker=checker),
        register_number=checker.needed(
            body.register_number, "register_number", limit=120, code="register_number_missing"
        ),
        form=body.form,
        row=body.row,
        act=act,
        story=checker.needed(body.story, "story", limit=checks.STORY, code="story_missing", lines=True),
        dimension=body.dimension,
    )
    checks.check_act(body.form, act, law=caller.law, today=caller.today, checker=checker)
    return replace(line, faults={"/".join(str(part) for part in fault.at): fault.code for fault in checker.faults})


def _refused_lines(result: ForwardingResult) -> Problem:
    lang = language()
    fields = tuple(
        Field(f"/lines/{line.number - 1}/{fault['field']}", fault["code"], sentence(fault["code"], lang))
        for line in result.lines
        for fault in line.faults
    )
    count = sum(bool(line.faults) for line in result.lines)
    return problem(422, "batch_refused", *fields, count=count)
