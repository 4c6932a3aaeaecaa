"""A caller of the API in each institution, on the real law, at a fixed day of the case work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import psycopg
import pytest
from django.test import Client

from sbt.people.actions import add_officer, post_officer
from sbt.people.tokens import give_token
from sbt.project import clock
from sbt.register.names import name_key
from sbt.rulebook import current
from tests.api.api_calls import Api

NOW = datetime(2024, 11, 14, 3, 0, tzinfo=UTC)


@dataclass
class Time:
    """The time of the case work in a test."""

    now: datetime = NOW


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    found = Time()
    monkeypatch.setattr(clock, "now", lambda: found.now)
    return found


@pytest.fixture
def law(published_law: None, time: Time, db: None) -> Iterator[Any]:
    current.forget()
    yield current.law()
    current.forget()


@pytest.fixture
def citizen(law: Any) -> Api:
    return Api(Client(raise_request_exception=False))


@pytest.fixture
def officer(law: Any) -> Callable[..., Api]:
    def made(
        institution: str, role: str, *, person: str = "", until: date | None = None, from_on: date = date(2022, 1, 1)
    ) -> Api:
        email = f"{person or f'{role}.{institution}'}@contoh.id".lower()
        posting = post_officer(
            add_officer(email, "Petugas Contoh"), institution, role, from_on=from_on, decree="SK-1/2022"
        )
        if until:
            posting.until_on = until
            posting.save()
        token = give_token(posting, now=clock.real_now())
        return Api(Client(raise_request_exception=False), token, posting=posting)

    return made


@pytest.fixture
def in_register(as_superuser: psycopg.Connection) -> Iterator[Callable[..., str]]:
    """Puts a person into the register, which no login of the web may do."""
    made: list[str] = []

    def put(nip: str, name: str, instansi: str, *, job_level: str = "administrator") -> str:
        as_superuser.execute(
            "INSERT INTO register_asn (nip, name, name_key, instansi, unit, post, job_level, employment, standing)"
            " VALUES (%s, %s, %s, %s, 'Kecamatan Contoh', 'Camat', %s, 'pns', 'active')",
            [nip, name, name_key(name), instansi, job_level],
        )
        made.append(nip)
        return nip

    yield put
    as_superuser.execute("DELETE FROM register_asn WHERE nip = ANY(%s)", [made])
