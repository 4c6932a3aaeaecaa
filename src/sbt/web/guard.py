"""The door of every page: who may come in at all. What an officer may do with a case is decided elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from sbt.information.queries import serves
from sbt.people.actor import actor_for
from sbt.people.factors import shown_at
from sbt.people.models import Officer, Posting
from sbt.people.sign_in import live_of
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.authority import Actor
from sbt.rules.deadline import local_day
from sbt.sealing.keys import HOLDS
from sbt.web import errors
from sbt.web.formats import label
from sbt.web.held_forms import HELD, take_up
from sbt.web.law_view import role_of

POSTING_KEY = "penugasan"
PUBLIC, ENROLLING, SIGNED_IN, OFFICER = "public", "enrolling", "signed_in", "officer"
"""Anybody; an officer who may lack a second factor; one who has shown it; one who acts in a posting."""

type View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Seat:
    """Who sits at the screen, as every page of an officer says it."""

    name: str
    initials: str
    role: str
    institution: str
    keeps_keys: bool = False
    """Whether the posting is a custodian's of sealed identities."""
    coordinates: bool = False
    """Whether it looks after officers."""
    inspects: bool = False
    approves: bool = False
    answers: bool = False
    """Whether it watches readings, approves erasures, answers persons' requests for their data."""
    informs: bool = False
    """Whether it has a part in requests for public information."""


class OfficerRequest(HttpRequest):
    """A request of a signed-in officer with a live posting."""

    actor: Actor
    posting: Posting
    seat: Seat


def guard(door: str) -> Callable[[View], View]:
    """Let in the public, a signed-in officer, an officer with a posting, or a posting that holds the named power."""

    def dressed(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *positional: Any, **named: Any) -> HttpResponseBase:
            if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
                return errors.bad_request(request)
            if door != PUBLIC:
                refusal = _enter(request, door)
                if refusal is not None:
                    return refusal
                if request.method == "POST" and HELD in request.GET and isinstance(request.user, Officer):
                    take_up(request, request.user, request.GET[HELD])
            return view(request, *positional, **named)

        guarded.door = door  # type: ignore[attr-defined]
        return guarded

    return dressed


def _enter(request: HttpRequest, door: str) -> HttpResponseBase | None:
    officer = request.user
    if not isinstance(officer, Officer) or not officer.is_active:
        return HttpResponseRedirect(f"{reverse('sign_in')}?{urlencode({'lanjut': request.get_full_path()})}")
    if door != ENROLLING and shown_at(request.session) is None:
        return HttpResponseRedirect(reverse("enrol"))
    live = live_of(officer, on=local_day(clock.now(), "WIB"))
    chosen = request.session.get(POSTING_KEY)
    posting = next((one for one in live if str(one.id) == chosen), None)
    if posting is None and chosen is not None:
        request.session.flush()
        return HttpResponseRedirect(f"{reverse('sign_in')}?berakhir=1")
    if posting is not None:
        _seat(request, officer, posting, live)
    if door in (ENROLLING, SIGNED_IN):
        return None
    if posting is None:
        return HttpResponseRedirect(reverse("postings"))
    role = role_of(posting.role)
    if door != OFFICER and (role is None or door not in role.powers):
        return errors.forbidden(request)
    return None


def _seat(request: HttpRequest, officer: Officer, posting: Posting, live: list[Posting]) -> None:
    commons, known = law().book.commons, law().protection
    request.actor = actor_for(posting, commons, hats=frozenset(str(one.id) for one in live))  # type: ignore[attr-defined]
    request.posting = posting  # type: ignore[attr-defined]
    institution, role = commons.institutions.get(posting.institution), role_of(posting.role)
    hat = (institution.kind if institution else "", posting.role)
    request.seat = Seat(  # type: ignore[attr-defined]
        name=officer.name,
        initials="".join(word[0] for word in officer.name.split()[:2]).upper(),
        role=f"{posting.acting_as.capitalize()} {label(role.label) if role else posting.role}".strip(),
        institution=institution.short if institution else posting.institution,
        keeps_keys=role is not None and HOLDS in role.powers,
        coordinates=posting.role in law().coordinators,
        inspects=known.inspects(*hat),
        approves=known.approvers.hold(*hat),
        answers=known.requests.hold(*hat),
        informs=serves(request.actor, law()),  # type: ignore[attr-defined]
    )
