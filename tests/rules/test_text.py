"""Typed text: what is dropped, what is refused, and that nothing else is touched."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from sbt.rules.text import TextFault, check_text


@given(st.text(max_size=200), st.booleans())
def test_what_passes_has_no_hidden_marks(text: str, lines: bool) -> None:
    read = check_text(text, limit=100, lines=lines)
    if isinstance(read, TextFault):
        return
    assert len(read) <= 100
    assert read == read.strip()
    assert not any(unicodedata.category(letter) == "Cc" for letter in read if letter not in "\n\t")
    assert check_text(read, limit=100, lines=lines) == read


def test_marks_of_phones_are_dropped_and_overrides_refused() -> None:
    assert check_text("\u200eBapak\u200b Tegar\ufeff ", limit=50) == "Bapak Tegar"
    assert check_text("Bapak \u202eTegar", limit=50) == TextFault("direction", 7)
    assert check_text("Ba\x00pak", limit=50) == TextFault("control", 3)
    assert check_text("satu\r\ndua", limit=50, lines=True) == "satu\ndua"
    assert check_text("satu\ndua", limit=50) == TextFault("line_break", 5)
    assert check_text("panjang", limit=3) == TextFault("too_long", 7, 3)
