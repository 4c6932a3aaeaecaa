"""The postings and places over which the oracle and the system are compared."""

from __future__ import annotations

from itertools import product

from sbt.rules.authority import Actor
from sbt.rules.book import Commons
from tests.oracle.expected import POSTINGS, Where

PLACES = (
    ("bawaslu-32.01", "bawaslu-32", "bkn-kanreg-03"),
    ("bawaslu-32.02", "bawaslu-32", "bkn-kanreg-03"),
    ("bawaslu-73.01", "bawaslu-73", "bkn-kanreg-04"),
)
"""Office, province and regional office of three places: the map says so, not the law data."""
ACCUSED = ("pemda-32.01", "pemda-32.02", "pemprov-32", "kemenkeu", "kemendagri", "bkn", "")

CASES = tuple(
    Where(office, province, kanreg, instansi, released)
    for (office, province, kanreg), instansi, released in product(PLACES, ACCUSED, (False, True))
)


def actor(institution: str, role: str, commons: Commons) -> Actor:
    """Give the actor of a posting."""
    known = commons.institutions[institution]
    return Actor(
        posting=f"{institution}:{role}",
        institution=institution,
        kind=known.kind,
        role=role,
        area=known.area,
        zone=known.zone,
    )


def actors(commons: Commons) -> list[Actor]:
    """Give all actors of the matrix."""
    return [actor(institution, role, commons) for institution, role in POSTINGS]
