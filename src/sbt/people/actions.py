"""Makes officers and postings, ends them, and forgets kept answers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sbt.people.models import KeptAnswer, Officer, Posting

if TYPE_CHECKING:
    from datetime import date, datetime


def add_officer(email: str, name: str, password: str | None = None) -> Officer:
    """Make an officer who can sign in, or give the one who has this address."""
    return Officer.objects.filter(email=email).first() or Officer.objects.create_user(
        email, name=name, password=password
    )


def post_officer(
    officer: Officer, institution: str, role: str, *, from_on: date, decree: str, office: str = ""
) -> Posting:
    """Give an officer a posting by an act with a number; the same posting is not given twice."""
    posting, _ = Posting.objects.get_or_create(
        officer=officer,
        institution=institution,
        role=role,
        from_on=from_on,
        defaults={"decree": decree, "office": office},
    )
    return posting


def end_posting(posting: Posting, *, on: date) -> None:
    """Let the posting end with the day; its tokens and sessions open nothing afterwards."""
    posting.until_on = on
    posting.save(update_fields=["until_on"])


def end_at_once(posting: Posting, *, at: datetime) -> None:
    """End the posting now: the next request of its sessions finds nothing, its tokens are void."""
    posting.ended_at = at
    posting.save(update_fields=["ended_at"])
    posting.tokens.filter(ended_at=None).update(ended_at=at)


def forget_answers(today: date) -> int:
    """Delete the kept answers of the day before yesterday and earlier."""
    return KeptAnswer.objects.filter(kept_on__lt=today - timedelta(days=1)).delete()[0]
