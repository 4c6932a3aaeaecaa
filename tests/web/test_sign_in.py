"""Signing in: password and code, enrolment before anything else, sessions that end, limits that tell nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import encrypt
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from sbt.people.actions import end_posting, post_officer
from sbt.people.demo_factor import NotInDemoError, give_demo_factor
from sbt.people.factors import STEP
from sbt.people.models import Attempt, Officer, SecurityEvent, Session
from sbt.project import clock

from .conftest import posting_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published_law")]

PASSWORD = "kursi-awan-tembaga-lidi"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def officer() -> Officer:
    found = posting_of("bkn", "verifikator").officer
    found.set_password(PASSWORD)
    found.save()
    return found


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Let real time pass for us; the database and the library keep theirs."""
    real = clock.real_now

    def pass_by(span: timedelta) -> None:
        monkeypatch.setattr(clock, "real_now", lambda: real() + span)

    return pass_by


def browser() -> Client:
    return Client(headers={"accept-language": "id", "user-agent": "Mozilla/5.0 (Android 14) Chrome/140 Mobile Safari"})


def with_app(officer: Officer) -> Authenticator:
    return Authenticator.objects.create(user=officer, type="totp", data={"secret": encrypt(SECRET)})


def code(shift: int = 0) -> str:
    return format_hotp_value(hotp_value(SECRET, int(clock.real_now().timestamp()) // STEP + shift))


def sign_in(client: Client, officer: Officer, password: str = PASSWORD) -> Any:
    return client.post("/masuk", {"email": officer.email, "password": password})


def signed_in(officer: Officer, shift: int = 0) -> Client:
    client = browser()
    assert sign_in(client, officer).url == "/masuk/langkah-dua"
    assert client.post("/masuk/langkah-dua", {"code": code(shift)}).url == "/masuk/lanjut"
    assert client.get("/masuk/lanjut").url == "/tugas"
    return client


def test_password_then_code_then_the_desk(officer: Officer) -> None:
    with_app(officer)
    client = browser()
    assert sign_in(client, officer).url == "/masuk/langkah-dua"
    assert client.get("/tugas").url.startswith("/masuk")
    assert officer.name in client.get("/masuk/langkah-dua").content.decode()
    wrong = client.post("/masuk/langkah-dua", {"code": "000000"})
    assert wrong.status_code == 422
    assert "Kode tidak cocok" in wrong.content.decode()
    before = client.cookies["sbt_sesi"].value
    assert client.post("/masuk/langkah-dua", {"code": code()}).url == "/masuk/lanjut"
    assert client.cookies["sbt_sesi"].value != before
    assert client.get("/masuk/lanjut").url == "/tugas"
    assert client.get("/tugas").status_code == 200
    assert client.get("/masuk/langkah-dua").url == "/masuk"


def test_a_code_is_spent_once(officer: Officer) -> None:
    with_app(officer)
    spent, client, other = code(1), browser(), browser()
    sign_in(client, officer)
    sign_in(other, officer)
    assert client.post("/masuk/langkah-dua", {"code": spent}).url == "/masuk/lanjut"
    assert other.post("/masuk/langkah-dua", {"code": spent}).status_code == 422


def test_who_has_no_second_factor_sets_one_up_before_anything_else(officer: Officer) -> None:
    client = browser()
    assert sign_in(client, officer).url == "/masuk/lanjut"
    for address in ("/masuk/lanjut", "/tugas", "/penugasan", "/keamanan", "/pastikan"):
        assert client.get(address).url == "/keamanan/faktor", address
    page = client.get("/keamanan/faktor").content.decode()
    secret = re.search(r"data-secret>([A-Z2-7 ]+)<", page)
    assert secret
    picture = client.get("/keamanan/faktor/gambar.svg")
    assert (picture["Content-Type"], picture["Content-Security-Policy"]) == (
        "image/svg+xml",
        "default-src 'none'; sandbox",
    )
    assert client.post("/keamanan/faktor", {"code": "123456"}).status_code == 422
    typed = format_hotp_value(hotp_value(secret[1].replace(" ", ""), int(clock.real_now().timestamp()) // STEP))
    assert client.post("/keamanan/faktor", {"code": typed}).url == "/keamanan/kode"
    listed = re.findall(r"data-recovery>([\d ]+)<", client.get("/keamanan/kode").content.decode())
    assert len(listed) == 10
    file = client.get("/keamanan/kode/berkas")
    assert "attachment" in file["Content-Disposition"]
    assert all(one in file.content.decode() for one in listed)
    assert client.post("/keamanan/kode").url == "/masuk/lanjut"
    assert client.get("/keamanan/kode").url == "/keamanan"
    assert client.get("/keamanan/kode/berkas").status_code == 404
    assert client.get("/masuk/lanjut").url == "/tugas"
    other = browser()
    sign_in(other, officer)
    assert other.post("/masuk/langkah-dua", {"code": typed}).status_code == 422
    assert other.post("/masuk/langkah-dua", {"code": listed[0]}).url == "/masuk/lanjut"
    again = browser()
    sign_in(again, officer)
    assert again.post("/masuk/langkah-dua", {"code": listed[0]}).status_code == 422


def test_an_unknown_account_a_wrong_password_and_a_closed_account_look_alike(officer: Officer) -> None:
    def answer(email: str) -> tuple[int, str]:
        got = browser().post("/masuk", {"email": email, "password": "bukan-kata-sandinya"})
        return got.status_code, re.sub(r'value="[^"]*"', "", got.content.decode())

    closed = posting_of("bkn", "auditor").officer
    closed.is_active = False
    closed.save()
    assert answer(officer.email) == answer("tidak.ada@bkn.example") == answer(closed.email)


def test_they_take_the_same_work(officer: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    worked: list[str] = []
    for name in ("encode", "verify"):
        plain = getattr(Argon2PasswordHasher, name)
        monkeypatch.setattr(
            Argon2PasswordHasher, name, lambda *given, plain=plain: (worked.append("argon2"), plain(*given))[1]
        )
    counts = []
    closed = posting_of("bkn", "auditor").officer
    closed.set_password(PASSWORD)
    closed.is_active = False
    closed.save()
    unset = posting_of("bkn", "pimpinan").officer
    for email in (officer.email, "tidak.ada@bkn.example", closed.email, unset.email):
        worked.clear()
        browser().post("/masuk", {"email": email, "password": "bukan-kata-sandinya"})
        counts.append(len(worked))
    assert counts == [1, 1, 1, 1]


def test_his_own_page_opens_before_a_posting_is_chosen(officer: Officer) -> None:
    post_officer(officer, "kemendagri", "pengamat", from_on=date(2024, 1, 1), decree="SK 2")
    with_app(officer)
    client = browser()
    sign_in(client, officer)
    client.post("/masuk/langkah-dua", {"code": code()})
    assert client.get("/masuk/lanjut").url == "/penugasan"
    assert client.get("/keamanan").status_code == 200
    assert client.get("/tugas").url == "/penugasan"


def test_too_many_tries_close_an_account_that_exists_and_one_that_does_not_alike(
    officer: Officer, later: Callable[[timedelta], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    with_app(officer)
    monkeypatch.setattr("sbt.web.session.may_try.__kwdefaults__", {"most": 3})

    def statuses(email: str) -> list[int]:
        return [browser().post("/masuk", {"email": email, "password": "salah-sekali"}).status_code for _ in range(4)]

    assert statuses(officer.email) == statuses("tidak.ada@bkn.example") == [422] * 3 + [429]
    assert sign_in(browser(), officer).status_code == 429
    later(timedelta(minutes=16))
    assert sign_in(browser(), officer).url == "/masuk/langkah-dua"


def test_an_office_behind_one_address_comes_in_on_a_morning(officer: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    with_app(officer)
    monkeypatch.setattr("sbt.web.session.MOST_OF_ADDRESS", 2)
    for turn in (-1, 0, 1):
        signed_in(officer, turn)
    for status in (422, 422, 429):
        assert (
            browser().post("/masuk", {"email": f"{status}@x.example", "password": "salah-sekali"}).status_code == status
        )
    assert sign_in(browser(), officer).status_code == 429


def test_codes_cannot_be_guessed_for_long(officer: Officer) -> None:
    with_app(officer)
    client = browser()
    sign_in(client, officer)
    tries = [client.post("/masuk/langkah-dua", {"code": "000000"}).status_code for _ in range(11)]
    assert tries == [422] * 10 + [429]
    assert client.post("/masuk/langkah-dua", {"code": code()}).status_code == 429
    assert SecurityEvent.objects.filter(officer=officer, kind="factor_locked").exists()


def test_counts_of_tries_name_nobody_and_stand_outside_the_log(
    officer: Officer, as_superuser: psycopg.Connection
) -> None:
    sign_in(browser(), officer, "salah-sekali")
    assert Attempt.objects.count() == 2
    kinds = as_superuser.execute(
        "select relname, relpersistence from pg_class where relname in ('people_attempt', 'people_attemptkey')"
    ).fetchall()
    assert {kind for _name, kind in kinds} == {"u"}


def test_a_session_ends_after_half_an_hour_of_rest(officer: Officer, later: Callable[[timedelta], None]) -> None:
    with_app(officer)
    client = signed_in(officer)
    later(timedelta(minutes=29))
    assert client.get("/tugas").status_code == 200
    later(timedelta(minutes=58))
    assert client.get("/tugas").status_code == 200
    later(timedelta(minutes=89))
    assert client.get("/tugas").status_code == 302


def test_a_session_ends_after_ten_hours_of_work(officer: Officer, later: Callable[[timedelta], None]) -> None:
    with_app(officer)
    client = signed_in(officer)
    for minutes in range(20, 600, 20):
        later(timedelta(minutes=minutes))
        assert client.get("/tugas").status_code == 200
    later(timedelta(minutes=601))
    assert client.get("/tugas").status_code == 302


def test_it_ends_within_one_request_when_the_posting_ends(officer: Officer) -> None:
    with_app(officer)
    client = signed_in(officer)
    posting = officer.postings.get()
    end_posting(posting, on=clock.now().date() - timedelta(days=2))
    answer = client.get("/tugas")
    assert answer.url == "/masuk?berakhir=1"
    assert not Session.objects.filter(officer=officer).exists()
    assert "sudah berakhir" in client.get(answer.url).content.decode()


def test_it_ends_within_one_request_when_the_account_ends(officer: Officer) -> None:
    with_app(officer)
    client = signed_in(officer)
    officer.is_active = False
    officer.save()
    assert client.get("/tugas").url.startswith("/masuk?")
    assert not Session.objects.filter(officer=officer).exists()


def test_the_cookie_is_in_no_table_and_a_table_makes_no_cookie(officer: Officer) -> None:
    with_app(officer)
    cookie = signed_in(officer).cookies["sbt_sesi"].value
    row = Session.objects.get(officer=officer)
    assert cookie.encode() not in bytes(row.id) + bytes(row.sealed)
    assert b"penugasan" not in bytes(row.sealed)
    thief = browser()
    thief.cookies["sbt_sesi"] = bytes(row.id).hex()
    assert thief.get("/tugas").status_code == 302


def test_session_officer_and_postings_are_one_question(officer: Officer) -> None:
    with_app(officer)
    client = signed_in(officer)
    client.get("/tugas")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/tugas").status_code == 200
    about = [
        one["sql"]
        for one in asked.captured_queries
        if re.search("from .?people_(session|officer|posting)", one["sql"], re.IGNORECASE)
    ]
    assert len(about) == 1, about


def test_the_owner_lists_and_ends_his_sessions(officer: Officer) -> None:
    with_app(officer)
    here, there = signed_in(officer), signed_in(officer, 1)
    page = here.get("/keamanan").content.decode()
    assert page.count("Chrome · Android") >= 2
    assert "sesi ini" in page
    stranger = posting_of("bkn", "auditor").officer
    with_app(stranger)
    stranger.set_password(PASSWORD)
    stranger.save()
    other = signed_in(stranger)
    foreign = bytes(Session.objects.get(officer=stranger).id).hex()
    here.post("/keamanan/sesi", {"session": foreign})
    assert other.get("/tugas").status_code == 200
    assert here.post("/keamanan/sesi", {"session": "lainnya"}).status_code == 302
    assert there.get("/tugas").status_code == 302
    assert here.get("/tugas").status_code == 200
    assert here.post("/keamanan/sesi", {"session": "bukan-angka"}).status_code == 302


def test_sign_out_ends_the_session_and_clears_the_browser(officer: Officer) -> None:
    with_app(officer)
    client = signed_in(officer)
    cookie = client.cookies["sbt_sesi"].value
    answer = client.post("/keluar")
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    again = browser()
    again.cookies["sbt_sesi"] = cookie
    assert again.get("/tugas").status_code == 302


def test_the_last_factor_stays(officer: Officer) -> None:
    app = with_app(officer)
    client = signed_in(officer)
    refused = client.post("/keamanan/faktor/hapus", {"factor": str(app.pk)})
    assert refused.status_code == 409
    assert Authenticator.objects.filter(pk=app.pk).exists()


def test_another_password_needs_the_present_one_and_ends_other_sessions(officer: Officer) -> None:
    with_app(officer)
    here, there = signed_in(officer), signed_in(officer, 1)
    new = "pagar-semut-kereta-nanas"
    assert here.post("/keamanan/sandi", {"present": "salah-sekali", "password": new}).status_code == 422
    assert here.post("/keamanan/sandi", {"present": PASSWORD, "password": "Indonesia12345!"}).status_code == 422
    assert here.post("/keamanan/sandi", {"present": PASSWORD, "password": new}).url == "/keamanan?sudah=sandi"
    assert here.get("/keamanan").status_code == 200
    assert there.get("/tugas").status_code == 302
    assert sign_in(browser(), officer, new).url == "/masuk/langkah-dua"


def test_the_demo_code_is_shown_in_a_demo_and_refused_elsewhere(officer: Officer, settings: Settings) -> None:
    give_demo_factor([officer])
    client = browser()
    sign_in(client, officer)
    page = client.get("/masuk/langkah-dua").content.decode()
    shown = re.search(r"data-demo-code>(\d{6})<", page)
    assert shown
    assert "Hanya dalam demo" in page
    settings.SBT_MODE = "production"
    assert "data-demo-code" not in client.get("/masuk/langkah-dua").content.decode()
    assert client.post("/masuk/langkah-dua", {"code": shown[1]}).status_code == 422
    with pytest.raises(NotInDemoError):
        give_demo_factor([officer])
    settings.SBT_MODE = "demo"
    assert client.post("/masuk/langkah-dua", {"code": shown[1]}).url == "/masuk/lanjut"


@pytest.mark.parametrize(
    "body", ["", "[]", "{}", "null", '{"response": 3}', '{"response": {"userHandle": 7}}', "kacau"]
)
def test_what_is_no_passkey_opens_nothing(officer: Officer, body: str) -> None:
    client = browser()
    assert client.get("/masuk/kunci", headers={"accept": "application/json"}).json()["publicKey"]["challenge"]
    assert client.post("/masuk/kunci", {"credential": body}).url == "/masuk?kunci=gagal"
    with_app(officer)
    sign_in(client, officer)
    assert client.post("/masuk/langkah-dua", {"credential": body}).status_code == 422


def test_behind_tls_cookies_are_bound_to_this_host() -> None:
    import os
    import subprocess
    import sys

    told = subprocess.run(
        [
            *(sys.executable, "-c"),
            (
                "from sbt.project import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME,"
                " s.SESSION_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.LANGUAGE_COOKIE_NAME,"
                " s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS)"
            ),
        ],
        env={**os.environ, "SBT_PUBLIC_ORIGIN": "https://sbt.example"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split() == [
        *("__Host-sbt_sesi", "__Host-sbt_csrf", "True", "True"),
        *("__Host-sbt_bahasa", "31536000", "True"),
    ]
