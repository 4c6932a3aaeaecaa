"""What pages of coordinators share: the door, how far one reaches, and words for postings and for what was noted."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from sbt.people.grants import Reach
from sbt.rulebook.current import law
from sbt.web import errors, names
from sbt.web.formats import day, label
from sbt.web.guard import OFFICER, OfficerRequest, guard
from sbt.web.law_view import role_of
from sbt.web.offers import Offer
from sbt.web.step_up import fresh_factor

if TYPE_CHECKING:
    from datetime import date

    from sbt.people.models import PeopleEvent, Posting

STATUS = {"power": 403, "order": 409, "guard": 409, "facts": 422, "unknown": 404}

type View = Callable[..., HttpResponseBase]


def coordinator(view: View) -> View:
    """Let in who looks after officers, within five minutes of a factor."""

    @guard(OFFICER)
    @wraps(view)
    def entered(request: OfficerRequest, *positional: Any, **named: Any) -> HttpResponseBase:
        if request.posting.role not in law().coordinators:
            return errors.forbidden(request)
        return stepped(request, *positional, **named)

    stepped = fresh_factor(view)
    return entered


def reach_of(request: OfficerRequest) -> Reach:
    """Tell how far the coordinator reaches: his institution, or all where his kind steps in."""
    everywhere = request.actor.kind in law().coordinators.get(request.posting.role, frozenset())
    return Reach(posting=request.posting, everywhere=everywhere)


def roles_at(institution: str) -> list[Offer]:
    """List the roles that the institution has."""
    known = law().book.commons
    found = known.institutions.get(institution)
    kind = found.kind if found else ""
    offered = (one for one in known.authority.roles if one.exists_at(kind) and one.kinds not in _NO_OFFICERS)
    return [Offer(one.id, label(one.label)) for one in offered]


_NO_OFFICERS = (frozenset({"publik"}), frozenset({"sistem"}))
"""Kinds of what is no institution with officers."""


def all_roles() -> list[Offer]:
    """List every role an officer may have."""
    return [
        Offer(one.id, label(one.label)) for one in law().book.commons.authority.roles if one.kinds not in _NO_OFFICERS
    ]


def role_name(role: str) -> str:
    """Name a role."""
    known = role_of(role)
    return label(known.label) if known else role


def posting_words(posting: Posting) -> dict[str, Any]:
    """Say a posting for a table."""
    return {
        "id": posting.id,
        "name": posting.officer.name,
        "email": posting.officer.email,
        "role": role_name(posting.role),
        "institution": names.institution(posting.institution),
        "office": posting.office,
        "decree": posting.decree,
        "span": span(posting.from_on, posting.until_on),
        "acting_as": posting.acting_as,
        "enrolled": posting.officer.has_usable_password(),
    }


def span(from_on: date, until_on: date | None) -> str:
    """Say from when to when."""
    if until_on is None:
        return _("sejak %(day)s") % {"day": day(from_on)}
    return _("%(first)s sampai %(last)s") % {"first": day(from_on), "last": day(until_on)}


def event_words(event: PeopleEvent) -> dict[str, Any]:
    """Say a line of the log: what, about whom, by whom."""
    said = {
        "postings_proposed": _("Penugasan diusulkan"),
        "postings_refused": _("Usul penugasan ditolak"),
        "posting_granted": _("Penugasan diberikan"),
        "substitute_granted": _("Pengganti ditunjuk"),
        "posting_ended": _("Penugasan diakhiri"),
        "client_proposed": _("Sistem diusulkan"),
        "client_refused": _("Usul sistem ditolak"),
        "client_registered": _("Sistem didaftarkan"),
        "client_ended": _("Sistem diakhiri"),
        "key_proposed": _("Kunci sistem diusulkan"),
        "key_refused": _("Usul kunci ditolak"),
        "key_added": _("Kunci sistem ditambahkan"),
        "key_ended": _("Kunci sistem diakhiri"),
        "setup": _("Koordinator pertama ditetapkan"),
    }
    return {
        "words": said.get(event.kind, event.kind),
        "on": event.on,
        "institution": names.institution(event.institution),
        "about": event.officer.name if event.officer else "",
        "role": role_name(str(event.facts["role"])) if event.facts.get("role") else "",
        "decree": event.facts.get("decree", ""),
        "first": event.first.name if event.first else "",
        "second": event.second.name if event.second else "",
    }
