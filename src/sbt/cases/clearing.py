"""Clears files that no case needs: uploads that nobody claimed within a day, and bytes in the store that no row names."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from functools import partial
from itertools import batched
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from sbt.evidence import store
from sbt.evidence.models import File, Page
from sbt.intake.models import DraftFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEPT_FOR = timedelta(hours=24)
OWNERS = (File, Page, DraftFile)
"""Whose rows name bytes of the store by their own id."""
BATCH = 500
HANDFUL, FEW, SHARE = 5, 50, 0.2
"""More nameless files than these (all of a handful; or many, and a part of all) are a fault: nothing is deleted."""


class TooManyNamelessError(Exception):
    """sebagian besar berkas tersimpan tidak dikenal basis data; periksa apakah SBT_DATA dan basis datanya sepasang"""


def clear_unclaimed(today: date) -> int:
    """Delete what officers uploaded before yesterday and put into no case; give how many. Runs inside `acting`."""
    old = File.objects.filter(stored_on__lt=today - KEPT_FOR).exclude(institution="")
    ids = list(old.filter(case_links=None, copies=None, copy_of=None).values_list("id", flat=True))
    for id_ in (*ids, *Page.objects.filter(file__in=ids).values_list("id", flat=True)):
        transaction.on_commit(partial(store.remove, str(id_)))
    File.objects.filter(id__in=ids).delete()
    return len(ids)


def clear_nameless(before: datetime) -> int:
    """Delete stored bytes that no row names and that lie unchanged since the instant; give how many.

    A hand-in that was refused or killed leaves such bytes. Raises TooManyNamelessError where they are so many that
    the store and the database cannot belong together.
    """
    seen, nameless = 0, []
    for paths in batched(_stored(before), BATCH, strict=False):
        named = {path: _id(path) for path in paths}
        known = _known([id_ for id_ in named.values() if id_ is not None])
        seen += len(paths)
        nameless += [path for path, id_ in named.items() if id_ is None or id_ not in known]
    if HANDFUL < seen == len(nameless) or FEW < len(nameless) > seen * SHARE:
        raise TooManyNamelessError
    for path in nameless:
        store.remove(path.name)
    return len(nameless)


def _stored(before: datetime) -> Iterator[Path]:
    """Go through the store; what a file says of its own time is nothing, so its last change of state counts."""
    for folder in sorted((settings.SBT_DATA / "files").glob("??")):
        for path in sorted(folder.iterdir()):
            if path.stat().st_ctime < before.timestamp():
                yield path


def _id(path: Path) -> uuid.UUID | None:
    try:
        return uuid.UUID(path.name)
    except ValueError:
        return None


def _known(ids: list[uuid.UUID]) -> set[uuid.UUID]:
    found: set[uuid.UUID] = set()
    for owner in OWNERS:
        found |= set(owner._default_manager.filter(id__in=ids).values_list("id", flat=True))  # noqa: SLF001 - Django's own name
    return found
