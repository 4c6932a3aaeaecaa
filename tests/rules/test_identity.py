"""The structure of NIP, NI PPPK and NIK: right numbers are read, a wrong one names its wrong digits."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sbt.rules.identity import (
    Nik,
    Nip,
    NumberFault,
    check_nik,
    check_nip,
    check_number,
    digits_of,
)

BIRTHDAYS = st.dates(min_value=date(1940, 1, 1), max_value=date(2006, 12, 31))


@st.composite
def nips(draw: st.DrawFn) -> str:
    born = draw(BIRTHDAYS)
    year = born.year + draw(st.integers(18, 60))
    month = draw(st.integers(0, 99))
    return f"{born:%Y%m%d}{year:04d}{month:02d}{draw(st.sampled_from('12'))}{draw(st.integers(0, 999)):03d}"


@given(nips())
def test_a_right_number_is_read_and_printed_back(number: str) -> None:
    read = check_nip(number)
    assert isinstance(read, Nip)
    assert read.digits == number
    assert check_nip(read.spaced) == read
    assert read.kind == ("nip" if 1 <= int(number[12:14]) <= 12 else "ni_pppk")


@given(nips(), st.integers(0, 17), st.sampled_from("xO٣½"))
def test_a_letter_is_named_by_its_place(number: str, place: int, letter: str) -> None:
    assert check_nip(number[:place] + letter + number[place + 1 :]) == NumberFault(
        "not_a_digit", place + 1, place + 1, letter
    )


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert isinstance(check_nip(text), Nip | NumberFault)
    assert isinstance(check_nik(text), Nik | NumberFault)
    assert isinstance(check_number(text), Nip | Nik | NumberFault)


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("19851332 201001 1 001", NumberFault("birth_date", 1, 8, "19851332")),
        ("19850230 201001 1 001", NumberFault("birth_date", 1, 8, "19850230")),
        ("18850201 201001 1 001", NumberFault("birth_date", 1, 8, "18850201")),
        ("19850201 200201 1 001", NumberFault("start_year", 9, 12, "2002")),
        ("19850201 201001 3 001", NumberFault("sex", 15, 15, "3")),
        ("19850201 201001 1 01", NumberFault("length", 1, 17, "17")),
        ("", NumberFault("length", 1, 0, "0")),
    ],
)
def test_the_wrong_digits_are_named(number: str, fault: NumberFault) -> None:
    assert check_nip(number) == fault


def test_months_outside_the_calendar_are_a_contract_number() -> None:
    read = check_nip("19850201 202121 2 001")
    assert isinstance(read, Nip)
    assert read.kind == "ni_pppk"
    assert read.sex == "female"


def test_nik_counts_forty_more_for_women() -> None:
    woman = check_nik("3201014502850001")
    assert isinstance(woman, Nik)
    assert woman.sex == "female"
    assert check_nik("3201013902850001") == NumberFault("birth_date", 7, 12, "390285")
    assert check_nik("0001014502850001") == NumberFault("region", 1, 6, "000101")
    assert check_nik("3201014502850000") == NumberFault("sequence", 13, 16, "0000")


def test_sixteen_digits_are_a_nik() -> None:
    assert isinstance(check_number("3201014502850001"), Nik)
    assert isinstance(check_number("198502012010011001"), Nip)
    assert digits_of("19850201.201001-1 001") == "198502012010011001"
