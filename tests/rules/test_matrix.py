"""Rows: the determination decides the category, and a period across it leaves both possible."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sbt.rules.matrix import certain, classify
from sbt.rules.period import Period
from sbt.rules.span import Span
from tests.rules.toy_rulebook import MATRIX

DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31))


def fits(act: Period, determination: date | None, form: str = "banner", campaign: Span | None = None) -> dict[str, str]:
    found = classify(MATRIX, form=form, act=act, determination=determination, campaign=campaign)
    return {fitting.row.id: fitting.fit for fitting in found}


@given(DAYS, DAYS, DAYS)
def test_exactly_the_straddling_periods_leave_both_possible(one: date, other: date, determination: date) -> None:
    first, last = sorted((one, other))
    found = classify(MATRIX, form="banner", act=Period(first, last), determination=determination, campaign=None)
    fit = {fitting.row.id: fitting.fit for fitting in found}
    if first < determination <= last:
        assert (fit["e1"], fit["d1"]) == ("possible", "possible")
        assert not certain(found)
    else:
        assert {fit["e1"], fit["d1"]} == {"fits", "out_of_phase"}
        assert certain(found)
        assert (fit["d1"] == "fits") is (first >= determination)


@given(DAYS)
def test_without_a_determination_the_officer_decides(day: date) -> None:
    assert fits(Period(day, day), None)["e1"] == "possible"


def test_rows_of_the_statute_are_not_offered() -> None:
    assert "u1" not in fits(Period(date(2024, 10, 1), date(2024, 10, 1)), None)


@given(DAYS, st.integers(0, 30))
def test_a_campaign_row_fits_inside_the_campaign_only(day: date, length: int) -> None:
    campaign = Span(date(2024, 9, 25), date(2024, 11, 23))
    act = Period(day, day + timedelta(days=length))
    fit = fits(act, None, "rally", campaign)["d2"]
    inside = campaign.covers(act.first) and campaign.covers(act.last)
    touches = campaign.overlaps(Span(act.first, act.last))
    assert fit == ("fits" if inside else "possible" if touches else "out_of_phase")


def test_what_fits_comes_first() -> None:
    found = classify(MATRIX, form="banner", act=Period(date(2024, 10, 1), date(2024, 10, 1)),
                     determination=date(2024, 9, 22), campaign=None)  # fmt: skip
    assert next(fitting.row.id for fitting in found) == "d1"
