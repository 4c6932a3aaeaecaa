"""From records of the law to what this door gives out, in the caller's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbt.api import law_documents as out
from sbt.api.documents import Named
from sbt.api.problems import language

if TYPE_CHECKING:
    from sbt.rulebook.law import Law
    from sbt.rules.deadline import Term
    from sbt.rules.mark import Warrant
    from sbt.rules.matrix import Fitting
    from sbt.rules.process import Process


def warrant_document(warrant: Warrant, law: Law) -> out.WarrantDocument:
    """Cite what an entry rests on."""
    basis = [law.cite(one, language()) for one in warrant.basis]
    return out.WarrantDocument(basis=basis, verified=warrant.verified, note=warrant.note)


def regime_document(process: Process, law: Law) -> out.RegimeDocument:
    """Give a regime."""
    lang = language()
    return out.RegimeDocument(
        id=process.id,
        label=process.label.in_language(lang),
        digest=process.digest,
        received_from=process.received.start,
        received_until=process.received.until,
        entrances=[Named(id=one.id, label=one.label.in_language(lang)) for one in process.entrances],
        stages=[
            out.StageDocument(id=one.id, station=one.station, label=one.label.in_language(lang), final=one.final)
            for one in process.stages
        ],
        steps=[
            out.StepDocument(
                id=step.id,
                kind=step.kind,
                label=step.label.in_language(lang),
                power=step.power,
                stages=sorted(step.sources),
                leads_to=sorted(step.target.stages()),
                warrant=warrant_document(step.warrant, law),
            )
            for step in process.steps
        ],
        terms=[term.id for term in process.terms],
        warrant=warrant_document(process.warrant, law),
    )


def row_document(fitting: Fitting, law: Law) -> out.RowDocument:
    """Give a row of the matrix with how it fits."""
    row, lang = fitting.row, language()
    return out.RowDocument(
        id=row.id,
        number=row.number,
        category=row.category,
        description=row.description.in_language(lang),
        condition=row.condition.in_language(lang),
        phase=row.phase,
        form=row.form,
        level=row.level,
        sanctions=list(row.sanctions),
        fit=fitting.fit,
        reason=fitting.reason,
        warrant=warrant_document(row.warrant, law),
    )


def term_document(term: Term, law: Law) -> out.TermDocument:
    """Give a time limit."""
    lang = language()
    return out.TermDocument(
        id=term.id,
        label=term.label.in_language(lang),
        amount=term.amount,
        unit=term.unit,
        direction=term.direction,
        duty=term.duty,
        starts_from=term.starts_from.in_language(lang),
        on_lapse=term.on_lapse,
        acts_by_itself=term.acts_by_itself,
        certain=term.warrant.certain and term.unit_verified,
        warrant=warrant_document(term.warrant, law),
    )
