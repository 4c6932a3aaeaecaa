"""A key seals only when its owner offered it and another person of the same office confirmed it; a retired one no more."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from sbt.people.models import Posting
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.outcome import Refused
from sbt.sealing import hpke
from sbt.sealing.keys import confirm_key, offer_key, retire_key
from sbt.sealing.models import CustodianKey, KeyAct
from sbt.sealing.queries import live_keys, seal_to
from tests.sealing.custodians import Custodians
from tests.web.conftest import posting_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("published_law")]
ON = date(2024, 12, 4)


def end_of(public: bytes) -> str:
    return hpke.fingerprint(public)[-9:]


def test_three_offices_with_keys_are_sealed_to(custodians: Custodians) -> None:
    to = seal_to(law().custody, instansi=(), on=ON)
    assert to is not None
    assert to.offices == ("unit_penerima", "inspektorat", "pelindung")
    assert {one.key for one in to.recipients} == set(custodians.keys.values())


def test_nobody_confirms_his_own_key_nor_one_whose_fingerprint_differs(custodians: Custodians) -> None:
    owner, second = custodians.actor("pelindung", 0), custodians.actor("pelindung", 1)
    public = hpke.public_of(hpke.new_private())
    key = offer_key(public, law=law(), actor=owner, on=ON)
    assert isinstance(key, CustodianKey)
    assert key.id not in {one.id for one in live_keys(ON)}
    refusals = [
        confirm_key(key.id, typed=end_of(public), law=law(), actor=owner, now=clock.now()),
        confirm_key(key.id, typed="0000 0000", law=law(), actor=second, now=clock.now()),
        confirm_key(key.id, typed=end_of(public), law=law(), actor=custodians.actor("inspektorat", 1), now=clock.now()),
    ]
    assert [one.code for one in refusals if isinstance(one, Refused)] == [
        "same_officer",
        "fingerprint_differs",
        "key_unknown",
    ]
    assert isinstance(confirm_key(key.id, typed=end_of(public), law=law(), actor=second, now=clock.now()), KeyAct)
    again = confirm_key(key.id, typed=end_of(public), law=law(), actor=second, now=clock.now())
    assert isinstance(again, Refused)
    assert key.id in {one.id for one in live_keys(ON)}


def test_a_retired_key_and_one_of_an_ended_posting_seal_no_more(custodians: Custodians) -> None:
    retire_key(custodians.keys["pelindung"], law=law(), actor=custodians.actor("pelindung", 1), now=clock.now())
    two = seal_to(law().custody, instansi=(), on=ON)
    assert two is not None
    assert two.offices == ("unit_penerima", "inspektorat")
    Posting.objects.filter(id=custodians.postings["inspektorat"][0].id).update(until_on=ON - timedelta(days=1))
    assert seal_to(law().custody, instansi=(), on=ON) is None, "one office alone is none"


@pytest.mark.parametrize(
    ("institution", "role"), [("bkn", "auditor"), ("bawaslu", "verifikator"), ("lpsk", "operator")]
)
def test_who_is_no_custodian_offers_no_key(institution: str, role: str) -> None:
    from sbt.people.actor import actor_for

    actor = actor_for(posting_of(institution, role), law().book.commons)
    refused = offer_key(hpke.public_of(hpke.new_private()), law=law(), actor=actor, on=ON)
    assert isinstance(refused, Refused)
    assert refused.kind == "power"


def test_what_is_no_key_is_refused(custodians: Custodians) -> None:
    refused = offer_key(b"\4" * 65, law=law(), actor=custodians.actor("pelindung"), on=ON)
    assert isinstance(refused, Refused)
    assert refused.code == "key_unreadable"


@pytest.mark.parametrize("table", ["sealing_custodiankey", "sealing_keyact", "sealing_opening", "sealing_openingact"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_application_changes_no_key_and_no_log_of_openings(table: str, statement: str) -> None:
    with (
        transaction.atomic(),
        connection.cursor() as cursor,
        pytest.raises(ProgrammingError, match="permission denied"),
    ):
        cursor.execute(statement.format(table))


@pytest.mark.parametrize(
    "statement", ["UPDATE sealing_sealedidentity SET choice = 'terbuka'", "DELETE FROM sealing_sealedidentity"]
)
def test_the_application_changes_no_sealed_identity(statement: str) -> None:
    with (
        transaction.atomic(),
        connection.cursor() as cursor,
        pytest.raises(ProgrammingError, match="permission denied"),
    ):
        cursor.execute(statement)
