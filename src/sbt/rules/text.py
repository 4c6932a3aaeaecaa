"""What a typed text may contain. Says what is wrong; the wording of the message belongs to the doors."""

import unicodedata
from dataclasses import dataclass

_HARMLESS = frozenset(
    "\u00ad\u061c\u200b\u200c\u200e\u200f\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
)
"""Invisible marks that phones add by themselves when text is copied; they are dropped."""
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e")
"""Marks that turn the direction of what follows, so that it reads otherwise than it is; they are refused."""


@dataclass(frozen=True, slots=True)
class TextFault:
    """Why a text is refused: `control`, `direction`, `too_long` or `line_break`, and where (counted from 1)."""

    code: str
    place: int = 0
    limit: int = 0


def check_text(text: str, *, limit: int, lines: bool = False) -> str | TextFault:
    """Give the text without outer spaces and invisible marks, in composed form, or the first fault."""
    if text.isascii() and text.isprintable():
        cleaned = text.strip()
        return cleaned if len(cleaned) <= limit else TextFault("too_long", len(cleaned), limit)
    cleaned = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    cleaned = "".join(letter for letter in cleaned if letter not in _HARMLESS).strip()
    for place, letter in enumerate(cleaned, start=1):
        if letter in _OVERRIDES:
            return TextFault("direction", place)
        if letter == "\n" and not lines:
            return TextFault("line_break", place)
        if letter not in "\n\t" and unicodedata.category(letter) in (
            "Cc",
            "Cs",
            "Co",
            "Cn",
        ):
            return TextFault("control", place)
    if len(cleaned) > limit:
        return TextFault("too_long", len(cleaned), limit)
    return cleaned
