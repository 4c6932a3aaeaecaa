"""Opens a case through one of its regime's entrances."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sbt.cases import projection
from sbt.cases.models import Case, CaseReport, Content
from sbt.evidence.digest import text_digest
from sbt.intake.receipt import new_reference
from sbt.notices.actions import notice
from sbt.people.actor import PUBLIC
from sbt.people.storing import Free, fresh, store
from sbt.rules.case import CaseState, evolve
from sbt.rules.command import OpenCase
from sbt.rules.deadline import local_day
from sbt.rules.decide import decide
from sbt.rules.event import Event, FactValue, Ref
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from django.db.models import Model

    from sbt.cases.models import Incident
    from sbt.intake.models import Report
    from sbt.register.models import Subject
    from sbt.rules.authority import Actor
    from sbt.rules.book import CaseLaw, RuleBook
    from sbt.rules.period import Period


DRAWS = 4
"""References drawn for a case, of which the first free one becomes its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """What is known of a case when it comes in."""

    entrance: str
    form: str
    act: Period
    area: str = ""
    office: str = ""
    election: str = ""
    election_kind: str = ""
    incident: Incident | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    pins: Mapping[str, str] = field(default_factory=dict)
    """The law of the case it comes from; empty for one that comes in from outside."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """What an officer stated on opening it."""


def open_case(
    new: NewCase,
    subject: Subject,
    *,
    book: RuleBook,
    actor: Actor,
    now: datetime,
    facts: Mapping[str, FactValue] | None = None,
    report: Report | None = None,
    along: Sequence[Model] = (),
) -> Case | Refused:
    """Open a case about one person and one act, with the law of its day of receipt and day of the act pinned to it.

    The subject, which is new, and the rows `along` with it are stored in the same statement; nothing is when refused.
    """
    today = local_day(now, actor.zone)
    try:
        pins = dict(new.pins) or book.pins_for(received=today, act=new.act.first)
    except LookupError:
        return Refused(
            "no_law_for_date", "facts", {"received": today.isoformat(), "act": new.act.first.isoformat()}, "act"
        )
    law = book.law_for(pins)
    values = {
        "form": new.form,
        "office": new.office,
        "election": new.election,
        "election_kind": new.election_kind,
        "instansi": subject.instansi,
        "employment": subject.employment,
        "job_level": subject.job_level,
        "subject": "confirmed" if subject.confirmed else "",
        **new.values,
    }
    case_id = uuid.uuid4()
    contents = {name: content_of(case_id, f"{new.entrance}.{name}", text) for name, text in new.texts.items()}
    named = {name: Ref(str(row.id), row.digest) for name, row in contents.items()}
    stated: dict[str, FactValue] = {"subject": Ref(str(subject.id), subject.digest), **named, **(facts or {})}
    command = OpenCase(
        entrance=new.entrance, values={name: code for name, code in values.items() if code}, pins=pins, facts=stated
    )
    outcome = decide(CaseState(), command, actor, law, now)
    if isinstance(outcome, Refused):
        return outcome
    case = fresh(
        Case,
        id=case_id,
        ref=_free_reference(today.year),
        subject_id=subject.id,
        incident_id=new.incident.id if new.incident else None,
        received_on=today,
        act_from=new.act.first,
        act_to=new.act.last,
        act_precision=new.act.precision,
        area=new.area,
    )
    event = outcome.event
    if actor.posting == PUBLIC.posting:
        event = replace(event, recorded_at=projection.start_of_day(today))
    links = (fresh(CaseReport, case_id=case_id, report_id=report.id),) if report else ()
    told = [new.office] if new.office not in ("", actor.institution) else []
    notices = [notice(office, ref=case.ref, code=new.entrance, on=today) for office in told]
    return _store(case, event, law, (*along, subject, *contents.values(), *links, *notices))


def _store(case: Case, event: Event, law: CaseLaw, along: Sequence[Model]) -> Case:
    state, day = evolve(CaseState(), event), event.happened_on
    projection.project(case, state, law, on=day)
    clocks = [projection.deadline_of(case, clock) for clock in state.clocks.values()]
    desks = projection.desks_of(case, state, law, on=day)
    store((*along, case, projection.row_of(case, state.seq, event), *clocks, *desks))
    return case


def content_of(case_id: uuid.UUID, name: str, text: str) -> Content:
    """Give a stated text the form of its row, not yet stored."""
    digest = text_digest(text)
    return fresh(
        Content, id=uuid.uuid4(), case_id=case_id, name=name, text=text, salt=digest.salt, digest=digest.digest
    )


def _free_reference(year: int) -> str:
    """Give a reference that no case has; among a million cases one draw in thirty-three is taken."""
    return Free(tuple(new_reference(year) for _ in range(DRAWS)))
