"""Shuts one person out of a case, and sees to it that somebody goes on: a colleague, the substitute, or BKN's desk."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from sbt.cases.models import Assignment
from sbt.people.actor import actor_for
from sbt.people.models import Posting
from sbt.people.queries import live_postings
from sbt.rules.book import SUBSTITUTE
from sbt.rules.case import OFFICER, evolve
from sbt.rules.outcome import Refused
from sbt.rules.powers import NOBODY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date

    from sbt.cases.models import Case
    from sbt.rules.book import CaseLaw
    from sbt.rules.case import CaseState
    from sbt.rules.event import Event

KINDS = frozenset({"conflict", "conflict_end", "substitute_found"})


def with_conflict(case: Case, before: CaseState, event: Event, law: CaseLaw, *, on: date) -> Event | Refused:
    """Complete the event of a conflict with the marks that follow from who else could act; other events stay as they are."""
    if event.kind not in KINDS:
        return event
    person = None if event.kind == "substitute_found" else _person(event)
    hats = list(Posting.objects.filter(officer_id=person.officer_id)) if person else []
    shut = {str(one.id) for one in hats} & before.shut
    refused = _refused(event, person, shut)
    if refused is not None:
        return refused
    if event.kind == "conflict":
        Assignment.objects.filter(case=case, posting__in=hats).delete()
    if event.kind == "conflict_end":
        event = replace(event, facts={**event.facts, OFFICER: min(shut)})
    waits = any(not _replaced(one, evolve(before, event), law, on) for one in _hats_of_shut(before, event, on))
    if event.kind == "substitute_found" and waits:
        return Refused("nobody_able", "guard", {"step": event.step})
    marks = _marks(before, event, hats, law, on, waits=waits)
    sets, clears = tuple(sorted(marks - before.marks)), tuple(sorted(before.marks - marks))
    return replace(event, effects=replace(event.effects, sets=sets, clears=clears))


def _refused(event: Event, person: Posting | None, shut: Collection[str]) -> Refused | None:
    if event.kind == "substitute_found":
        return None
    if person is None:
        return Refused("officer_unknown", "facts", {"step": event.step}, OFFICER)
    if event.kind == "conflict" and shut:
        return Refused("conflict_known", "order", {"step": event.step})
    if event.kind == "conflict_end" and not shut:
        return Refused("conflict_unknown", "facts", {"step": event.step}, OFFICER)
    return None


def _marks(
    before: CaseState, event: Event, hats: Iterable[Posting], law: CaseLaw, on: date, *, waits: bool
) -> frozenset[str]:
    """Give the marks after the event: the appointing authority's conflict, and that the case waits for somebody."""
    table = law.commons.authority.table
    official = frozenset(one.mark for one in table.officials if any(_decides(hat, before, law, on) for hat in hats))
    waiting = frozenset({table.waits_mark} if table.waits_mark else ())
    marks = before.marks | official if event.kind == "conflict" else before.marks
    if event.kind == "conflict_end" and not before.values.get(SUBSTITUTE):
        marks -= official
    return marks | waiting if waits else marks - waiting


def handlers(state: CaseState, law: CaseLaw, *, on: date) -> Iterator[Posting]:
    """Give the live postings whose role handles or sees such a case, with their officers."""
    for one in live_postings(on).select_related("officer").order_by("institution", "role", "officer__name"):
        if _near(one, state, law):
            yield one


def _person(event: Event) -> Posting | None:
    named = event.facts.get(OFFICER)
    try:
        id_ = uuid.UUID(named if isinstance(named, str) else event.posting)
    except ValueError:
        return None
    return Posting.objects.filter(id=id_).first()


def _hats_of_shut(before: CaseState, event: Event, on: date) -> list[Posting]:
    """Give every live posting of everybody who is shut out after the event, not only the one that was named."""
    ids = [uuid.UUID(one) for one in evolve(before, event).shut]
    return [one for one in Posting.objects.filter(officer__postings__in=ids).distinct() if one.live_on(on)]


def _near(posting: Posting, state: CaseState, law: CaseLaw) -> bool:
    """Tell whether the posting stands in a relation to the case."""
    place, actor = law.place_of(state), actor_for(posting, law.commons)
    relation = law.commons.sight_for(actor)
    if relation in (NOBODY, "nation"):
        return relation == "nation"
    return bool(posting.institution) and posting.institution == getattr(place, relation, "")


def _decides(posting: Posting, state: CaseState, law: CaseLaw, on: date) -> bool:
    """Tell whether he is the appointing authority of the accused's agency today: the law names another in his place."""
    role = posting.role in law.commons.authority.table.roles_shut_out()
    return role and posting.live_on(on) and posting.institution == law.place_of(state).instansi


def _replaced(posting: Posting, state: CaseState, law: CaseLaw, on: date) -> bool:
    """Tell whether the case can go on without this posting: nothing hangs on it, or a colleague or substitute has its role."""
    powers = law.commons.authority.role_powers(posting.role)
    if not _near(posting, state, law) or not law.process.turns_of(powers) or _decides(posting, state, law, on):
        return True
    same = live_postings(on).filter(institution=posting.institution, role=posting.role)
    shut = [uuid.UUID(one) for one in state.shut]
    return same.exclude(officer__postings__in=shut).exists()
