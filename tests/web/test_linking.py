"""A coordinator links a colleague with the institution's own provider; never himself, never a stranger."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from pytest_django import Settings

from sbt.people.models import SecurityEvent
from sbt.project.providers import SignInProvider

from .conftest import SignIn, posting_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published_law")]


@pytest.fixture
def coordinator(settings: Settings, sign_in: SignIn) -> Client:
    settings.SBT_PROVIDERS = (
        SignInProvider(id="bkd", name="BKD", institution="pemda-32.01", issuer="https://x.example", client_id="sbt"),
        SignInProvider(id="lain", name="Lain", institution="bkn", issuer="https://y.example", client_id="sbt"),
    )
    return sign_in("pemda-32.01", "operator")


def link(client: Client, email: str, subject: str = "s-17", provider: str = "bkd") -> int:
    return client.post("/petugas/penyedia", {"email": email, "subject": subject, "provider": provider}).status_code


def test_a_colleague_is_linked_and_it_is_noted(coordinator: Client) -> None:
    colleague = posting_of("pemda-32.01", "pic").officer
    assert link(coordinator, colleague.email) == 302
    assert list(SocialAccount.objects.values_list("user__email", "provider", "uid")) == [
        (colleague.email, "bkd", "s-17")
    ]
    assert SecurityEvent.objects.get(kind="subject_linked").by_posting
    assert link(coordinator, colleague.email, "s-18") == 302
    assert SocialAccount.objects.get().uid == "s-18"
    other = posting_of("pemda-32.01", "pejabat").officer
    assert link(coordinator, other.email, "s-18") == 422


def test_nobody_else_is(coordinator: Client, sign_in: SignIn) -> None:
    stranger = posting_of("pemda-32.02", "pic").officer
    colleague = posting_of("pemda-32.01", "pic").officer
    assert link(coordinator, "operator1@pemda-32.01.example") == 409
    assert link(coordinator, stranger.email) == 404
    assert link(coordinator, "tidak.ada@contoh.example") == 404
    assert link(coordinator, colleague.email, provider="lain") == 422
    assert link(coordinator, colleague.email, subject=" ") == 422
    assert link(sign_in("pemda-32.01", "pejabat"), colleague.email) == 403
    assert not SocialAccount.objects.exists()


def test_an_institution_without_a_provider_reads_so(coordinator: Client, sign_in: SignIn) -> None:
    assert "tidak punya penyedia" in sign_in("pemda-32.02", "operator").get("/petugas/penyedia").content.decode()
