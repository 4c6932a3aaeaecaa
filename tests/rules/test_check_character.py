"""The check character finds every single wrong letter and every swap of two neighbours."""

from hypothesis import assume, given
from hypothesis import strategies as st

from sbt.rules.check_character import ALPHABET, agrees, check_character, clean

BODIES = st.text(st.sampled_from(ALPHABET), min_size=1, max_size=24)


@given(BODIES)
def test_a_right_code_agrees(body: str) -> None:
    assert agrees(body + check_character(body))


@given(BODIES, st.data())
def test_every_wrong_letter_is_found(body: str, data: st.DataObject) -> None:
    code = body + check_character(body)
    place = data.draw(st.integers(0, len(code) - 1))
    wrong = data.draw(st.sampled_from([letter for letter in ALPHABET if letter != code[place]]))
    assert not agrees(code[:place] + wrong + code[place + 1 :])


@given(BODIES, st.data())
def test_every_swap_of_neighbours_is_found(body: str, data: st.DataObject) -> None:
    code = body + check_character(body)
    place = data.draw(st.integers(0, len(code) - 2))
    assume(code[place] != code[place + 1])
    assert not agrees(code[:place] + code[place + 1] + code[place] + code[place + 2 :])


@given(BODIES)
def test_what_people_type_instead_is_read_right(body: str) -> None:
    code = body + check_character(body)
    typed = "-".join(code[start : start + 4] for start in range(0, len(code), 4)).lower()
    assert clean(typed.replace("0", "o").replace("1", "l")) == code


@given(st.text(max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    assert agrees(clean(text)) in (True, False)
