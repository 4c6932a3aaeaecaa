"""Signing in by an institution's own provider (OpenID Connect): only people whom a coordinator linked beforehand."""

from __future__ import annotations

from typing import Any

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.openid_connect import views as library
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sbt.people import outgoing
from sbt.people.models import Officer
from sbt.people.queries import live_postings
from sbt.people.security_log import note
from sbt.project import clock
from sbt.rules.deadline import local_day
from sbt.web import errors
from sbt.web.guard import PUBLIC, guard
from sbt.web.page import page


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Lets in whose subject was linked and who is posted where the provider belongs; nobody becomes an officer here."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Refuse: accounts are made by institutions."""
        return False

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[SocialApp]:
        """Give the providers of the file; none stands in the database."""
        found = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for apps in found.values() for app in apps]

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse whom nobody linked, whose account ended, or who has no posting at the provider's institution."""
        account, officer = sociallogin.account, sociallogin.user
        linked = sociallogin.is_existing and isinstance(officer, Officer)
        if linked:
            SocialAccount.objects.filter(pk=account.pk).update(extra_data={})
        if not linked or not officer.is_active or not _posted(officer, account.provider):
            note("subject_refused", officer if linked else None, about=account.provider)
            raise ImmediateHttpResponse(refused(request, _("Akun Anda di penyedia ini belum dihubungkan")))

    def on_authentication_error(self, request: HttpRequest, provider: Any, **known: Any) -> None:
        """Say that the provider let nobody in."""
        raise ImmediateHttpResponse(refused(request, _("Penyedia tidak mengesahkan Anda")))

    def get_requests_session(self) -> requests.Session:
        """Ask by the one way out: no redirect, no proxy, no inner network but the hosts that the operator named."""
        return outgoing.session(settings.SBT_OUTGOING_HOSTS)


@guard(PUBLIC)
@require_GET
def begin(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Lead to the provider."""
    if provider_id not in {one.id for one in settings.SBT_PROVIDERS}:
        return errors.not_found(request)
    if set(request.GET) - {"next"}:
        return errors.bad_request(request)
    try:
        answer: HttpResponseBase = library.login(request, provider_id)
    except requests.RequestException:
        return refused(request, _("Penyedia tidak menjawab"), status=502)
    return answer


@guard(PUBLIC)
@require_GET
def finish(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Take the provider's word, and go on to the second factor."""
    if provider_id not in {one.id for one in settings.SBT_PROVIDERS}:
        return errors.not_found(request)
    try:
        answer: HttpResponseBase = library.callback(request, provider_id)
    except requests.RequestException:
        return refused(request, _("Penyedia tidak menjawab"), status=502)
    return answer


def refused(request: HttpRequest, title: str, *, status: int = 403) -> HttpResponse:
    """Say that nobody came in, and where help is."""
    return page(request, "session/refused.html", {"title": title}, status=status)


def _posted(officer: Officer, provider_id: str) -> bool:
    today = local_day(clock.now(), "WIB")
    institution = next((one.institution for one in settings.SBT_PROVIDERS if one.id == provider_id), "")
    return live_postings(today).filter(officer=officer, institution=institution).exists()
