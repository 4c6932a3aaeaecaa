"""Places and agencies as officers pick them by name."""

from __future__ import annotations

from sbt.rulebook.current import law
from sbt.web.formats import label
from sbt.web.offers import Offer


def areas(within: str = "") -> list[Offer]:
    """List regencies, cities and provinces, those of one province only when it is named."""
    known = law()
    codes = (code for code in (*known.regencies, *known.provinces) if code.startswith(within) and known.offers(code))
    return sorted((Offer(code, known.area_name(code)) for code in codes), key=lambda one: one.label)


def accused_offices() -> list[Offer]:
    """List the institutions whose staff may be accused, by full name."""
    return sorted((Offer(one.id, label(one.name)) for one in law().accused_offices()), key=lambda one: one.label)
