"""Forwardings as sender and receiver alike see them: how many were sent, accepted, refused, and what became of each person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from sbt.cases.models import Forwarding, ForwardingLine
from sbt.people.apart import apart_from

if TYPE_CHECKING:
    import uuid

    from django.db.models import QuerySet

    from sbt.rules.authority import Actor
    from sbt.rules.book import Commons

PAGE = 100


@dataclass(frozen=True, slots=True)
class Sent:
    """A forwarding with the number of its persons."""

    forwarding: Forwarding
    persons: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How many forwardings were sent, accepted and refused."""

    sent: int
    accepted: int
    refused: int


def forwardings_visible_to(actor: Actor, commons: Commons) -> QuerySet[Forwarding]:
    """Give those that the institution sent; all of them with the sight of the nation, a province's own with its sight."""
    match commons.sight_for(actor):
        case "nation":
            return Forwarding.objects.all()
        case "province":
            offices = [one.id for one in commons.institutions.values() if one.area.startswith(f"{actor.area}.")]
            return Forwarding.objects.filter(Q(institution=actor.institution) | Q(institution__in=offices))
        case "office":
            return Forwarding.objects.filter(institution=actor.institution)
        case _:
            return Forwarding.objects.none()


def listed_forwardings(actor: Actor, commons: Commons) -> tuple[list[Sent], Tally]:
    """Give the newest forwardings with the number of their persons, and the tally of all."""
    rows = forwardings_visible_to(actor, commons)
    counted = rows.aggregate(sent=Count("id"), accepted=Count("id", filter=Q(accepted=True)))
    newest = rows.annotate(persons=Count("lines")).order_by("-sent_on", "-id")[:PAGE]
    found = [Sent(row, row.persons) for row in newest]
    return found, Tally(counted["sent"], counted["accepted"], counted["sent"] - counted["accepted"])


def forwarding_in_sight(
    forwarding_id: uuid.UUID, actor: Actor, commons: Commons
) -> tuple[Forwarding, list[ForwardingLine]] | None:
    """Give the forwarding with its lines and their cases, or None: absent and out of sight are the same."""
    found = forwardings_visible_to(actor, commons).filter(id=forwarding_id).first()
    if found is None:
        return None
    return found, list(
        found.lines.filter(Q(case__isnull=True) | Q(apart_from(actor.posting, "case_id")))
        .select_related("case__subject")
        .order_by("number")
    )
