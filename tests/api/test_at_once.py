"""Requests at the same time, on real connections: nothing is done twice, nothing is lost."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from sbt.cases.models import Case, CaseEvent
from sbt.people.actions import add_officer, post_officer
from sbt.people.tokens import give_token
from sbt.project import clock
from sbt.rulebook import current
from tests.api.api_calls import Api, report
from tests.api.conftest import Time


@pytest.fixture
def ready(published_law: None, time: Time, transactional_db: None) -> Iterator[None]:
    current.forget()
    yield
    current.forget()


def at_once(calls: list[Callable[[], Any]]) -> list[Any]:
    """The answers of calls made side by side, each on its own connection."""

    def made(call: Callable[[], Any]) -> Any:
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(made, calls))


def caller(institution: str, role: str) -> Api:
    officer = add_officer(f"{role}.{institution}@contoh.id", "Petugas Contoh")
    posting = post_officer(officer, institution, role, from_on=date(2022, 1, 1), decree="SK-1/2022")
    return Api(Client(raise_request_exception=False), give_token(posting, now=clock.real_now()))


def test_the_same_report_eight_times_at_once_is_one_report(ready: None) -> None:
    key = {"Idempotency-Key": uuid.uuid4().hex}
    apis = [Api(Client(raise_request_exception=False)) for _ in range(8)]
    answers = at_once([lambda api=api: api.post("/reports", report(), **key) for api in apis])
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert Case.objects.count() == 1


def test_four_votes_at_once_do_not_refuse_one_another(ready: None) -> None:
    Api(Client()).post("/reports", report())
    ref = Case.objects.get().ref
    voters = [caller(institution, "verifikator") for institution in ("bkn", "bawaslu", "kemenpanrb", "kemendagri")]
    said = {"vote": "lanjut", "reason": "Cukup jelas"}
    answers = at_once([lambda api=api: api.step(ref, "suara", None, **said) for api in voters])
    assert [answer.status_code for answer in answers] == [201] * 4, [answer.content for answer in answers]
    assert sorted(CaseEvent.objects.values_list("seq", flat=True)) == [1, 2, 3, 4, 5]


def test_two_officers_at_once_one_is_told_what_changed(ready: None) -> None:
    Api(Client()).post("/reports", report())
    ref = Case.objects.get().ref
    two = [caller("bkn", role) for role in ("verifikator", "auditor")]
    answers = at_once([lambda api=api: api.step(ref, "batalkan", 1, reason="Salah orang, dibatalkan.") for api in two])
    assert sorted(answer.status_code for answer in answers) == [201, 412]
    told = next(answer.json() for answer in answers if answer.status_code == 412)
    assert told["meanwhile"][0]["step"] == "batalkan"
