"""From what the queries read to what this door gives out, in the caller's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sbt.api.documents import (
    CandidateDocument,
    CandidatesDocument,
    CaseDocument,
    CaseFileDocument,
    ClockDocument,
    DecisionDocument,
    DoubtDocument,
    EntryDocument,
    EventDocument,
    EventsDocument,
    FieldDocument,
    LetterDocument,
    LinkedDocument,
    MoveDocument,
    MovesDocument,
    Named,
    ReportDocument,
    ReporterDocument,
    SubjectDocument,
)
from sbt.api.problems import Problem, language, refusal
from sbt.api.steps import law_of
from sbt.cases.actions.identity import CONFIRM
from sbt.cases.choices import MANY, options_of
from sbt.cases.wording import explain
from sbt.rules.event import Ref
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sbt.api.callers import Caller
    from sbt.cases.models import Case
    from sbt.cases.queries import DeskRow
    from sbt.cases.queries.decisions import DecisionView
    from sbt.cases.queries.file import CaseFileView, FileEvent
    from sbt.cases.queries.file_rows import ReportRow
    from sbt.cases.queries.register import ListedCase
    from sbt.register.models import Asn
    from sbt.register.queries import Candidate
    from sbt.rules.authority import Verdict
    from sbt.rules.deadline import Clock
    from sbt.rules.decide import Move
    from sbt.rules.event import FactValue
    from sbt.rules.process import FactField


def reads(caller: Caller, group: str) -> bool:
    """Tell whether the table of powers opens the group of fields to the caller."""
    commons = caller.law.book.commons
    return commons.shows(commons.sight_for(caller.actor), group)


def desk_entry(row: DeskRow, caller: Caller) -> EntryDocument:
    """Give a line of the work list."""
    return EntryDocument(
        ref=row.ref,
        name=row.name,
        unit=row.unit,
        form=row.form,
        stage=row.stage,
        instansi=row.instansi,
        received_on=row.received_on if reads(caller, "hari_diterima") else None,
        due_on=row.due_on,
        due_zone=row.due_zone,
        due_term=row.due_term,
        assigned=row.assigned,
    )


def entry(listed: ListedCase) -> EntryDocument:
    """Give a case in sight as a line."""
    found = listed.case
    return EntryDocument(
        ref=found.ref,
        name=found.subject.shown_name,
        unit=found.subject.unit,
        form=found.form,
        stage=found.stage,
        instansi=found.instansi,
        received_on=listed.received_on,
        due_on=listed.due_on,
        due_zone=listed.due_zone,
        due_term=listed.due_term,
        assigned=found.colleague,
    )


def case(view: CaseFileView, caller: Caller) -> CaseDocument:
    """Give the file of a case."""
    found, state, process = view.case, view.state, view.law.process
    stage, early = process.stage(state.stage), reads(caller, "riwayat_awal")
    return CaseDocument(
        ref=found.ref,
        stage=Named(id=stage.id, label=stage.label.in_language(language())),
        station=stage.station,
        stage_entry=view.stage_entry,
        final=stage.final,
        regime=process.id,
        received_on=found.received_on if reads(caller, "hari_diterima") else None,
        act_from=found.act_from,
        act_to=found.act_to,
        act_precision=found.act_precision,
        area=found.area,
        office=found.office,
        instansi=found.instansi,
        values=dict(view.values),
        marks=sorted(state.marks) if early else [],
        votes=dict(state.votes) if early else {},
        pins=dict(state.pins),
        subject=_subject(view),
        desks=list(view.desks),
        clocks=[_clock(clock, view, caller) for clock in view.clocks],
        files=[
            CaseFileDocument(
                id=str(link.file_id),
                number=link.number,
                title=link.title,
                kind=link.kind,
                media_type=link.media_type,
                size=link.size,
                sha256=link.sha256,
                from_report=link.from_report,
                state=link.state,
            )
            for link in view.files
        ],
        letters=[
            LetterDocument(
                number=link.number,
                dated_on=link.dated_on,
                kind=link.kind,
                sender=link.sender,
                addressee=link.addressee,
                acknowledged_on=link.acknowledged_on,
            )
            for link in view.letters
        ],
        decisions=[_decision(one) for one in view.decisions],
        reports=[_report(report) for report in view.reports],
        linked=[LinkedDocument(ref=other.ref, name=other.name, stage=other.stage) for other in view.linked],
    )


def _decision(found: DecisionView) -> DecisionDocument:
    made, recorded = found.decision, found.recorded
    return DecisionDocument(
        number=made.number,
        dated_on=made.dated_on,
        institution=made.institution,
        signer=made.signer,
        capacity=str(recorded.event.facts.get("capacity", "")) if recorded else "",
        sanction=made.sanction,
        recorded_by=recorded.officer if recorded else "",
        confirmed_by=found.confirmed.officer if found.confirmed else "",
        also_closes=[LinkedDocument(ref=other.ref, name=other.name, stage=other.stage) for other in made.also],
    )


def moves(view: CaseFileView, caller: Caller) -> MovesDocument:
    """Give the steps of the present stage."""
    return MovesDocument(
        ref=view.case.ref,
        stage_entry=view.stage_entry,
        moves=[_move(move, view, caller) for move in view.moves],
    )


def events(view: CaseFileView, caller: Caller) -> EventsDocument:
    """Give the timeline."""
    return EventsDocument(ref=view.case.ref, events=[_event(event, view, caller) for event in view.events])


def candidates(ref: str, exact: Asn | None, likely: Sequence[Candidate]) -> CandidatesDocument:
    """Give the register's persons; the one whose NIP was stated stands first."""
    listed = [_candidate(exact, 100, ("nip",))] if exact else []
    listed += [_candidate(one.asn, one.score, one.matched) for one in likely if exact is None or one.asn != exact]
    return CandidatesDocument(ref=ref, candidates=listed)


def may_identify(found: Case, caller: Caller) -> bool:
    """Tell whether the posting may look for the accused in the register."""
    return _verdict(found, caller).allowed


def power_missing(found: Case, caller: Caller) -> Problem:
    """Say whose power it is to look for the accused."""
    verdict = _verdict(found, caller)
    refused = Refused(verdict.reason, "power", {"holders": ",".join(verdict.holders)}, warrant=verdict.warrant)
    return refusal(refused, commons=caller.law.book.commons)


def _verdict(found: Case, caller: Caller) -> Verdict:
    law, commons = law_of(found, caller), caller.law.book.commons
    step = law.process.step(CONFIRM)
    place = commons.place({"office": found.office, "instansi": found.instansi})
    return commons.authority.may(caller.actor, step.power if step else "", caller.today, place)


def _candidate(asn: Asn, score: int, matched: Sequence[str]) -> CandidateDocument:
    return CandidateDocument(
        nip=asn.nip,
        name=asn.name,
        instansi=asn.instansi,
        unit=asn.unit,
        post=asn.post,
        job_level=asn.job_level,
        employment=asn.employment,
        standing=asn.standing,
        score=score,
        matched=list(matched),
    )


def _subject(view: CaseFileView) -> SubjectDocument:
    subject = view.case.subject
    return SubjectDocument(
        name=subject.name,
        nip=view.nip,
        post=subject.post,
        unit=subject.unit,
        named_office=view.named_office,
        account=view.account,
        instansi=subject.instansi,
        job_level=subject.job_level,
        employment=subject.employment,
        confirmed=subject.confirmed,
    )


def _clock(clock: Clock, view: CaseFileView, caller: Caller) -> ClockDocument:
    terms = {term.id: term for term in (*view.law.process.terms, *view.law.discipline.terms)}
    term = terms.get(clock.term)
    return ClockDocument(
        term=clock.term,
        label=term.label.in_language(language()) if term else clock.term,
        started_on=clock.started_on,
        due_on=clock.due_on,
        due_at=clock.due_at,
        zone=clock.zone,
        state=clock.state,
        overdue=clock.overdue(caller.now),
        certain=bool(term and term.warrant.certain and term.unit_verified),
    )


def _report(report: ReportRow) -> ReportDocument:
    statement, reporter = report.statement, report.reporter
    return ReportDocument(
        entrance=report.entrance,
        channel=report.channel,
        identity=report.identity,
        received_on=report.received_on,
        story=statement.story if statement else "",
        place=statement.place if statement else "",
        links=statement.links if statement else [],
        witnesses=statement.witnesses if statement else [],
        alike=report.alike,
        reporter=ReporterDocument(sealed_to=reporter.offices, attested=reporter.attested) if reporter else None,
    )


def _move(move: Move, view: CaseFileView, caller: Caller) -> MoveDocument:
    lang, step, refused = language(), move.step, move.refused
    holders = refused.params.get("holders", "") if refused else ""
    return MoveDocument(
        step=step.id,
        kind=step.kind,
        label=step.label.in_language(lang),
        hint=step.hint.in_language(lang),
        open=move.open,
        code=refused.code if refused else "",
        detail=explain(refused, law=view.law, language=lang) if refused else "",
        holders=[holder for holder in holders.split(",") if holder],
        doubts=[
            DoubtDocument(code=doubt.code, detail=explain(doubt, law=view.law, language=lang))
            for doubt in move.warnings
        ],
        facts=[_field(fact, view, caller) for fact in step.facts] if move.open else [],
        basis=list(step.warrant.basis),
        verified=step.warrant.verified,
    )


def _field(fact: FactField, view: CaseFileView, caller: Caller) -> FieldDocument:
    lang = language()
    source = fact.source or (MANY if fact.kind == "institution" else "")
    options = () if source == MANY else options_of(fact, view.law, caller.law)
    return FieldDocument(
        name=fact.name,
        kind=fact.kind,
        label=fact.label.in_language(lang),
        hint=fact.hint.in_language(lang),
        required=fact.required,
        many=fact.many,
        shortest=fact.shortest,
        longest=fact.longest,
        source=source,
        options=[Named(id=option.code, label=option.label.in_language(lang)) for option in options],
    )


def _event(found: FileEvent, view: CaseFileView, caller: Caller) -> EventDocument:
    event, step, lang = found.event, found.step, language()
    return EventDocument(
        seq=found.number,
        kind=event.kind,
        step=event.step,
        label=_label(found, view) or (step.label.in_language(lang) if step else event.step),
        institution=event.institution,
        officer=found.officer,
        happened_on=event.happened_on,
        recorded_at=event.recorded_at,
        basis=list(event.basis),
        facts={name: _fact(value, view) for name, value in event.facts.items()},
        accepted=list(event.warnings),
        stage=event.effects.to,
    )


def _label(found: FileEvent, view: CaseFileView) -> str:
    lang, step = language(), found.step
    if step is not None:
        return step.said.in_language(lang)
    entrance = view.law.process.entrance(found.event.step)
    return entrance.label.in_language(lang) if entrance else ""


def _fact(value: FactValue, view: CaseFileView) -> Any:
    if isinstance(value, tuple):
        return [_fact(part, view) for part in value]
    if isinstance(value, Ref):
        text = view.texts.get(value.id)
        said: dict[str, str] = {"id": value.id, "digest": value.digest}
        if value.code:
            said["code"] = value.code
        if text is not None:
            said["text"] = text.text
        return said
    return value
