"""Who holds which posting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from sbt.people.models import Posting

if TYPE_CHECKING:
    import uuid
    from datetime import date

    from django.db.models import QuerySet


def postings_of(officer_id: uuid.UUID, *, on: date) -> QuerySet[Posting]:
    """Give the officer's postings that hold on the day, the oldest first."""
    return live_postings(on).filter(officer_id=officer_id).order_by("from_on", "id")


def live_postings(on: date) -> QuerySet[Posting]:
    """Give every posting that holds on the day."""
    return Posting.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=on), from_on__lte=on, ended_at=None)


def office_holder(institution: str, *, on: date) -> Posting | None:
    """Give the posting of whoever holds an office of the institution on the day, as far as one was recorded."""
    return live_postings(on).filter(institution=institution).exclude(office="").select_related("officer").first()


def colleagues(institution: str, *, on: date) -> QuerySet[Posting]:
    """Give the live postings of an institution with their officers."""
    return live_postings(on).filter(institution=institution).select_related("officer").order_by("officer__name")
