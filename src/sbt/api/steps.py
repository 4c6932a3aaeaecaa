"""Steps on cases: one, or one on many. Reads the facts, asks the action, says why not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from ninja import Router

from sbt.api import schemas
from sbt.api.answers import written
from sbt.api.callers import Bearer, caller_of
from sbt.api.documents import TakenDocument
from sbt.api.facts import FactReader
from sbt.api.problems import Field, Problem, absent, faulty, invalid, language, problem, refusal, say
from sbt.cases.actions import StepInput, confirm_identity, take_step
from sbt.cases.actions.identity import CONFIRM
from sbt.cases.entry import LARGEST, shown_entry
from sbt.cases.queries import case_in_sight
from sbt.cases.queries.file import case_file, number_of
from sbt.intake.checks import Checker
from sbt.intake.receipt import reference_well_formed
from sbt.people.acting import reading
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sbt.api.callers import Caller
    from sbt.cases.actions import Fact
    from sbt.cases.models import Case, CaseEvent
    from sbt.people.acting import Acting
    from sbt.rules.book import CaseLaw
    from sbt.rules.process import Step

router = Router(tags=["cases"], auth=Bearer())
NIP = "nip"
MOST_MEANWHILE = 50
REGISTER = frozenset({"person", "instansi", "employment", "job_level"})
"""Facts of an identity that the register answers for a NIP."""
IF_MATCH = {
    "parameters": [
        {
            "name": "If-Match",
            "in": "header",
            "required": False,
            "schema": {"type": "string"},
            "description": "The ETag of GET on the case; needed for every step but a vote.",
        }
    ]
}


@router.post("/{ref}/steps/{step}", response={201: TakenDocument}, openapi_extra=IF_MATCH, operation_id="takeStep")
def take(request: HttpRequest, ref: str, step: str, body: schemas.StepBody) -> HttpResponse:
    """Take a step on the case, in the state that If-Match names."""
    caller = caller_of(request)

    def change(act: Acting) -> TakenDocument | Refused:
        case = seen_case(ref, caller)
        law = law_of(case, caller)
        known = law.process.step(step)
        if known is None:
            return Refused("step_unknown", "unknown", {"step": step[:60]})
        entry = _stage_entry(request, known)
        event = act.settle(_taken(case, known, body, entry, law, caller), action=step, ref=case.ref)
        return event if isinstance(event, Refused) else taken_document(event, caller)

    def explained(refused: Refused) -> Problem:
        return explain_step(refused, ref, caller)

    return written(request, caller, change, explained=explained)


def seen_case(ref: str, caller: Caller) -> Case:
    """Give the case in sight; absent and out of sight are the same."""
    case = case_in_sight(ref, caller.actor, caller.law.book.commons) if reference_well_formed(ref) else None
    if case is None:
        raise absent()
    return case


def law_of(case: Case, caller: Caller) -> CaseLaw:
    """Give the law that the case has pinned."""
    pins = {"process": case.process, "matrix": case.matrix, "discipline": case.discipline}
    return caller.law.book.law_for(pins)


def read_facts(
    step: Step, given: Mapping[str, object], law: CaseLaw, caller: Caller, checker: Checker
) -> dict[str, Fact]:
    """Give the facts as the action takes them; what is wrong is noted."""
    reader = FactReader(step, law, caller.law, caller.actor.institution, checker)
    return reader.read(given)


def taken_document(event: CaseEvent, caller: Caller) -> TakenDocument:
    """Say what was done and where the case lies now."""
    case, sight = event.case, caller.law.book.commons.sight_for(caller.actor)
    return TakenDocument(
        ref=case.ref,
        seq=number_of(event, law_of(case, caller), sight),
        step=event.step,
        happened_on=event.happened_on,
        stage=case.stage,
        stage_entry=shown_entry(case.id, case.stage_entry, sight),
        final=case.final,
    )


def explain_step(refused: Refused, ref: str, caller: Caller) -> Problem:
    """Make the problem of a refused step; where the case has changed, say what happened meanwhile."""
    with reading(caller.actor):
        case = case_in_sight(ref, caller.actor, caller.law.book.commons)
        law = law_of(case, caller) if case else None
    view = None
    if refused.kind == "stale":
        view = case_file(ref, book=caller.law.book, actor=caller.actor, now=caller.now)
    if view is None:
        return refusal(refused, law=law, commons=caller.law.book.commons)
    seen, lang = int(refused.params.get("seen", "0")), language()
    meanwhile = [
        {
            "seq": one.number,
            "step": one.event.step,
            "label": one.step.label.in_language(lang) if one.step else one.event.step,
            "institution": one.event.institution,
            "happened_on": one.event.happened_on.isoformat(),
        }
        for one in view.events
        if one.seq > seen
    ][:MOST_MEANWHILE]
    return refusal(refused, law=law, stage=view.state.stage, stage_entry=view.stage_entry, meanwhile=meanwhile)


def _taken(
    case: Case, step: Step, body: schemas.StepBody, entry: int | None, law: CaseLaw, caller: Caller
) -> CaseEvent | Refused:
    given, checker = dict(body.facts), Checker()
    digits = _nip(given, checker) if step.id == CONFIRM else ""
    asked = replace(step, facts=tuple(fact for fact in step.facts if fact.name not in REGISTER)) if digits else step
    facts = read_facts(asked, given, law, caller, checker)
    stated = StepInput(step=step.id, facts=facts, stage_entry=entry, accepts=frozenset(body.accepts))
    book, actor, now = caller.law.book, caller.actor, caller.now
    if checker.faults:
        deeper = take_step(case.ref, stated, book=book, actor=actor, now=now)
        if isinstance(deeper, Refused) and deeper.kind in ("power", "order", "stale"):
            return deeper
        raise faulty(checker.faults)
    if digits:
        return confirm_identity(case.ref, digits, stated, book=book, actor=actor, now=now)
    return take_step(case.ref, stated, book=book, actor=actor, now=now)


def _nip(given: dict[str, object], checker: Checker) -> str:
    """Take the NIP out of the facts: who the person is then follows from the register."""
    typed = given.pop(NIP, None)
    return checker.number(typed, "nip", "facts", NIP) if isinstance(typed, str) else ""


def _stage_entry(request: HttpRequest, step: Step) -> int | None:
    given = request.headers.get("If-Match", "").strip()
    if not given:
        if step.kind == "vote":
            return None
        raise problem(428, "if_match_missing", Field("If-Match", "if_match_missing", say("if_match_missing")))
    text = given.removeprefix("W/").strip('"')
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST))):
        raise invalid((Field("If-Match", "if_match_malformed", say("if_match_malformed")),))
    return int(text)
