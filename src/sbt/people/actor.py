"""From a posting to the actor that the rules know, and the named actors that are no person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbt.rules.authority import Actor

if TYPE_CHECKING:
    from sbt.people.models import Posting
    from sbt.rules.book import Commons

PUBLIC = Actor(posting="publik", institution="publik", kind="publik", role="publik")
"""A citizen without an account."""
ACCUSED = Actor(posting="terlapor", institution="publik", kind="publik", role="terlapor")
"""The accused of a case, who holds its code and knows his own number."""
CLOCK = Actor(posting="jam", institution="sistem", kind="sistem", role="sistem")
"""The passing of a limit."""
JOBS = Actor(posting="tugas-latar", institution="sistem", kind="sistem", role="sistem")
"""Background work that changes no case."""


def actor_for(
    posting: Posting, commons: Commons, *, hats: frozenset[str] = frozenset(), scopes: frozenset[str] | None = None
) -> Actor:
    """Give the actor of a posting with the kind, area and zone of its institution; `hats` are the person's postings."""
    institution = commons.institutions.get(posting.institution)
    return Actor(
        posting=str(posting.id),
        institution=posting.institution,
        kind=institution.kind if institution else "",
        role=posting.role,
        area=institution.area if institution else "",
        zone=institution.zone if institution else "WIB",
        hats=hats | {str(posting.id)},
        scopes=scopes,
    )
