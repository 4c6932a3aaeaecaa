"""An officer leaves a posting: it ends, and what was assigned to him goes to a successor or back to the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbt.cases.models import Assignment
from sbt.notices.actions import tell
from sbt.people.acting import as_clerk
from sbt.people.actions import end_at_once, end_posting
from sbt.people.models import Posting
from sbt.people.proposals import note_event
from sbt.people.queries import live_postings
from sbt.project import clock
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    import uuid
    from datetime import date, datetime

    from sbt.people.grants import Reach


def leave(
    posting_id: uuid.UUID, *, on: date | None, successor: uuid.UUID | None, decree: str, reach: Reach, now: datetime
) -> int | Refused:
    """End the posting with the day, or at once; give how many assigned cases moved. Taking away needs one person only."""
    today = local_day(now, "WIB")
    found = live_postings(today).select_for_update().filter(id=posting_id).first()
    if found is None or not reach.covers(found.institution):
        return Refused("posting_unknown", "unknown", {"day": today.isoformat()})
    if on is not None and on < max(found.from_on, today):
        return Refused("posting_ends_before_start", "facts", {"day": max(found.from_on, today).isoformat()}, "on")
    next_one = _successor(found, successor, on or today)
    if isinstance(next_one, Refused):
        return next_one
    moved = _hand_over(found, next_one, today)
    if on is None:
        end_at_once(found, at=clock.real_now())
    else:
        end_posting(found, on=on)
    facts = {
        "on": on.isoformat() if on else "at_once",
        "decree": decree,
        "successor": str(next_one.id) if next_one else "",
        "cases": moved,
    }
    note_event("posting_ended", found, now=now, first=reach.posting.officer_id, facts=facts)
    return moved


def assigned_to(posting: Posting) -> int:
    """Count the cases that are assigned to the posting; how many, never which."""
    with as_clerk():
        return Assignment.objects.filter(posting=posting, institution=posting.institution).count()


def _successor(leaving: Posting, chosen: uuid.UUID | None, day: date) -> Posting | Refused | None:
    if chosen is None:
        return None
    same = live_postings(day).filter(id=chosen, institution=leaving.institution, role=leaving.role)
    found = same.exclude(id=leaving.id).first()
    return found or Refused("successor_unfit", "facts", {}, "successor")


def _hand_over(leaving: Posting, successor: Posting | None, today: date) -> int:
    """Move the assignments as the house: whoever looks after officers need not see their cases."""
    with as_clerk():
        own = Assignment.objects.filter(posting=leaving, institution=leaving.institution)
        refs = list(own.values_list("case__ref", flat=True))
        if successor is None:
            own.delete()
        else:
            own.update(posting=successor)
        for ref in refs:
            tell([leaving.institution], ref=ref, code="assignment_moved", on=today)
    return len(refs)
