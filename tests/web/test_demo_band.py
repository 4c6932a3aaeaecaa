"""The band of demo mode says how far the demo has come while it is being prepared, and asks no more once it is complete."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sbt.demo.models import Played
from sbt.project import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published_law")]


def band() -> tuple[str, int]:
    """Give the page and how often it asked."""
    with CaptureQueriesContext(connection) as caught:
        body = Client(headers={"accept-language": "id"}).get("/").content.decode()
    return body, sum("demo_played" in query["sql"] for query in caught.captured_queries)


def test_the_band_tells_the_day_until_the_demo_is_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_heard", clock.Heard())
    Played.objects.create(number=700, day=48, days=92, plan="x")
    body, asked = band()
    assert "Data contoh disiapkan: hari 48 dari 92." in body
    assert asked == 1
    assert band()[1] == 0
    monkeypatch.setattr(clock, "ASK_AGAIN", 0.0)
    Played.objects.create(number=701, day=92, days=92, plan="x", finished=True)
    body, asked = band()
    assert "Data contoh disiapkan" not in body
    assert (asked, band()[1]) == (1, 0)
