"""Refuses passwords that a guesser tries first: known words and walks on the keyboard, repeated or with years behind.

The list beside this file is our own and holds no password of anybody: words, names and walks of which known passwords
are built. A phrase of several words passes.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LIST = Path(__file__).with_name("obvious_passwords.txt")
FEWEST_PARTS = 4
"""So many different known parts, or more, make a phrase; two different signs of no known part weigh as much as one."""
_LEET = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"})
_WALKS = ("01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "1qaz2wsx3edc4rfv5tgb6yhn")
_SHORTEST_WALK = 4
_YEAR = re.compile(r"(?:19|20)\d\d")


class ObviousPasswordValidator:
    """Refuses a password that falls apart into a few known parts."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError for an obvious password."""
        if is_obvious(password):
            raise ValidationError(
                _(
                    "Kata sandi ini mudah ditebak: bagian-bagiannya sering dipakai. Rangkai empat kata yang tak berkaitan."
                ),
                code="password_obvious",
            )

    def get_help_text(self) -> str:
        """Say what is wanted."""
        return _("Hindari kata umum, urutan papan ketik, dan tahun.")


def is_obvious(password: str) -> bool:
    """Tell whether a guesser who knows words, walks and years comes to this one early."""
    return _weight(password.casefold()) < FEWEST_PARTS


def _weight(text: str) -> float:
    """Take known parts away from the left; weigh what was found and what is left over, each thing once."""
    parts: set[str] = set()
    unknown: set[int] = set()
    place, letters = 0, text.translate(_LEET)
    while place < len(text):
        length = _known(text[place:], letters[place:])
        if length:
            parts.add(text[place : place + length])
            place += length
        else:
            if text[place].isalnum():
                unknown.add(place)
            place += 1
    return len(parts) + len({text[place] for place in unknown}) / 2


def _known(rest: str, letters: str) -> int:
    """Give how long the known part is that begins here: a word, a year, a walk or one sign again and again."""
    found = max((len(word) for word in _words() if letters.startswith(word)), default=0)
    if _YEAR.match(rest):
        found = max(found, 4)
    again = len(rest) - len(rest.lstrip(rest[0]))
    if again >= 3:  # noqa: PLR2004 (a sign three times)
        found = max(found, again)
    for walk in _WALKS:
        for line in (walk, walk[::-1]):
            length = _walked(rest, line)
            found = max(found, length if length >= _SHORTEST_WALK else 0)
    return found


def _walked(rest: str, line: str) -> int:
    start = line.find(rest[0])
    length = 0
    while start >= 0 and start + length < len(line) and length < len(rest) and rest[length] == line[start + length]:
        length += 1
    return length


@cache
def _words() -> tuple[str, ...]:
    lines = LIST.read_text(encoding="utf-8").split()
    return tuple(sorted(set(lines), key=len, reverse=True))
