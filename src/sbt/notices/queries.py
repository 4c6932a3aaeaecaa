"""What an institution has been told."""

from __future__ import annotations

from sbt.notices.models import Notice
from sbt.people.apart import apart_from_refs

PAGE = 50


def notices_of(
    institution: str, *, posting: str, before: int | None = None, size: int = PAGE
) -> tuple[list[Notice], bool]:
    """Give a page of the institution's notices, the newest first, and whether there are older ones.

    None of a case from which the reader is shut out as a person.
    """
    rows = Notice.objects.filter(apart_from_refs(posting), institution=institution, posting__in=("", posting))
    if before is not None:
        rows = rows.filter(id__lt=before)
    found = list(rows.order_by("-id")[: size + 1])
    return found[:size], len(found) > size
