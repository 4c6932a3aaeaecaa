"""What a step does to other cases: merging, splitting, adding a person, closing those that a decision names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbt.cases import projection
from sbt.cases.actions.close_along import close_along, named_cases_fit
from sbt.cases.actions.correct import pins_of_day, stated_days
from sbt.cases.actions.open_case import NewCase, open_case
from sbt.cases.models import Case, CaseFile, CaseReport, Incident
from sbt.cases.queries.sight import cases_visible_to
from sbt.intake.actions import AccusedInput
from sbt.register.actions import named_subject
from sbt.rules.book import PINS
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

STATED = ("description", "reason")
"""Facts of the step that the new case, too, keeps as its own texts."""


def open_related(
    case: Case, step: Step, facts: Mapping[str, Fact], *, book: RuleBook, actor: Actor, now: datetime
) -> Refused | None:
    """Do to other cases what the kind of step asks; a refusal there refuses the step."""
    if step.kind == "merge":
        return _merge(case, str(facts.get("into", "")), cases_visible_to(actor, book.commons))
    if step.kind in ("split", "add_person"):
        return _open_beside(case, step, facts, book=book, actor=actor, now=now)
    if step.makes == "decision":
        return close_along(case, book=book, actor=actor, now=now)
    return named_cases_fit(case, step, facts, book=book, actor=actor)


def lock_both(ref: str, into: str) -> None:
    """Hold both cases of a merger, always in the same order, so that two opposite mergers cannot wait for each other."""
    list(Case.objects.select_for_update(of=("self",)).filter(ref__in={ref, into}).order_by("ref").values_list("id"))


def _merge(case: Case, ref: str, visible: QuerySet[Case]) -> Refused | None:
    """Add the reports to the other case, which must be in the officer's sight; absent and out of sight are the same."""
    into = visible.filter(ref=ref).exclude(id=case.id).first()
    if into is None or into.final:
        return Refused("merge_target_unknown", "facts", {"ref": ref}, "into")
    _share(case, into)
    return None


def _share(case: Case, other: Case) -> None:
    """Let the other case rest on the reports and files of this one; what was handed in stays marked as that."""
    links = case.report_links.values_list("report_id", flat=True)
    CaseReport.objects.bulk_create([CaseReport(case=other, report_id=one) for one in links], ignore_conflicts=True)
    last = other.file_links.count()
    files = case.file_links.exclude(file__in=other.file_links.values("file")).order_by("number")
    CaseFile.objects.bulk_create(
        [
            CaseFile(case=other, file_id=link.file_id, number=last + n, title=link.title, from_report=link.from_report)
            for n, link in enumerate(files, 1)
        ]
    )


def _open_beside(
    case: Case, step: Step, facts: Mapping[str, Fact], *, book: RuleBook, actor: Actor, now: datetime
) -> Refused | None:
    if case.incident is None:
        case.incident = Incident.objects.create(opened_on=case.received_on)
        case.save(update_fields=["incident"])
    act = Period(case.act_from, case.act_to, "day" if case.act_precision == "day" else "between")
    pins: dict[str, str] = {name: getattr(case, name) for name in PINS}
    if (days := stated_days(facts.get("act_from"), facts.get("act_to"), case)) is not None:
        act = Period(*days, "day" if days[0] == days[1] else "between")
        if act.last < act.first:
            return Refused("dates_reversed", "facts", {}, "act_to")
        found = pins_of_day(case, act.first, pins, book)
        if isinstance(found, Refused):
            return found
        pins = found
    person = _person(case, step, facts)
    if not (person.name or person.post or person.named_office or person.nip or person.account):
        return Refused("accused_missing", "facts", {}, "name")
    values = projection.state_of(case).values
    new = NewCase(
        entrance=step.kind,
        form=str(facts.get("form") or case.form),
        act=act,
        area=case.area,
        office=case.office,
        election=case.election,
        election_kind=values.get("election_kind", ""),
        incident=case.incident,
        values={"identity": values.get("identity", "")},
        pins=pins,
        texts={name: text for name in STATED if isinstance(text := facts.get(name), str) and text},
    )
    opened = open_case(new, named_subject(person), book=book, actor=actor, now=now)
    if isinstance(opened, Refused):
        return opened
    _share(case, opened)
    return None


def _person(case: Case, step: Step, facts: Mapping[str, Fact]) -> AccusedInput:
    """Give the person of the new case: the same one, or the other who was named."""
    told = ("name", "named_office", "post", "instansi")
    if step.kind == "split":
        known = (*told, "unit", "nip", "nik", "account")
        return AccusedInput(**{name: getattr(case.subject, name) for name in known})
    return AccusedInput(**{name: str(facts.get(name) or "") for name in told})
