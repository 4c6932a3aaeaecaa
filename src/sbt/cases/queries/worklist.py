"""The work list of an institution: what lies on its desk, the nearest limit first, in keyset pages."""

from __future__ import annotations

import base64
import binascii
import uuid
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sbt.cases.projection import NO_LIMIT
from sbt.cases.queries.sight import NOTHING, of_the_desk
from sbt.people.apart import CONDITION
from sbt.people.asking import ask, literal
from sbt.rulebook.current import law
from sbt.rules.process import Process

if TYPE_CHECKING:
    from sbt.rules.authority import Actor
    from sbt.rules.book import RuleBook

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class WorklistFilter:
    """What the officer wants to see of his desk."""

    stage: str = ""
    stages: frozenset[str] | None = None
    """Only these stages: those in which the officer's role has a turn. None for the whole desk."""
    due_from: date | None = None
    due_until: date | None = None
    overdue_before: date | None = None
    text: str = ""
    mine: str = ""
    """A posting: only what is assigned to it."""
    form: str = ""


class DeskRow(NamedTuple):
    """One line of the work list."""

    ref: str
    name: str
    unit: str
    form: str
    stage: str
    instansi: str
    received_on: date
    due_on: date | None
    due_zone: str
    due_term: str
    assigned: str
    """The colleague who has it; officers of other institutions are not named."""
    process: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of rows and the cursor of the next one, empty at the end."""

    rows: tuple[DeskRow, ...]
    next: str


_PAGE = """
select "case".ref, subject.name, subject.unit, "case".form, desk.stage, "case".instansi, "case".received_on,
    nullif(desk.due_on, {no_limit}), desk.due_zone, desk.due_term, coalesce(officer.name, ''), "case".process,
    desk.due_on, desk.case_id
from cases_desk as desk
join cases_case as "case" on "case".id = desk.case_id
join register_subject as subject on subject.id = "case".subject_id
left join cases_assignment as own on own.case_id = desk.case_id and own.institution = desk.institution
left join people_posting as posting on posting.id = own.posting_id
left join people_officer as officer on officer.id = posting.officer_id
where desk.institution = {institution} {conditions}
order by desk.due_on, desk.case_id limit {limit}
"""
"""A line of the work list, with the key of its place behind it."""
_CONDITIONS = {
    "stage": "desk.stage = %(stage)s",
    "due_from": "desk.due_on >= %(due_from)s",
    "due_until": "desk.due_on <= %(due_until)s",
    "overdue_before": "desk.due_on < %(overdue_before)s",
    "mine": "own.posting_id = %(mine)s",
    "form": '"case".form = %(form)s',
    "text": (
        '("case".ref like upper(%(begins)s) or upper(subject.name) like upper(%(holds)s)'
        " or upper(subject.unit) like upper(%(holds)s))"
    ),
    "after": "(desk.due_on, desk.case_id) > (%(after_day)s, %(after_case)s)",
}


def worklist(actor: Actor, wanted: WorklistFilter, *, after: str = "", size: int = PAGE) -> Page:
    """Give a page of the institution's desk after the cursor; a cursor that is none starts at the beginning."""
    values: dict[str, object] = {
        "stage": wanted.stage,
        "due_from": wanted.due_from,
        "due_until": wanted.due_until,
        "overdue_before": wanted.overdue_before,
        "mine": uuid.UUID(wanted.mine) if wanted.mine else None,
        "form": wanted.form,
        "text": wanted.text,
        "after": _read_cursor(after),
    }
    asked = tuple(name for name, value in values.items() if value)
    if wanted.text:
        part = _as_written(wanted.text)
        values |= {"begins": f"{part}%", "holds": f"%{part}%"}
    if key := _read_cursor(after):
        values |= {"after_day": key[0], "after_case": key[1]}
    values["posting"] = actor.posting
    seen = of_the_desk(actor, law().book.commons)
    found = ask(_page_statement(actor.institution, wanted.stages, asked, size + 1, seen), values, actor=actor)
    shown = found[:size]
    cursor = _cursor(*shown[-1][-2:]) if len(found) > size else ""
    return Page(tuple(DeskRow._make(row[:-2]) for row in shown), cursor)


@lru_cache(maxsize=512)
def _page_statement(
    institution: str, stages: frozenset[str] | None, asked: tuple[str, ...], limit: int, seen: str = ""
) -> str:
    """Write the statement; institution and stages stand in the text, for full and empty desks need different plans."""
    conditions = [*([seen] if seen else []), *(_CONDITIONS[name] for name in asked)]
    if stages is not None:
        conditions.append(f"desk.stage = any({literal(sorted(stages))}::text[])")
    return _PAGE.format(
        institution=literal(institution),
        conditions=" ".join(f"and {condition}" for condition in conditions),
        no_limit=literal(NO_LIMIT),
        limit=limit,
    )


def _as_written(text: str) -> str:
    """Take the meaning for LIKE from what the officer typed."""
    return text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")


@dataclass(frozen=True, slots=True)
class StageCount:
    """How many cases of a stage lie on the desk, and of how many the limit has passed or ends within three days."""

    cases: int
    late: int
    soon: int


_COUNTS = """
select stage, sum(cases)::int, sum(late)::int, sum(soon)::int from ({parts}) as part
group by stage having sum(cases) > 0 order by stage
"""
_PART = """
select stage, {sign}count(*) as cases, {sign}count(*) filter (where due_on < %(today)s) as late,
    {sign}count(*) filter (where due_on between %(today)s and %(soon)s) as soon
from cases_desk where institution = {institution} and {which} group by stage
"""


def stage_counts(actor: Actor, today: date) -> dict[str, StageCount]:
    """Count what of the desk the posting may see, by stage."""
    commons = law().book.commons
    if of_the_desk(actor, commons) == NOTHING:
        return {}
    away = commons.authority.table.shut_out_of_own(actor.kind, actor.role)
    values = {"today": today, "soon": date.fromordinal(today.toordinal() + 3), "posting": actor.posting}
    rows = ask(_count_statement(actor.institution, away=away), values, actor=actor)
    return {stage: StageCount(*counts) for stage, *counts in rows}


@lru_cache(maxsize=512)
def _count_statement(institution: str, *, away: bool) -> str:
    """Write the statement; the few cases against own staff are taken off, so that the many are counted in the index."""
    apart, own = CONDITION.format(column="case_id"), literal(institution)
    parts = [_PART.format(sign="", institution=own, which=apart)]
    if away:
        parts.append(_PART.format(sign="-", institution=own, which=f"own_staff and {apart}"))
    return _COUNTS.format(parts=" union all ".join(parts))


def turns_of(actor: Actor, book: RuleBook) -> frozenset[str]:
    """Name the stages of every regime, also of those that older cases pinned, in which the actor's role has a turn."""
    powers = book.commons.authority.role_powers(actor.role)
    kept = (text for text in book.by_digest.values() if isinstance(text, Process))
    return frozenset(stage for process in (*book.processes, *kept) for stage in process.turns_of(powers))


def _cursor(day: date, case_id: uuid.UUID) -> str:
    return base64.urlsafe_b64encode(day.toordinal().to_bytes(4) + case_id.bytes).decode().rstrip("=")


def _read_cursor(text: str) -> tuple[date, uuid.UUID] | None:
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        return (date.fromordinal(int.from_bytes(raw[:4])), uuid.UUID(bytes=raw[4:])) if raw else None
    except (binascii.Error, ValueError, OverflowError):
        return None
