"""What a step does to other cases: merging, splitting, adding a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbt.cases.actions.open_case import NewCase, open_case
from sbt.cases.models import Case, CaseReport, Incident
from sbt.cases.queries.sight import cases_visible_to
from sbt.intake.actions import AccusedInput
from sbt.register.actions import named_subject
from sbt.rules.outcome import Refused
from sbt.rules.period import Period

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.db.models import QuerySet

    from sbt.cases.actions.take_step import Fact
    from sbt.rules.authority import Actor
    from sbt.rules.book import RuleBook
    from sbt.rules.process import Step


def open_related(
    case: Case, step: Step, facts: Mapping[str, Fact], *, book: RuleBook, actor: Actor, now: datetime
) -> Refused | None:
    """Do to other cases what the kind of step asks; a refusal there refuses the step."""
    if step.kind == "merge":
        return _merge(case, str(facts.get("into", "")), cases_visible_to(actor, book.commons))
    if step.kind in ("split", "add_person"):
        return _open_beside(case, step, facts, book=book, actor=actor, now=now)
    return None


def lock_both(ref: str, into: str) -> None:
    """Hold both cases of a merger, always in the same order, so that two opposite mergers cannot wait for each other."""
    list(Case.objects.select_for_update(of=("self",)).filter(ref__in={ref, into}).order_by("ref").values_list("id"))


def _merge(case: Case, ref: str, visible: QuerySet[Case]) -> Refused | None:
    """Add the reports to the other case, which must be in the officer's sight; absent and out of sight are the same."""
    into = visible.filter(ref=ref).exclude(id=case.id).first()
    if into is None or into.final:
        return Refused("merge_target_unknown", "facts", {"ref": ref}, "into")
    links = case.report_links.values_list("report_id", flat=True)
    CaseReport.objects.bulk_create([CaseReport(case=into, report_id=report) for report in links], ignore_conflicts=True)
    return None


def _open_beside(
    case: Case, step: Step, facts: Mapping[str, Fact], *, book: RuleBook, actor: Actor, now: datetime
) -> Refused | None:
    if case.incident is None:
        case.incident = Incident.objects.create(opened_on=case.received_on)
        case.save(update_fields=["incident"])
    subject = case.subject
    person = AccusedInput(post=str(facts.get("description", "")))
    if step.kind == "split":
        person = AccusedInput(
            name=subject.name,
            named_office=subject.named_office,
            unit=subject.unit,
            post=subject.post,
            nip=subject.nip,
            nik=subject.nik,
            account=subject.account,
            instansi=subject.instansi,
        )
    new = NewCase(
        entrance=step.kind,
        form=str(facts.get("form", case.form)),
        act=Period(case.act_from, case.act_to, "day" if case.act_precision == "day" else "between"),
        area=case.area,
        office=case.office,
        election=case.election,
        incident=case.incident,
        pins={"process": case.process, "matrix": case.matrix, "discipline": case.discipline},
    )
    opened = open_case(new, named_subject(person), book=book, actor=actor, now=now)
    if isinstance(opened, Refused):
        return opened
    links = case.report_links.values_list("report_id", flat=True)
    CaseReport.objects.bulk_create([CaseReport(case=opened, report_id=report) for report in links])
    return None
