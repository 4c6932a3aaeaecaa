"""How dates, times, numbers and sizes are written, in Indonesian and in English."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta, timezone
from typing import Final

from django.utils.translation import get_language

from sbt.rules.mark import Label
from sbt.rules.months import MONTHS
from sbt.rules.period import Period

_DAYS: Final = {
    "id": ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
ZONES: Final = {
    "WIB": timezone(timedelta(hours=7), "WIB"),
    "WITA": timezone(timedelta(hours=8), "WITA"),
    "WIT": timezone(timedelta(hours=9), "WIT"),
}
_KILO = 1024


_spoken: ContextVar[str] = ContextVar("spoken")


def language() -> str:
    """Tell which of our two languages this page is written in."""
    return _spoken.get("") or _active()


def _active() -> str:
    return "en" if (get_language() or "id").startswith("en") else "id"


@contextmanager
def speaking() -> Iterator[None]:
    """Ask once which language is active, for all that follows: a page asks some hundred times."""
    before = _spoken.set(_active())
    try:
        yield
    finally:
        _spoken.reset(before)


def label(words: Label | dict[str, str] | str) -> str:
    """Give the wording of a piece of law data in the language of the page."""
    if isinstance(words, Label):
        return words.in_language(language())
    if isinstance(words, dict):
        return words.get(language()) or words["id"]
    return words


def month_name(month: int) -> str:
    """Name a month, 1 to 12."""
    return MONTHS[language()][month - 1]


def day(value: date) -> str:
    """14 November 2024."""
    return f"{value.day} {month_name(value.month)} {value.year}"


def day_short(value: date) -> str:
    """14 Nov 2024, for tables only."""
    return f"{value.day} {month_name(value.month)[:3]} {value.year}"


def weekday(value: date) -> str:
    """Selasa, 12 November 2024."""
    return f"{_DAYS[language()][value.weekday()]}, {day(value)}"


def clock_time(value: datetime, zone: str = "WIB") -> str:
    """14.06 WIB; 14:06 WIB in English."""
    local = value.astimezone(ZONES[zone])
    mark = ":" if language() == "en" else "."
    return f"{local.hour:02d}{mark}{local.minute:02d} {zone}"


def moment(value: datetime, zone: str = "WIB") -> str:
    """14 November 2024, 14.06 WIB."""
    return f"{day(value.astimezone(ZONES[zone]).date())}, {clock_time(value, zone)}"


def number(value: float, places: int = 0) -> str:
    """1.284 and 69,7; 1,284 and 69.7 in English."""
    text = f"{value:,.{places}f}"
    if language() == "en":
        return text
    return text.translate(str.maketrans(",.", ".,"))


def size(octets: int) -> str:
    """412 KB, 1,1 MB."""
    if octets < _KILO * _KILO:
        return f"{number(max(1, round(octets / _KILO)))} KB"
    megabytes = round(octets / _KILO / _KILO, 1)
    return f"{number(megabytes, 0 if megabytes == int(megabytes) else 1)} MB"


def period(value: Period) -> str:
    """Say when an act happened, as exactly as is known."""
    if value.precision == "month":
        return f"{month_name(value.first.month)} {value.first.year}"
    if value.first == value.last:
        return day(value.first)
    first = day(value.first)
    if value.first.year == value.last.year:
        first = first.removesuffix(f" {value.first.year}")
        if value.first.month == value.last.month:
            first = str(value.first.day)
    return f"{first}–{day(value.last)}" if first.isdigit() else f"{first} – {day(value.last)}"
