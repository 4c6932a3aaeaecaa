"""Requests to open a sealed identity: whose turn it is, what a reporter is told, what the public may count."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sbt.cases.actions.openings import known_of
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused
from sbt.sealing.keys import holds
from sbt.sealing.models import FormalAttestation, Opening
from sbt.sealing.opening import APPROVED, DECLINED, LOOKED, may_answer, running

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.db.models import QuerySet

    from sbt.rulebook.law import Law
    from sbt.rules.authority import Actor


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a request, as a reporter may know it."""

    asked_on: date
    institution: str
    reason: str
    basis: str
    state: str
    """running, looked, or over."""
    looked_on: date | None


def openings_told(report: str, now: datetime) -> tuple[Told, ...]:
    """Give every request to open this report's identity, the newest first."""
    return tuple(_told(opening, now) for opening in _openings().filter(report=report))


def openings_on(reports: Iterable[str]) -> list[Opening]:
    """Give the requests on these reports, the newest first."""
    return list(_openings().filter(report__in=list(reports)))


def openings_for(actor: Actor, now: datetime) -> tuple[list[Opening], list[Opening]]:
    """Give the actor's own requests, and those of others that still wait for custodians."""
    mine = list(_openings().filter(posting__in=list(actor.hats))[:50])
    others = _openings().filter(ends_at__gt=now).exclude(posting__in=list(actor.hats))
    return mine, [one for one in others if running(one, now)]


def openings_awaited(actor: Actor, law: Law, now: datetime) -> list[Opening]:
    """Give the requests that wait for this custodian's answer, the nearest end first; none for whoever is no custodian."""
    if not holds(actor, law):
        return []
    _mine, others = openings_for(actor, now)
    answerable = (
        one
        for one in others
        if not isinstance(may_answer(one, on_file=known_of(one), law=law, actor=actor, now=now), Refused)
    )
    return sorted(answerable, key=lambda one: (one.ends_at, str(one.id)))


def attestations_of(reports: Iterable[str]) -> list[FormalAttestation]:
    """Give what offices attested for these reports."""
    return list(FormalAttestation.objects.filter(report__in=list(reports)).order_by("on", "id"))


def state_of(opening: Opening, now: datetime) -> str:
    """Name how a request stands: running, looked, declined or ended."""
    acts = Counter(act.act for act in opening.acts.all())
    if acts[LOOKED]:
        return LOOKED
    if running(opening, now):
        return "running"
    return DECLINED if acts[DECLINED] else "ended"


def counted(now: datetime) -> dict[str, Counter[str]]:
    """Count requests of each month by how they stand; nothing of a report or a person."""
    months: dict[str, Counter[str]] = {}
    for opening in _openings():
        month = months.setdefault(f"{local_day(opening.asked_at, 'WIB'):%Y-%m}", Counter())
        month["asked"] += 1
        month[state_of(opening, now)] += 1
        month[APPROVED] += sum(act.act == APPROVED for act in opening.acts.all())
    return months


def _openings() -> QuerySet[Opening]:
    return Opening.objects.prefetch_related("acts").order_by("-asked_at", "id")


def _told(opening: Opening, now: datetime) -> Told:
    state = state_of(opening, now)
    looked = next((act for act in opening.acts.all() if act.act == LOOKED), None)
    return Told(
        asked_on=local_day(opening.asked_at, "WIB"),
        institution=opening.institution,
        reason=opening.reason,
        basis=opening.basis,
        state=state if state in ("running", LOOKED) else "over",
        looked_on=local_day(looked.at, "WIB") if looked else None,
    )
