"""Spreadsheets of postings: the empty sheet, and a filled one read back into rows; all is looked into apart."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import xlsxwriter
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sbt.evidence.decoding import decode
from sbt.people.grants import MOST, Grant
from sbt.web.forms.base import PARTS, read_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from sbt.web.offers import Offer

LARGEST = 2 * 1024 * 1024
COLUMNS = {
    "email": ("email dinas", "email", "surel"),
    "name": ("nama", "name"),
    "institution": ("lembaga", "institution"),
    "role": ("peran", "role"),
    "from_on": ("mulai", "from"),
    "until_on": ("sampai", "until"),
    "decree": ("nomor surat", "nomor sk", "decree"),
    "office": ("jabatan", "office"),
}
"""Part of a posting -> the headings under which it may stand."""
NEEDED = ("email", "role", "from_on", "decree")
_DAY_FIRST = re.compile(r"[\s/.\-T]+")
_YEAR = 4


class PostingSheetError(Exception):
    """A sheet that cannot be read; its message says how to repair it."""


def template(roles: Iterable[Offer], institutions: Iterable[Offer]) -> bytes:
    """Make the empty sheet with headings, roles and institutions."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold, text = book.add_format({"bold": True, "bg_color": "#E6ECE9"}), book.add_format({"num_format": "@"})
    main = book.add_worksheet("Penugasan")
    main.set_column(0, len(COLUMNS) - 1, 26, text)
    main.write_row(0, 0, [headings[0].capitalize() for headings in COLUMNS.values()], bold)
    main.freeze_panes(1, 0)
    for title, offers in (("Peran", roles), ("Lembaga", institutions)):
        other = book.add_worksheet(title)
        other.set_column(0, 1, 50)
        for number, one in enumerate(offers):
            other.write_row(number, 0, [one.value, one.label])
    book.close()
    return out.getvalue()


def rows_of(name: str, content: bytes) -> list[dict[str, str]]:
    """Read the filled rows, each cell as it stands. Raises PostingSheetError."""
    if not content:
        raise PostingSheetError(_("Lembar ini kosong. Isi dulu, lalu unggah lagi."))
    table = _csv(content) if name.lower().endswith(".csv") else _workbook(content)
    cells = [row for row in table if any(cell.strip() for cell in row)]
    if len(content) > LARGEST or len(cells) - 1 > MOST:
        raise PostingSheetError(_("Lembar ini terlalu besar. Paling banyak %(most)s penugasan.") % {"most": MOST})
    if len(cells) < 2:  # noqa: PLR2004 (headings and one row)
        raise PostingSheetError(_("Lembar ini kosong. Isi dulu, lalu unggah lagi."))
    places = {
        field: place
        for field, headings in COLUMNS.items()
        for place, head in reversed(list(enumerate(cells[0])))
        if head.strip().lower() in headings
    }
    missing = [COLUMNS[field][0] for field in NEEDED if field not in places]
    if missing:
        raise PostingSheetError(
            _("Baris pertama tidak memuat judul kolom: %(missing)s. Pakai lembar contoh.")
            % {"missing": ", ".join(missing)}
        )
    nowhere = len(cells[0]) + MOST
    at = {field: places.get(field, nowhere) for field in COLUMNS}
    return [{field: row[place].strip() if place < len(row) else "" for field, place in at.items()} for row in cells[1:]]


def grant_of(row: Mapping[str, str], *, roles: Sequence[Offer], institutions: Sequence[Offer], own: str) -> Grant | str:
    """Make a posting of a row, or say what in it cannot be read."""
    role = _picked(row.get("role", ""), roles)
    if role is None:
        return _("Peran “%(role)s” tidak dikenal.") % {"role": row.get("role", "")}
    named = row.get("institution", "")
    institution = _picked(named, institutions) if named else own
    if institution is None:
        return _("Lembaga “%(institution)s” tidak dikenal.") % {"institution": named}
    try:
        from_on, until_on = _day(row["from_on"]), _day(row.get("until_on", "")) if row.get("until_on") else None
    except ValidationError as fault:
        return str(fault.messages[0])
    return Grant(
        email=row["email"].lower(),
        name=row.get("name", ""),
        institution=institution,
        role=role,
        decree=row["decree"],
        from_on=from_on,
        until_on=until_on,
        office=row.get("office", ""),
    )


def _picked(typed: str, offers: Sequence[Offer]) -> str | None:
    wanted = " ".join(typed.casefold().split())
    return next((one.value for one in offers if wanted in (one.value.casefold(), one.label.casefold())), None)


def _day(cell: str) -> date:
    words = [word for word in _DAY_FIRST.split(cell.strip()) if word][:3]
    if words and len(words[0]) == _YEAR:
        words.reverse()
    return read_day(dict(zip(PARTS, (*words, "", "", ""), strict=False)))


def _workbook(content: bytes) -> list[list[str]]:
    answer = decode("sheet", [content], len(content), most=MOST * 2)
    if answer.fault:
        raise PostingSheetError(
            _("Lembar ini tidak dapat dibaca. Simpan sebagai XLSX, ODS, atau CSV, lalu unggah lagi.")
        )
    return answer.rows


def _csv(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
        mark = max(",;\t", key=text.split("\n", 1)[0].count)
        return [list(row) for row in csv.reader(io.StringIO(text), delimiter=mark)]
    except (UnicodeDecodeError, csv.Error) as fault:
        raise PostingSheetError(
            _("Lembar ini tidak dapat dibaca. Simpan sebagai CSV UTF-8, lalu unggah lagi.")
        ) from fault
