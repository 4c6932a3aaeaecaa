"""How accepted doubts are stored: with what filled their sentence then, and as older events left them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from sbt.rules.event import Event, doubts_from_json, doubts_to_json

DUE = {"term": "pp94_effective", "due": "2024-12-20"}


def event(**doubts: dict[str, str]) -> Event:
    return Event(
        kind="step",
        step="tetapkan_berlaku",
        institution="instansi",
        posting="p",
        happened_on=date(2024, 12, 4),
        recorded_at=datetime(2024, 12, 4, tzinfo=UTC),
        warnings=tuple(doubts),
        doubts=doubts,
    )


def test_a_doubt_keeps_what_filled_its_sentence() -> None:
    stored = doubts_to_json(event(limit_not_verified=DUE, part_missing={}))
    assert stored == [{"code": "limit_not_verified", "params": DUE}, "part_missing"]
    assert doubts_from_json(stored) == {"limit_not_verified": DUE, "part_missing": {}}


def test_older_events_hold_bare_codes() -> None:
    assert doubts_from_json(["part_missing", "limit_not_verified"]) == {"part_missing": {}, "limit_not_verified": {}}


@pytest.mark.parametrize("stored", [[1], [{"code": "x"}], [{"code": "x", "params": "y"}]])
def test_another_shape_is_no_doubt(stored: list[object]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        doubts_from_json(stored)
