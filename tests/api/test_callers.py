"""Who may call, and what an officer sees at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from sbt.cases.models import Case
from sbt.people.models import RefusedAttempt
from sbt.people.tokens import give_token
from sbt.project import clock
from tests.api.api_calls import Api, problem, report
from tests.api.conftest import NOW, Time

ADDRESSES = [
    "/cases",
    "/cases/NET-2024-7K4QM2",
    "/cases/NET-2024-7K4QM2/moves",
    "/cases/NET-2024-7K4QM2/events",
    "/cases/NET-2024-7K4QM2/candidates",
    "/files/00000000-0000-4000-8000-000000000000",
]


def test_what_needs_no_token_is_a_short_list(citizen: Api) -> None:
    paths = citizen.get("/openapi.json").json()["paths"]
    open_to_all = {
        path.removeprefix("/api/v1")
        for path, methods in paths.items()
        for one in methods.values()
        if {} in one.get("security", [{}])
    }
    assert open_to_all == {
        "/reports",
        "/reports/status",
        "/reports/evidence",
        "/reports/answers",
        "/reports/steps/{step}",
        "/files",
        "/oauth/token",
        "/openapi.json",
        "/sealing",
        "/institutions",
        "/law",
        "/law/regimes",
        "/law/violations",
        "/law/sanctions",
        "/law/calendar/{year}",
        "/law/deadlines",
        "/law/deadlines/{term}",
    }


@pytest.mark.parametrize("address", ADDRESSES)
def test_officers_addresses_ask_for_a_token(citizen: Api, address: str) -> None:
    answer = citizen.get(address)
    problem(answer, 401, "token_missing")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    citizen.token = "sbt_tidak-ada"
    problem(citizen.get(address), 401, "token_unknown")


@pytest.mark.parametrize("address", ["/findings", "/batches", "/cases/NET-2024-7K4QM2/steps/suara"])
def test_officers_writes_ask_for_a_token(citizen: Api, address: str) -> None:
    problem(citizen.post(address, {}), 401, "token_missing")


def test_an_ended_postings_token_says_so(officer: Callable[..., Api], time: Time) -> None:
    ended = officer("bkn", "verifikator", until=date(2024, 11, 13))
    told = problem(ended.get("/cases"), 401, "posting_ended")
    assert "13 November 2024" in told["detail"]
    time.now = NOW - timedelta(days=2)
    assert ended.get("/cases").status_code == 200


def test_a_posting_that_has_not_begun_and_a_closed_account(officer: Callable[..., Api]) -> None:
    problem(officer("bkn", "auditor", from_on=date(2024, 12, 1)).get("/cases"), 401, "posting_not_begun")
    closed = officer("bkn", "verifikator")
    assert closed.posting is not None
    closed.posting.officer.is_active = False
    closed.posting.officer.save()
    problem(closed.get("/cases"), 401, "account_closed")


def test_a_token_expires_in_real_time(officer: Callable[..., Api]) -> None:
    api = officer("bkn", "verifikator")
    assert api.posting is not None
    old = give_token(api.posting, now=clock.real_now() - timedelta(days=91))
    problem(Api(Client(), old).get("/cases"), 401, "token_unknown")


def test_out_of_sight_is_absent(citizen: Api, officer: Callable[..., Api]) -> None:
    citizen.post("/reports", report(accused=[{"name": "Budi", "instansi": "pemda-32.91"}]))
    ref = Case.objects.get().ref
    assert officer("bawaslu-32.91", "pengkaji").get(f"/cases/{ref}").status_code == 200
    for institution, role in (("bawaslu-32.92", "pengkaji"), ("pemda-32.91", "pic"), ("gakkumdu", "pimpinan")):
        other = officer(institution, role)
        for tail in ("", "/moves", "/events", "/candidates"):
            hidden = problem(other.get(f"/cases/{ref}{tail}"), 404, "not_found")
            absent = problem(other.get(f"/cases/NET-2024-7K4QM2{tail}"), 404, "not_found")
            assert {**hidden, "instance": ""} == {**absent, "instance": ""}
        problem(other.step(ref, "suara", None, vote="lanjut", reason="Cukup jelas"), 404, "not_found")
        assert other.get("/cases?desk=all").json()["cases"] == []


@pytest.mark.parametrize("ref", ["NET-2024-7K4QM3", "x", "%00", "..%2F..", "NET-2024-%F0%9F%98%80", "'--"])
def test_references_that_are_none(officer: Callable[..., Api], ref: str) -> None:
    problem(officer("bkn", "verifikator").get(f"/cases/{ref}"), 404, "not_found")


def test_an_attempt_beyond_the_power_is_noted(citizen: Api, officer: Callable[..., Api]) -> None:
    citizen.post("/reports", report())
    case = Case.objects.get()
    office = officer("bawaslu-32.91", "pengkaji")
    told = problem(
        office.step(case.ref, "suara", None, vote="lanjut", reason="Cukup jelas"), 403, "power_held_by_other"
    )
    assert "BKN" in told["detail"]
    noted = RefusedAttempt.objects.get()
    assert (noted.institution, noted.code, noted.ref) == ("bawaslu-32.91", "power_held_by_other", case.ref)
