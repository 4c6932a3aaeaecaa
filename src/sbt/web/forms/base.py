"""What our forms share: text without hidden marks, dates of three parts, errors with the address of their field."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sbt.rules.text import TextFault, check_text

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

type Words = str | _StrPromise

PARTS = ("day", "month", "year")
_FIRST_YEAR = 1990
_YEAR_LENGTH = 4
_MONTHS = 12
_MONTH_WORDS = {
    word: number
    for number, words in enumerate(
        (
            "januari january jan",
            "februari february feb",
            "maret march mar",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agu aug agt",
            "september sep sept",
            "oktober october okt oct",
            "november nov nop",
            "desember december des dec",
        ),
        start=1,
    )
    for word in words.split()
}


class PageForm(forms.Form):
    """A form of one page; templates ask it for what was typed and what is wrong."""

    use_required_attribute = False
    targets: ClassVar[Mapping[str, str]] = {}
    """Field -> id of the control to which the error summary leads, where it is not `f-<field>`."""

    def typed(self, name: str) -> Any:
        """Give what stands in the field: as typed, or what was kept."""
        value = self[name].value()
        return "" if value is None else value

    def error(self, name: str) -> str:
        """Give the first fault of a field, or nothing."""
        faults = self.errors.get(name) if self.is_bound else None
        return str(faults[0]) if faults else ""

    @property
    def faults(self) -> list[tuple[str, str]]:
        """List the faults in the order of the page, each with the id of its control."""
        if not self.is_bound or self.is_valid():
            return []
        general = [("", str(fault)) for fault in self.non_field_errors()]
        named = [
            (self.targets.get(name, f"f-{name}"), str(self.errors[name][0]))
            for name in self.fields
            if name in self.errors
        ]
        return named + general

    def as_typed(self) -> dict[str, Any]:
        """Give everything typed under its posted name, to be kept in a draft and shown again."""
        kept: dict[str, Any] = {}
        for name in self.fields:
            value = self.typed(name)
            if isinstance(value, Mapping):
                kept |= {f"{name}_{part}": value[part] for part in PARTS}
            else:
                kept[name] = value
        return kept


class WrittenField(forms.Field):
    """A text of people: outer spaces and invisible marks drop out, what cannot be shown safely is refused."""

    def __init__(
        self,
        *,
        limit: int,
        lines: bool = False,
        missing: Words = "",
        short: tuple[int, Words] | None = None,
    ) -> None:
        super().__init__(required=bool(missing))
        self.limit = limit
        self.lines = lines
        self.missing = missing
        self.short = short

    def clean(self, value: Any) -> str:
        """Give the cleaned text, or say what is wrong with it."""
        found = check_text(value if isinstance(value, str) else "", limit=self.limit, lines=self.lines)
        if isinstance(found, TextFault):
            raise ValidationError(text_fault_words(found))
        if not found and self.required:
            raise ValidationError(str(self.missing))
        if found and self.short and len(found) < self.short[0]:
            raise ValidationError(str(self.short[1]))
        return found


def text_fault_words(fault: TextFault) -> str:
    """Say what is wrong with a text and how to repair it."""
    if fault.code == "too_long":
        return _("Isian ini %(found)s karakter, paling banyak %(limit)s. Ringkas dulu.") % {
            "found": fault.place,
            "limit": fault.limit,
        }
    if fault.code == "direction":
        return _("Karakter ke-%(place)s adalah penanda pembalik arah tulisan. Ketik ulang bagian itu.") % {
            "place": fault.place
        }
    if fault.code == "line_break":
        return _("Tulis dalam satu baris.")
    return _("Karakter ke-%(place)s tidak dapat ditampilkan. Hapus atau ketik ulang bagian itu.") % {
        "place": fault.place
    }


class DayParts(forms.Widget):
    """Reads the three parts of a date under name_day, name_month and name_year."""

    def value_from_datadict(self, data: Mapping[str, Any], files: object, name: str) -> dict[str, str]:
        """Give the parts as typed."""
        return {part: str(data.get(f"{name}_{part}") or "") for part in PARTS}


class PartsField(forms.Field):
    """A date typed in three parts and judged later, together with other answers; gives the parts."""

    widget = DayParts

    def __init__(self, *, missing: Words = "") -> None:
        super().__init__(required=bool(missing))
        self.missing = missing

    def prepare_value(self, value: Any) -> dict[str, str]:
        """Show what was typed, or nothing in each part."""
        return value or dict.fromkeys(PARTS, "")

    def clean(self, value: Any) -> Any:
        """Give the parts as typed."""
        return value


class DayField(PartsField):
    """A date typed in three parts; gives a date, or None where it may be empty."""

    def clean(self, value: Any) -> date | None:
        """Give the date, or say which part is wrong."""
        if is_blank(value):
            if self.required:
                raise ValidationError(str(self.missing))
            return None
        return read_day(value)


def is_blank(parts: Mapping[str, str]) -> bool:
    """Tell whether nothing was typed in any part."""
    return not any(parts[part].strip() for part in PARTS)


def read_day(parts: Mapping[str, str]) -> date:
    """Read a date from typed parts; a month may be a number or a name."""
    month, year = read_month(parts)
    text = parts["day"].strip()
    if not text.isascii() or not text.isdigit():
        raise ValidationError(_("Isi tanggal dengan angka 1 sampai 31."))
    try:
        return date(year, month, int(text))
    except ValueError:
        raise ValidationError(
            _("Tanggal %(day)s tidak ada pada bulan %(month)s tahun %(year)s. Periksa lagi.")
            % {"day": int(text), "month": month, "year": year}
        ) from None


def read_month(parts: Mapping[str, str]) -> tuple[int, int]:
    """Read month and year from typed parts."""
    month_text, year_text = parts["month"].strip().lower(), parts["year"].strip()
    if month_text in _MONTH_WORDS:
        month = _MONTH_WORDS[month_text]
    elif month_text.isascii() and month_text.isdigit() and 1 <= int(month_text) <= _MONTHS:
        month = int(month_text)
    else:
        raise ValidationError(_("Isi bulan dengan angka 1 sampai 12, atau nama bulan."))
    if not (
        year_text.isascii() and year_text.isdigit() and len(year_text) == _YEAR_LENGTH and int(year_text) >= _FIRST_YEAR
    ):
        raise ValidationError(_("Isi tahun dengan empat angka, misalnya 2024."))
    return month, int(year_text)


class OneOf(forms.ChoiceField):
    """A choice whose only message says what to do."""

    def __init__(self, *, missing: Words, required: bool = True) -> None:
        super().__init__(
            required=required,
            error_messages={"required": missing, "invalid_choice": missing},
            choices=(),
        )


class Ticked(forms.BooleanField):
    """A box that must be ticked."""

    def __init__(self, *, missing: Words, required: bool = True) -> None:
        super().__init__(required=required, error_messages={"required": missing})


CHOOSE = gettext_lazy("Pilih salah satu")
