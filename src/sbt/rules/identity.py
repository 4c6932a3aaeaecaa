"""Numbers that name a civil servant: the structure of NIP, NI PPPK and NIK. Whether the number exists is not known here."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

type Kind = Literal["nip", "ni_pppk"]
type Sex = Literal["male", "female"]

NIP_LENGTH = 18
NIK_LENGTH = 16
YOUNGEST = 18
SHOWN_DIGITS = 5
_SEXES: dict[str, Sex] = {"1": "male", "2": "female"}
_OLDEST_YEAR = 1900
_MONTHS = 12
_FEMALE_DAYS = 40
_SEPARATORS = " .-/\u00a0\u2010\u2011\u2013\u2014\t\r\n"
_DROPPED = dict.fromkeys(map(ord, _SEPARATORS))


@dataclass(frozen=True, slots=True)
class Nip:
    """A number of the right structure, told apart into what it says about its holder."""

    digits: str
    kind: Kind
    born_on: date
    since_year: int
    sex: Sex
    sequence: str

    @property
    def spaced(self) -> str:
        """Print it as it stands on letters: 8 6 1 3."""
        return f"{self.digits[:8]} {self.digits[8:14]} {self.digits[14]} {self.digits[15:]}"


@dataclass(frozen=True, slots=True)
class Nik:
    """A resident number of the right structure; all that it is used for is finding the person."""

    digits: str
    region: str
    sex: Sex


@dataclass(frozen=True, slots=True)
class NumberFault:
    """Why a number cannot be right: a code, and the first and last digit concerned (counted from 1)."""

    code: str
    first: int = 0
    last: int = 0
    found: str = ""


def digits_of(text: str) -> str:
    """Take out the spaces, dots and hyphens with which such numbers are printed."""
    return text if text.isdigit() else text.translate(_DROPPED)


def check_nip(text: str) -> Nip | NumberFault:
    """Tell what an 18-digit number says, or which of its digits cannot be right."""
    digits = digits_of(text)
    if fault := _only_digits(digits, NIP_LENGTH):
        return fault
    born_on = _day(digits[:4], digits[4:6], digits[6:8])
    if born_on is None or born_on.year < _OLDEST_YEAR:
        return NumberFault("birth_date", 1, 8, digits[:8])
    year = int(digits[8:12])
    if not born_on.year + YOUNGEST <= year <= born_on.year + 100:
        return NumberFault("start_year", 9, 12, digits[8:12])
    sex = _SEXES.get(digits[14])
    if sex is None:
        return NumberFault("sex", 15, 15, digits[14])
    kind: Kind = "nip" if 1 <= int(digits[12:14]) <= _MONTHS else "ni_pppk"
    return Nip(digits, kind, born_on, year, sex, digits[15:])


def check_nik(text: str) -> Nik | NumberFault:
    """Tell what a 16-digit resident number says, or which of its digits cannot be right."""
    digits = digits_of(text)
    if fault := _only_digits(digits, NIK_LENGTH):
        return fault
    if digits[0] == "0" or digits[2:4] == "00":
        return NumberFault("region", 1, 6, digits[:6])
    day = int(digits[6:8])
    sex: Sex = "female" if day > _FEMALE_DAYS else "male"
    day -= _FEMALE_DAYS if sex == "female" else 0
    if not any(_day(century + digits[10:12], digits[8:10], str(day)) for century in ("19", "20")):
        return NumberFault("birth_date", 7, 12, digits[6:12])
    if digits[12:] == "0000":
        return NumberFault("sequence", 13, 16, digits[12:])
    return Nik(digits, digits[:6], sex)


def check_number(text: str) -> Nip | Nik | NumberFault:
    """Read a number that may be either: 16 digits are a NIK, everything else is judged as a NIP."""
    return check_nik(text) if len(digits_of(text)) == NIK_LENGTH else check_nip(text)


def _only_digits(digits: str, length: int) -> NumberFault | None:
    if len(digits) == length and digits.isascii() and digits.isdigit():
        return None
    for place, letter in enumerate(digits, start=1):
        if not ("0" <= letter <= "9"):
            return NumberFault("not_a_digit", place, place, letter)
    if len(digits) != length:
        return NumberFault("length", 1, len(digits), str(len(digits)))
    return None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def masked(number: str) -> str:
    """Show the first digits of a number and its last."""
    return f"{number[:SHOWN_DIGITS]}{'•' * (len(number) - SHOWN_DIGITS - 1)}{number[-1]}" if number else ""
