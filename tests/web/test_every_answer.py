"""What holds for every address: its token, its headers, its cookies; and what an unexpected fault says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from sbt.api.openapi import description
from sbt.web import public

from .conftest import SignIn
from .test_doors import PAGES
from .test_report_journey import WHAT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published_law")]
ADDRESSES = [f"/{path}" for path, _ in PAGES]


def filled(path: str) -> str:
    """The address with something in each of its places."""
    samples = {"uuid": "6f1c2b52-0d5e-4b7e-9d5c-0a4d3f5b7c11", "int": "7", "slug": "x", "str": "x", "path": "x"}
    return re.sub(r"<(?:(\w+):)?\w+>", lambda place: samples.get(place[1] or "str", "x"), path)


def test_a_form_without_its_token_is_taken_by_no_page(sign_in: SignIn) -> None:
    officer = sign_in("bkn", "auditor")
    strict = Client(enforce_csrf_checks=True, headers={"accept-language": "id"})
    strict.cookies = officer.cookies
    for address in map(filled, ADDRESSES):
        for given in ({}, {"csrfmiddlewaretoken": "x" * 64}):
            answer = strict.post(address, given)
            assert answer.status_code == 403, address
            assert "kedaluwarsa" in answer.content.decode(), address


def test_a_form_from_another_site_is_refused_even_with_its_token(settings: Settings) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"accept-language": "id", "origin": "https://lain.example"})
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', strict.get("/masuk").content.decode())[0]
    assert strict.post("/bahasa", {"csrfmiddlewaretoken": token, "language": "en"}).status_code == 403
    own = Client(enforce_csrf_checks=True, headers={"accept-language": "id"})
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', own.get("/masuk").content.decode())[0]
    assert own.post("/bahasa", {"csrfmiddlewaretoken": token, "language": "en"}).status_code == 302


def test_nothing_is_traced() -> None:
    client = Client(headers={"accept-language": "id"})
    for address in [*map(filled, ADDRESSES), "/api/v1/cases", "/healthz", "/static/x", "/tidak-ada"]:
        answer = client.generic("TRACE", address, headers={"x-secret": "rahasia-uji"})
        assert answer.status_code == 405, address
        assert b"rahasia-uji" not in answer.content, address


def every_get() -> Iterator[str]:
    yield from map(filled, ADDRESSES)
    yield from (re.sub(r"{\w+}", "x", f"/api/v1{path}") for path in orjson.loads(description())["paths"])
    yield from ("/api/v1/tidak-ada", "/healthz", "/static/x", "/tidak-ada")


def test_every_answer_is_framed_sniffed_and_referred_by_nobody(sign_in: SignIn) -> None:
    for client in (Client(headers={"accept-language": "id"}), sign_in("bkn", "operator")):
        for address in every_get():
            answer = client.get(address)
            assert answer.status_code < 500 or address == "/healthz", address
            policy = answer.headers.get("Content-Security-Policy", "")
            assert "frame-ancestors 'none'" in policy or policy == "default-src 'none'; sandbox", address
            assert answer.headers["X-Content-Type-Options"] == "nosniff", address
            assert answer.headers["Referrer-Policy"] in ("same-origin", "no-referrer"), address
            assert "Access-Control-Allow-Origin" not in answer.headers, address
            kind = answer.headers.get("Content-Type", "")
            text = kind.startswith(("text/", "application/xml", "application/xhtml"))
            assert not text or "charset=utf-8" in kind, (address, kind)
            assert kind or not answer.getvalue(), address


def test_behind_tls_every_cookie_is_the_hosts_own(sign_in: SignIn, settings: Settings) -> None:
    settings.HTTPS = True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "__Host-sbt_sesi", "__Host-sbt_csrf"
    settings.LANGUAGE_COOKIE_NAME = "__Host-sbt_bahasa"
    client = Client(headers={"accept-language": "id"})
    answers = [
        client.get("/masuk", secure=True),
        client.post("/bahasa", {"language": "en"}, secure=True),
        client.post("/tampilan", {"theme": "dark"}, secure=True),
        client.post("/lapor/1", WHAT, secure=True),
    ]
    given = [cookie for answer in answers for cookie in answer.cookies.values()]
    names = {cookie.key for cookie in given}
    assert names >= {f"__Host-sbt_{one}" for one in ("csrf", "bahasa", "tema", "draf")}
    for cookie in given:
        assert cookie.key.startswith("__Host-"), cookie.key
        assert (cookie["path"], cookie["domain"]) == ("/", ""), cookie.key
        assert cookie["secure"], cookie.key
        assert cookie["httponly"], cookie.key
        assert cookie["samesite"] == "Lax", cookie.key
    assert 'data-theme="dark"' in client.get("/", secure=True).content.decode()
    assert 'lang="en"' in client.get("/", secure=True).content.decode()
    assert WHAT["story"] in client.get("/lapor/1", secure=True).content.decode()


def test_cookies_are_given_in_one_place() -> None:
    source = Path(settings.PACKAGE)
    setting = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        if re.search(r"\.(set_cookie|delete_cookie|set_signed_cookie)\(", path.read_text())
    }
    assert setting == {"web/lending.py"}


def test_an_unexpected_fault_shows_a_reference_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_positional: Any, **_named: Any) -> HttpResponse:
        raise RuntimeError("Budi 198001012005011001 /etc/rahasia select * from people_officer")

    monkeypatch.setattr(public.law_view, "stations_after_report", broken)
    client = Client(raise_request_exception=False, headers={"accept-language": "id"})
    answer = client.get("/")
    body = answer.content.decode()
    assert answer.status_code == 500
    assert "Ada gangguan pada sistem" in body
    assert re.search(r"Nomor rujukan \w{8}", body)
    for inside in ("Budi", "1980", "rahasia", "RuntimeError", "Traceback", "people_officer", ".py"):
        assert inside not in body, inside
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "target",
    ["https://lain.example/", "//lain.example/", "/\\lain.example", "javascript:alert(1)", "\tjavascript:1", "lain"],
)
def test_no_address_leads_to_another_site(sign_in: SignIn, target: str) -> None:
    client = Client(headers={"accept-language": "id"})
    for address, name in (("/bahasa", "next"), ("/tampilan", "next")):
        assert client.post(address, {name: target}).headers["Location"] == "/"
    officer = sign_in("bkn", "auditor")
    assert officer.get("/masuk", {"lanjut": target}).headers["Location"] == "/tugas"
