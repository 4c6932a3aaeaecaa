"""A forwarding as a form: the letter, and a line for each person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sbt.rules.identity import NumberFault, check_nip
from sbt.web.forms.base import DayField, OneOf, PageForm, WrittenField
from sbt.web.forms.report import number_fault_words
from sbt.web.forms.step import FilesField, NamedField
from sbt.web.numerals import whole
from sbt.web.offers import Offer

MOST_LINES = 200
LINE_FIELDS = ("register_number", "name", "nip", "post", "unit", "office", "row", "act", "story")


class HeadForm(PageForm):
    """The letter: its number, its date, the plenary, the papers."""

    number = WrittenField(limit=120, missing=gettext_lazy("Isi nomor surat penerusan"))
    dated_on = DayField(missing=gettext_lazy("Isi tanggal surat"))
    plenary_on = DayField(missing=gettext_lazy("Isi tanggal pleno"))

    def __init__(self, *args: Any, areas: Sequence[Offer], today: date, **named: Any) -> None:
        super().__init__(*args, **named)
        self.today = today
        self.fields["papers"] = FilesField(missing=_("Unggah Formulir A, kajian, dan berita acara pleno"), many=True)
        if areas:
            self.fields["area"] = NamedField(areas, missing=_("Pilih wilayah kejadian"), required=True)

    def clean(self) -> dict[str, Any]:
        """Compare the dates with each other and with today."""
        cleaned = self.cleaned_data
        dated, plenary = cleaned.get("dated_on"), cleaned.get("plenary_on")
        for name, day in (("dated_on", dated), ("plenary_on", plenary)):
            if day and day > self.today:
                self.add_error(name, _("Tanggal tidak boleh lebih dari hari ini."))
        if dated and plenary and plenary > dated:
            self.add_error("plenary_on", _("Tanggal pleno tidak boleh sesudah tanggal surat"))
        return cleaned


class LineForm(PageForm):
    """One person of a forwarding."""

    register_number = WrittenField(limit=120, missing=gettext_lazy("Isi nomor register"))
    name = WrittenField(limit=160)
    nip = WrittenField(limit=60)
    post = WrittenField(limit=200)
    unit = WrittenField(limit=200)
    row = OneOf(missing=gettext_lazy("Pilih baris matriks"))
    act = DayField(missing=gettext_lazy("Isi tanggal kejadian"))
    story = WrittenField(limit=10_000, lines=True, missing=gettext_lazy("Uraikan kejadiannya menurut kajian"))

    def __init__(
        self, *args: Any, rows: Sequence[tuple[str, str]], offices: Sequence[Offer], today: date, **named: Any
    ) -> None:
        super().__init__(*args, **named)
        self.today = today
        row = self.fields["row"]
        if isinstance(row, OneOf):
            row.choices = list(rows)
        self.fields["office"] = NamedField(offices, missing="", required=False)

    def clean_nip(self) -> str:
        """Judge the structure of the NIP and name the digits that cannot be right."""
        typed: str = self.cleaned_data["nip"]
        found = check_nip(typed) if typed else None
        if isinstance(found, NumberFault):
            raise ValidationError(number_fault_words(found))
        return found.digits if found else ""

    def clean_act(self) -> date | None:
        """Refuse a day that lies ahead."""
        day: date | None = self.cleaned_data["act"]
        if day and day > self.today:
            raise ValidationError(_("Tanggal kejadian tidak boleh lebih dari hari ini"))
        return day

    def clean(self) -> dict[str, Any]:
        """Ask for a name or a number."""
        cleaned = self.cleaned_data
        if not cleaned.get("name") and not cleaned.get("nip") and not {"name", "nip"} & set(self.errors):
            self.add_error("name", _("Sebutkan paling sedikit nama atau NIP"))
        return cleaned

    @property
    def placed_faults(self) -> list[tuple[str, str]]:
        """List the faults with the ids of their controls, which bear the number of the line."""
        return [(f"f-{self.add_prefix(target.removeprefix('f-'))}", words) for target, words in self.faults]


def posted_lines(data: Mapping[str, Any]) -> int:
    """Tell how many lines a form says it holds."""
    return min(max(whole(data.get("lines")) or 1, 1), MOST_LINES)


def without_line(data: Mapping[str, Any], gone: int, count: int) -> dict[str, Any]:
    """Give the posted answers with one line taken out and the later ones moved up."""
    kept = {name: value for name, value in data.items() if not name.startswith("l")}
    names = [
        name
        for field in LINE_FIELDS
        for name in ([f"{field}_{p}" for p in ("day", "month", "year")] if field == "act" else [field])
    ]
    target = 0
    for number in range(1, count + 1):
        if number == gone:
            continue
        target += 1
        kept |= {f"l{target}-{name}": data.get(f"l{number}-{name}", "") for name in names}
    return kept | {"lines": str(max(target, 1))}
