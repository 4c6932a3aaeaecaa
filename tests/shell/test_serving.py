"""What every answer carries: headers, compression, static files; and what the log keeps to itself."""

from __future__ import annotations

import gzip
import json
import logging
import re
import sys

import pytest
from django.db import connection
from django.templatetags.static import static
from django.test import Client
from pytest_django import Settings

from sbt.project import clock, health
from sbt.project import static as static_files
from sbt.project.headers import EVERY_ANSWER
from sbt.project.quiet_log import QuietFormatter


def test_every_static_file_is_served_for_a_year_under_a_name_of_its_content(client: Client) -> None:
    for name, file in static_files.table().items():
        answer = client.get(static(name), headers={"Accept-Encoding": "gzip"})
        assert answer.status_code == 200
        assert "immutable" in answer["Cache-Control"]
        body = gzip.decompress(answer.content) if answer.has_header("Content-Encoding") else answer.content
        assert body == file.body


def test_static_files_that_are_not_there(client: Client) -> None:
    assert client.get("/static/none.css").status_code == 404
    assert client.get("/static/../settings.py").status_code == 404
    assert client.post(static(next(iter(static_files.table())))).status_code == 405
    with pytest.raises(KeyError):
        static("none.css")


@pytest.mark.django_db
def test_headers_of_a_page(client: Client) -> None:
    answer = client.get("/healthz")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/lapor", "/masuk", "/tidak-ada", "/healthz", "/api/v1/openapi.json"])
def test_no_answer_may_be_shared_or_kept(client: Client, path: str, published_law: None) -> None:
    answer = client.get(path)
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_text_becomes_page_only_through_the_one_policy(client: Client) -> None:
    policy = client.get("/healthz")["Content-Security-Policy"]
    assert "require-trusted-types-for 'script'" in policy
    assert "trusted-types default sbt-inert" in policy


@pytest.mark.django_db
def test_health_names_what_is_down(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert "worker" in answer.json()["down"]
    assert answer.json()["database"] == "ok"


@pytest.mark.django_db
def test_health_with_a_worker_and_the_law(client: Client, published_law: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["law"] == health.law_digest()


@pytest.mark.django_db
def test_the_demo_clock_runs_on_from_its_epoch() -> None:
    assert clock.now().strftime("%Y-%m-%d") == "2024-12-04"
    assert clock.real_now().year >= 2026


def test_a_log_line_quotes_nobody_and_no_hour() -> None:
    try:
        try:
            raise ValueError("Key (nip)=(198001012005011001) already exists")
        except ValueError as cause:
            raise LookupError("Budi") from cause
    except LookupError:
        record = logging.LogRecord("sbt", logging.ERROR, __file__, 1, "failed", None, None)
        record.exc_info = sys.exc_info()
    line = QuietFormatter().format(record)
    assert "198001012005011001" not in line
    assert "Budi" not in line
    assert "ValueError" in line
    told = json.loads(line)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", told.pop("day"))
    assert [fault["kind"] for fault in told.pop("faults")] == ["builtins.LookupError", "builtins.ValueError"]
    assert told == {"level": "ERROR", "part": "sbt", "said": "failed"}


def test_no_mark_in_a_log_line_begins_a_line_of_its_own() -> None:
    bad = "satu\r\n2024-12-04 ERROR\x1b[31m\u2028dua\x00"
    line = QuietFormatter().format(logging.LogRecord("sbt.web", logging.ERROR, __file__, 1, bad, None, None))
    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line)["said"] == bad


def test_what_a_library_says_is_not_repeated() -> None:
    record = logging.LogRecord("django.security", logging.ERROR, "/x/request.py", 9, "host 'Budi'", None, None)
    told = json.loads(QuietFormatter().format(record))
    assert told.pop("day")
    assert told == {"level": "ERROR", "part": "django.security", "at": "request:9"}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/api/v1/cases", "/api/v1/tidak-ada", "/api/v1/law/regimes", "/api/v1/openapi.json"])
def test_the_short_way_of_the_api_bears_every_header_of_a_page_and_no_cookie(
    client: Client, path: str, published_law: None
) -> None:
    page, answer = client.get("/"), client.get(path, headers={"Accept-Language": "en"})
    fixed = set(EVERY_ANSWER) | {"Content-Security-Policy", "X-Frame-Options", "Referrer-Policy"}
    assert {name: answer[name] for name in fixed} == {name: page[name] for name in fixed}
    assert not answer.cookies
    assert answer["Content-Language"] == "en"
    assert "Accept-Language" in answer["Vary"]
    assert "Cookie" not in answer["Vary"]
    assert int(answer["Content-Length"]) == len(answer.content)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/api/v1/cases", "/healthz"])
def test_another_host_than_ours_is_answered_by_nothing_but_a_fault(
    client: Client, path: str, published_law: None
) -> None:
    answer = client.get(path, headers={"Host": "lain.example"})
    assert answer.status_code == 400
    assert answer["X-Frame-Options"] == "DENY"


@pytest.mark.django_db
def test_a_browser_is_told_to_stay_with_tls_only_over_tls(settings: Settings) -> None:
    settings.SECURE_HSTS_SECONDS, settings.SECURE_PROXY_SSL_HEADER = 31_536_000, ("HTTP_X_FORWARDED_PROTO", "https")
    client = Client()
    assert client.get("/healthz", secure=True)["Strict-Transport-Security"] == "max-age=31536000"
    assert "Strict-Transport-Security" not in client.get("/healthz")
