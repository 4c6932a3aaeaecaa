"""Powers: outside every span nobody may, two hats are one person, and the reason names what is wrong."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sbt.rules.authority import Authority, Grant, Place, Role
from sbt.rules.span import Span
from tests.rules.toy_rulebook import COMMONS, NO_LABEL, officer

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
PLACE = COMMONS.place({"office": "kantor", "instansi": "pemda"})


@st.composite
def spans(draw: st.DrawFn) -> Span:
    ends = sorted(draw(st.lists(DAYS, min_size=2, max_size=2)))
    return Span(draw(st.sampled_from([None, ends[0]])), draw(st.sampled_from([None, ends[1]])))


@given(spans(), DAYS)
def test_nobody_may_outside_the_span(span: Span, day: date) -> None:
    authority = Authority(
        grants=(Grant(power="p", territory="nation", span=span, institution="kantor"),),
        vacancies=(),
        roles=(Role(id="petugas", label=NO_LABEL, powers=frozenset({"p"})),),
    )
    verdict = authority.may(officer("a"), "p", day, PLACE)
    assert verdict.allowed is span.covers(day)
    assert verdict.allowed or verdict.reason == "power_not_held_on_date"


def test_the_reason_says_who_holds_it() -> None:
    authority = COMMONS.authority
    day = date(2024, 12, 2)
    assert authority.may(officer("a"), "kaji", day, PLACE).allowed
    other = authority.may(officer("a", "pusat"), "kaji", day, PLACE)
    assert (other.allowed, other.reason, other.holders) == (False, "power_held_by_other", ("kantor",))
    assert authority.may(officer("a", role="pengamat"), "kaji", day, PLACE).reason == "role_lacks_power"
    assert authority.may(officer("a", "pusat"), "simpul", date(2025, 7, 1), PLACE).reason == "power_vacant"
    assert authority.may(officer("a"), "terbang", day, PLACE).reason == "power_not_held_on_date"


def test_a_joint_power_lists_its_holders() -> None:
    assert COMMONS.authority.holders("suara", date(2024, 12, 2), PLACE) == ("pusat", "kantor")


def test_a_place_without_office_has_no_holder_there() -> None:
    assert COMMONS.authority.holders("kaji", date(2024, 12, 2), Place()) == ()
