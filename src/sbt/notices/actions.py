"""Puts a line into an institution's box, in the same transaction as what it tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbt.notices.models import Notice
from sbt.people.storing import fresh, store

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date


def tell(institutions: Iterable[str], *, ref: str, code: str, on: date) -> None:
    """Tell each institution once that something of this code happened on the case."""
    store(notice(name, ref=ref, code=code, on=on) for name in dict.fromkeys(institutions))


def tell_postings(postings: Iterable[tuple[str, str]], *, ref: str, code: str, on: date) -> None:
    """Tell single postings, each given with its institution, and nobody else there."""
    store(notice(name, ref=ref, code=code, on=on, posting=one) for name, one in dict.fromkeys(postings))


def notice(institution: str, *, ref: str, code: str, on: date, posting: str = "") -> Notice:
    """Give the line, not yet stored."""
    return fresh(Notice, institution=institution, posting=posting, ref=ref, code=code, on=on)


def mark_read(institution: str, up_to: int, *, on: date, but: Collection[str] = ()) -> None:
    """Mark the institution's notices up to this one as read, but not those of codes that the reader is not shown."""
    rows = Notice.objects.filter(institution=institution, id__lte=up_to, read_on__isnull=True)
    rows.exclude(code__in=but).update(read_on=on)
