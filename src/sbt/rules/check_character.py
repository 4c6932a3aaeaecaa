"""A check character over Crockford's 32 letters: finds every single wrong letter and every swap of two neighbours."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUE = {letter: value for value, letter in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_GENERATOR = 0b100101  # x^5 + x^2 + 1, primitive over GF(2)


def _times_x(value: int) -> int:
    value <<= 1
    return value ^ _GENERATOR if value & 0b100000 else value


_TIMES_X = tuple(_times_x(value) for value in range(len(ALPHABET)))


def clean(text: str) -> str:
    """Take out spaces and hyphens and read O as 0, I and L as 1; other letters stay as typed, in capitals."""
    compact = "".join(letter for letter in text.upper() if letter not in " -\u2010\u2011\u2013\u2014\u00a0\t\r\n")
    return "".join(ALPHABET[_VALUE[letter]] if letter in _VALUE else letter for letter in compact)


def check_character(body: str) -> str:
    """Give the letter that belongs at the end of the body; raises KeyError for a letter outside the alphabet."""
    total = 0
    for letter in body:
        total = _TIMES_X[total ^ _VALUE[letter]]
    return ALPHABET[total]


def agrees(code: str) -> bool:
    """Tell whether the last letter of a cleaned code fits the letters before it."""
    if len(code) < 2 or any(letter not in _VALUE for letter in code):  # noqa: PLR2004 (a body and its letter)
        return False
    return check_character(code[:-1]) == code[-1]
