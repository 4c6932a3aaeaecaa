"""What the sign-in library asks of us: where it leads next, how secrets are kept, who may come from elsewhere."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from sbt.people.factors import has_factor, is_fresh
from sbt.people.models import Officer
from sbt.people.security_log import note
from sbt.project import clock

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser

_NONCE = 12
_BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
_SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Nobody signs up here, nothing is sent by mail, and after sign-in the posting is chosen."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: accounts are made by institutions."""
        return False

    def get_login_stages(self) -> list[str]:
        """Ask for a second factor, and for nothing else."""
        return ["allauth.mfa.stages.AuthenticateStage"]

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Begin the session of the officer under a new key."""
        request.session.device = device_of(request)  # type: ignore[attr-defined]
        super().login(request, user)
        if isinstance(user, Officer):
            note("signed_in", user, about=request.session.device)  # type: ignore[attr-defined]

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **known: Any) -> HttpResponse:
        """Lead on to the posting; `enter` sends on to enrolment who has no second factor yet."""
        request.session["lanjut"] = known.get("redirect_url") or settings.LOGIN_REDIRECT_URL
        return HttpResponseRedirect(reverse("enter"))

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """Lead back to the beginning: an ended account looks like none."""
        return HttpResponseRedirect(reverse("sign_in"))

    def is_reauthentication_required(self, *, app: str, **known: Any) -> bool:
        """Ask for a fresh factor before factors change; who has none yet has just shown his password."""
        request = context.request
        return has_factor(request.user) and not is_fresh(request.session, now=clock.real_now())

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, str]]:
        """Lead to our own page."""
        return [{"id": "sbt", "description": "", "url": reverse("step_up")}]

    def add_message(self, *positional: Any, **named: Any) -> None:
        """Say nothing: our pages say what was done."""

    def send_notification_mail(self, *positional: Any, **named: Any) -> None:
        """Send nothing: the page of the account lists what was noted."""


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the library has no types
    """Keeps the secrets of factors sealed, so that a copy of the table opens nothing."""

    def encrypt(self, text: str) -> str:
        """Seal a secret for the table."""
        nonce = os.urandom(_NONCE)
        return (nonce + AESGCM(_key()).encrypt(nonce, text.encode(), None)).hex()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret of the table."""
        sealed = bytes.fromhex(encrypted_text)
        return AESGCM(_key()).decrypt(sealed[:_NONCE], sealed[_NONCE:], None).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Name this site to a passkey."""
        return {"id": context.request.get_host().partition(":")[0], "name": "SBT"}


def device_of(request: HttpRequest) -> str:
    """Give browser and system in two words, so that the owner of a session knows it again; nothing finer is kept."""
    agent = request.headers.get("User-Agent", "")
    browser = next((name for mark, name in _BROWSERS.items() if re.search(rf"\b{mark}", agent)), "")
    system = next((name for mark, name in _SYSTEMS.items() if mark in agent), "")
    return " · ".join(filter(None, (browser, system)))


def _key() -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"sbt second factor").derive(settings.STORE_KEY)
