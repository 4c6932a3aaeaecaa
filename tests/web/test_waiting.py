"""Too much from one network: the visitor waits, loses nothing, and gets through."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client, RequestFactory

from sbt.intake import visitors
from sbt.intake.models import Report
from sbt.intake.pace import HOUR, Pace
from sbt.intake.receipt import new_receipt

from .test_report_journey import fill, png

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("published_law")]


@pytest.fixture
def full(settings: Any) -> Iterator[None]:
    settings.SBT_REPORTS_AN_HOUR = 0
    settings.SBT_READS_AN_HOUR = 0
    visitors.pace.cache_clear()
    yield
    visitors.pace.cache_clear()


@pytest.fixture
def one_left(full: None) -> Pace:
    pace = visitors.pace()
    known = pace.allowances["report"]
    pace.allowances["report"] = type(known)(0, 1)
    return pace


def ticket_of(page: str) -> str:
    return re.search(r'name="tiket" value="([^"]+)"', page)[1]  # type: ignore[index]


@pytest.fixture
def citizen() -> Client:
    return Client(headers={"accept-language": "id"})


def test_a_full_network_waits_and_its_draft_stays(citizen: Client, full: None) -> None:
    key = fill(citizen)
    answer = citizen.post("/lapor/5", {"key": key, "truthful": "1"})
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= HOUR
    assert "Isian Anda tidak hilang" in answer.content.decode()
    assert citizen.get("/lapor/5").status_code == 200
    assert not Report.objects.exists()


def test_after_waiting_the_report_goes_through(
    citizen: Client, one_left: Pace, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = fill(citizen)
    sent = {"key": key, "truthful": "1"}
    ticket = ticket_of(citizen.post("/lapor/5", sent).content.decode())
    early = citizen.post("/lapor/5", {**sent, "tiket": ticket})
    assert early.status_code == 429
    assert ticket_of(early.content.decode()) == ticket
    monkeypatch.setattr("sbt.intake.pace.WAIT", 0)
    assert citizen.post("/lapor/5", {**sent, "tiket": ticket}).status_code == 302
    assert Report.objects.count() == 1


def test_what_was_posted_comes_back_with_the_ticket(citizen: Client, full: None) -> None:
    code = new_receipt()
    answer = citizen.post("/status", {"code": code})
    assert answer.status_code == 429
    assert f'name="code" value="{code}"' in answer.content.decode()


def test_the_address_counts_behind_a_proxy(rf: RequestFactory, settings: Any) -> None:
    settings.SBT_PROXIES = 1
    request = rf.get("/", headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.9"})
    assert visitors.address_of(request) == "203.0.113.9"


def test_without_a_proxy_nobody_names_his_own_address(rf: RequestFactory) -> None:
    request = rf.get("/", headers={"X-Forwarded-For": "203.0.113.9"})
    assert visitors.address_of(request) == "127.0.0.1"


def test_files_of_one_network_have_an_end_and_what_was_typed_stays(citizen: Client, full: None) -> None:
    key = fill(citizen)
    assert key
    allowances = visitors.pace().allowances
    allowances["upload"] = type(allowances["upload"])(2, 2)
    assert citizen.post("/lapor/3", {"files": [png("dua.png")]}).status_code == 302
    answer = citizen.post("/lapor/3", {"files": [png("tiga.png")], "links": "https://contoh.id/tetap"})
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "sangat banyak mengirim berkas" in body
    assert "dua.png" in body
    assert "tiga.png" not in body
    assert "https://contoh.id/tetap" in body
