"""Pages for everybody: home, help, accessibility, privacy; and the switches of language and theme."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from sbt.project import clock
from sbt.rules.deadline import local_day
from sbt.web import law_view, lending
from sbt.web.guard import PUBLIC, guard
from sbt.web.page import THEME_COOKIE, THEMES, page

LANGUAGE_COOKIE = "sbt_bahasa"
_A_YEAR = 365 * 24 * 3600


@guard(PUBLIC)
@require_GET
def home(request: HttpRequest) -> HttpResponseBase:
    """What SBT is, one button, the status check, and what happens after reporting."""
    stations = law_view.stations_after_report(local_day(clock.now(), "WIB"))
    return page(request, "public/home.html", {"stations": stations})


@guard(PUBLIC)
@require_GET
def help_page(request: HttpRequest) -> HttpResponseBase:
    """How reporting works, in questions and answers."""
    return page(request, "public/help.html")


@guard(PUBLIC)
@require_GET
def accessibility(request: HttpRequest) -> HttpResponseBase:
    """What the pages promise to people who read them differently."""
    return page(request, "public/accessibility.html")


@guard(PUBLIC)
@require_GET
def privacy(request: HttpRequest) -> HttpResponseBase:
    """What is kept of a reporter, by whom it is read, and what is not kept."""
    return page(request, "public/privacy.html")


@guard(PUBLIC)
@require_POST
def set_language(request: HttpRequest) -> HttpResponseBase:
    """Remember the language of the reader and lead back."""
    response = _back(request)
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        lending.lend(response, LANGUAGE_COOKIE, chosen, path="/", seconds=_A_YEAR)
    return response


@guard(PUBLIC)
@require_POST
def set_theme(request: HttpRequest) -> HttpResponseBase:
    """Remember light or dark, or forget it so that the device decides."""
    response = _back(request)
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        lending.lend(response, THEME_COOKIE, chosen, path="/", seconds=_A_YEAR)
    else:
        lending.take_back(response, THEME_COOKIE, path="/")
    return response


def _back(request: HttpRequest) -> HttpResponse:
    target = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts=None) and target.startswith("/")
    return HttpResponseRedirect(target if safe else "/")
