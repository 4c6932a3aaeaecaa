"""The road of a request for information, without a database."""

from datetime import date

import pytest

from sbt.rules.information import (
    ANSWERED,
    APPROVED,
    DECIDED,
    DISPUTED,
    EXTENDED,
    OBJECTED,
    OUTCOMES,
    RETURNED,
    TESTED,
    WITHHOLDS,
    Done,
    closed,
    fault,
    may_object,
    numbers,
    open_acts,
    phrases,
)  # fmt: skip

DAY = date(2024, 12, 4)


def done(*acts: str) -> tuple[Done, ...]:
    return tuple(Done(act, DAY, person=f"p-{act}") for act in acts)


@pytest.mark.parametrize(
    ("taken", "open_now"),
    [
        ((), {EXTENDED, TESTED, ANSWERED}),
        ((EXTENDED,), {TESTED, ANSWERED}),
        ((TESTED,), {EXTENDED, APPROVED, RETURNED}),
        ((TESTED, RETURNED), {EXTENDED, TESTED, ANSWERED}),
        ((TESTED, APPROVED), {EXTENDED, ANSWERED}),
        ((ANSWERED,), set()),
        ((OBJECTED,), {DECIDED, DISPUTED}),
        ((ANSWERED, OBJECTED), {DECIDED, DISPUTED}),
        ((ANSWERED, OBJECTED, DECIDED), {DISPUTED}),
    ],
)
def test_what_may_follow(taken: tuple[str, ...], open_now: set[str]) -> None:
    assert set(open_acts(done(*taken))) == open_now


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_only_what_is_withheld_needs_a_test(outcome: str) -> None:
    assert bool(fault((), ANSWERED, "p", outcome)) == (outcome in WITHHOLDS)
    assert bool(fault(done(TESTED, RETURNED), ANSWERED, "p", outcome)) == (outcome in WITHHOLDS)
    assert not fault(done(TESTED, APPROVED), ANSWERED, "p", outcome)


def test_three_persons() -> None:
    assert fault(done(TESTED), APPROVED, "p-uji") == "information_same_person"
    assert not fault(done(TESTED), APPROVED, "another")
    road = done(TESTED, APPROVED, ANSWERED, OBJECTED)
    for person in ("p-uji", "p-setujui_uji", "p-jawab"):
        assert fault(road, DECIDED, person) == "information_same_person"
    assert not fault(road, DECIDED, "superior")


def test_an_objection_has_its_time() -> None:
    due, last = date(2024, 12, 18), date(2025, 1, 30)
    assert not may_object((), today=due, due=due, last=last)
    assert may_object((), today=date(2024, 12, 19), due=due, last=last)
    assert may_object(done(ANSWERED), today=DAY, due=due, last=last)
    assert not may_object(done(ANSWERED), today=date(2025, 1, 31), due=due, last=last)
    assert not may_object(done(ANSWERED, OBJECTED), today=DAY, due=due, last=last)


def test_what_waits() -> None:
    assert not closed(done(TESTED, APPROVED))
    assert closed(done(ANSWERED))
    assert not closed(done(ANSWERED, OBJECTED))
    assert closed(done(ANSWERED, OBJECTED, DECIDED))


def test_names_and_numbers_are_found_however_they_are_written() -> None:
    assert "tegar wiranusa" in phrases("menurut (Tegar Wiranusa), benar")
    assert "tegar" not in phrases("Tegar")
    assert numbers("NIP 19850101 201001 1 003.") == {"198501012010011003"}
    assert not numbers("nomor 12345")
