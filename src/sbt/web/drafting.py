"""The draft of a reporter between two pages: opened by the cookie, saved, forgotten."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from sbt.intake.draft import COOKIE, LIFE, Draft, discard_draft, new_draft, open_draft, save_draft
from sbt.people.acting import acting, reading
from sbt.people.actor import PUBLIC
from sbt.web import lending

PATH = "/lapor"


def find(request: HttpRequest, now: datetime) -> Draft | None:
    """Open the draft that the cookie is the key of."""
    cookie = lending.lent(request, COOKIE)
    if not cookie:
        return None
    with reading(PUBLIC):
        return open_draft(cookie, now=now)


def find_or_begin(request: HttpRequest, now: datetime) -> Draft:
    """Open the draft of the cookie, or begin a new one; nothing is stored before the first answer."""
    return find(request, now) or new_draft(now)


def keep(draft: Draft, now: datetime) -> None:
    """Store the draft."""
    with acting(PUBLIC, now=now):
        save_draft(draft)


def change[T](now: datetime, act: Callable[[], T]) -> T:
    """Run a change of a draft in a transaction of its own."""
    with acting(PUBLIC, now=now):
        return act()


def onward(draft: Draft, name: str, *positional: object) -> HttpResponse:
    """Lead to the next page and give the key to the reporter's browser."""
    response = HttpResponseRedirect(reverse(name, args=positional))
    lend_key(response, draft)
    return response


def lend_key(response: HttpResponse, draft: Draft) -> None:
    """Set the cookie that alone opens the draft."""
    lending.lend(response, COOKIE, draft.cookie, path=PATH, seconds=int(LIFE.total_seconds()))


def forget(response: HttpResponse) -> HttpResponse:
    """Take the key back from the browser."""
    lending.take_back(response, COOKIE, path=PATH)
    return response


def discard(draft: Draft, now: datetime) -> None:
    """Delete the draft with its files at once."""
    with acting(PUBLIC, now=now):
        discard_draft(draft)
