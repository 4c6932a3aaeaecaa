"""Sanctions: only the level of the article, for the kind of employment, offered on the day; the rest keeps its reason."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sbt.rules.discipline import Examiner, choices, team_faults, team_rule
from tests.rules.toy_rulebook import DISCIPLINE, MATRIX

DAY = date(2024, 12, 2)
ROWS = {row.id: row for row in MATRIX.rows}


@given(st.sampled_from(sorted(ROWS)), st.sampled_from(["", "pns", "pppk"]), st.dates())
def test_a_lawful_sanction_is_of_the_level_of_the_row(row_id: str, employment: str, day: date) -> None:
    row = ROWS[row_id]
    listed = choices(DISCIPLINE, row, employment=employment, on=day)
    assert [choice.sanction.id for choice in listed] == [sanction.id for sanction in DISCIPLINE.sanctions]
    for choice in listed:
        assert choice.lawful is not bool(choice.reason)
        if choice.lawful and row.level:
            assert choice.sanction.level == row.level
            assert choice.sanction.offered.covers(day)


@pytest.mark.parametrize(
    ("row", "employment", "sanction", "reason"),
    [
        ("d1", "pns", "turun", ""),
        ("d1", "pns", "lisan", "level_fixed_by_article"),
        ("d1", "pns", "lama", "not_offered_on_date"),
        ("d2", "pppk", "lisan", "other_employment"),
        ("e1", "pns", "tegur_moral", ""),
    ],
)
def test_the_reason_stays_visible(row: str, employment: str, sanction: str, reason: str) -> None:
    listed = choices(DISCIPLINE, ROWS[row], employment=employment, on=DAY)
    assert next(choice for choice in listed if choice.sanction.id == sanction).reason == reason


def test_the_rule_of_a_post_goes_before_the_general_one() -> None:
    general, special = team_rule(DISCIPLINE, level="heavy"), team_rule(DISCIPLINE, level="heavy", post="sekda")
    assert general is not None
    assert special is not None
    assert (general.id, special.id) == ("berat", "sekda")
    assert team_rule(DISCIPLINE, level="moral") is None


def test_what_makes_a_team_attackable_is_named() -> None:
    rule = team_rule(DISCIPLINE, level="heavy")
    assert rule is not None
    assert team_faults(DISCIPLINE, rule, [], examined_level="tinggi") == ("team_missing", "part_missing:pengawas")
    low = [Examiner("rendah", "pengawas")]
    assert team_faults(DISCIPLINE, rule, low, examined_level="tinggi") == ("member_of_lower_rank",)
    assert team_faults(DISCIPLINE, rule, low, examined_level="rendah") == ()
    assert team_faults(DISCIPLINE, rule, low, examined_level="fungsional") == ()
