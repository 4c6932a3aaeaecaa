"""A lost second factor comes back through two persons, both noted; sessions end at once."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.db import IntegrityError, transaction
from django.test import Client

from sbt.people.factors import RECORDS
from sbt.people.models import LostFactor, Officer, SecurityEvent, Session
from sbt.project import clock

from .conftest import SignIn, posting_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published_law")]
REASON = "Datang sendiri ke ruang kepegawaian dengan kartu pegawai."


@pytest.fixture
def lost(sign_in: SignIn) -> Client:
    client = sign_in("pemda-32.01", "pic")
    officer = Officer.objects.get(email="pic1@pemda-32.01.example")
    Authenticator.objects.create(user=officer, type="totp", data={"secret": encrypt("JBSWY3DPEHPK3PXP")})
    return client


def ask(client: Client, email: str = "pic1@pemda-32.01.example") -> int:
    return client.post("/petugas/pemulihan", {"email": email, "reason": REASON}).status_code


def settle(client: Client, verdict: str = "sahkan") -> int:
    return client.post(f"/petugas/pemulihan/{LostFactor.objects.get().id}", {"putusan": verdict}).status_code


def test_one_asks_another_confirms_and_the_factors_are_gone(sign_in: SignIn, lost: Client) -> None:
    one, two = sign_in("pemda-32.01", "operator"), sign_in("pemda-32.01", "operator", 2)
    assert ask(one) == 302
    assert ask(one) == 409
    assert lost.get("/tugas").status_code == 200
    assert settle(one) == 409
    assert Authenticator.objects.exists()
    assert REASON in two.get("/petugas/pemulihan").content.decode()
    assert settle(two) == 302
    assert not Authenticator.objects.exists()
    assert lost.get("/tugas").status_code == 302
    assert not Session.objects.filter(officer__email__startswith="pic1").exists()
    noted = list(SecurityEvent.objects.order_by("id").values_list("kind", "officer__email"))
    assert noted == [(kind, "pic1@pemda-32.01.example") for kind in ("recovery_asked", "recovery_confirmed")]
    assert SecurityEvent.objects.exclude(by_posting="").values("by_posting").distinct().count() == 2
    assert settle(two) == 404


def test_the_agency_over_all_is_the_second_person_where_there_is_one_coordinator(sign_in: SignIn, lost: Client) -> None:
    assert ask(sign_in("pemda-32.01", "operator")) == 302
    assert settle(sign_in("pemda-32.02", "operator")) == 404
    assert settle(sign_in("bkn", "operator"), "tolak") == 302
    assert Authenticator.objects.exists()
    assert lost.get("/tugas").status_code == 200


def test_nobody_recovers_himself_or_a_stranger_and_others_may_not_ask(sign_in: SignIn, lost: Client) -> None:
    operator = sign_in("pemda-32.01", "operator")
    assert ask(operator, "operator1@pemda-32.01.example") == 409
    assert ask(sign_in("pemda-32.02", "operator")) == 404
    assert ask(operator, "tidak.ada@contoh.example") == 404
    assert operator.post("/petugas/pemulihan", {"email": "", "reason": ""}).status_code == 422
    assert ask(lost) == 403
    assert not LostFactor.objects.exists()


def test_the_officer_in_question_is_never_the_second_person(sign_in: SignIn) -> None:
    one, two = sign_in("pemda-32.01", "operator"), sign_in("pemda-32.01", "operator", 2)
    assert ask(one, "operator2@pemda-32.01.example") == 302
    assert settle(two) == 409
    body = two.get("/petugas/pemulihan").content.decode()
    assert not re.search(r'value="sahkan"', body)


def test_it_needs_a_fresh_factor(sign_in: SignIn, lost: Client) -> None:
    operator = sign_in("pemda-32.01", "operator")
    officer = Officer.objects.get(email="operator1@pemda-32.01.example")
    Authenticator.objects.create(user=officer, type="totp", data={"secret": encrypt("JBSWY3DPEHPK3PXP")})
    session = operator.session
    session[RECORDS] = [{"method": "mfa", "at": (clock.real_now() - timedelta(minutes=6)).timestamp()}]
    session.save()
    assert operator.get("/petugas/pemulihan").url.startswith("/pastikan")


def test_the_database_itself_refuses_one_person_for_both() -> None:
    posting = posting_of("bkn", "operator")
    other = posting_of("bkn", "auditor")
    row = {
        "officer": other.officer,
        "institution": "bkn",
        "reason": REASON,
        "asked_by": posting.officer,
        "asked_at": clock.real_now(),
        "settled_by": posting.officer,
        "settled_at": clock.real_now(),
        "confirmed": True,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        LostFactor.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        LostFactor.objects.create(**row | {"officer": posting.officer, "settled_by": other.officer})
