"""Spreadsheets of forwardings: the template that is handed out, and a filled one read back into lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

import xlsxwriter
from django.utils.translation import gettext as _

from sbt.evidence.decoding import decode
from sbt.web.forms.forwarding import MOST_LINES

if TYPE_CHECKING:
    from sbt.rules.matrix import Row

LARGEST = 5 * 1024 * 1024
COLUMNS = {
    "register_number": ("nomor register", "register"),
    "name": ("nama", "name"),
    "nip": ("nip",),
    "post": ("jabatan", "post"),
    "unit": ("unit kerja", "unit"),
    "office": ("instansi", "agency"),
    "row": ("baris matriks", "row"),
    "act": ("tanggal kejadian", "date of the act"),
    "story": ("uraian", "account"),
}
"""Field of a line -> the headings under which it may stand."""


class SheetUnreadableError(Exception):
    """A sheet that cannot be read; its message says how to repair it."""


def template(rows: Sequence[Row], words: dict[str, str], institutions: Iterable[str]) -> bytes:
    """Make the empty sheet with headings, the codes of the rows and the names of the institutions."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold, text = book.add_format({"bold": True, "bg_color": "#E6ECE9"}), book.add_format({"num_format": "@"})
    main = book.add_worksheet("Penerusan")
    main.set_column(0, len(COLUMNS) - 1, 24, text)
    main.write_row(0, 0, [headings[0].capitalize() for headings in COLUMNS.values()], bold)
    main.freeze_panes(1, 0)
    codes = book.add_worksheet("Baris matriks")
    codes.set_column(0, 0, 18)
    codes.set_column(1, 1, 100)
    codes.write_row(0, 0, ["Kode", "Baris"], bold)
    for number, row in enumerate(rows, start=1):
        codes.write_row(number, 0, [row.id, words[row.id]])
    names = book.add_worksheet("Instansi")
    names.set_column(0, 0, 60)
    names.write_column(0, 0, list(institutions))
    book.close()
    return out.getvalue()


def lines_of(name: str, content: bytes, rows: Sequence[Row]) -> list[dict[str, str]]:
    """Read the lines of a filled sheet, each as a form would post it. Raises SheetUnreadableError."""
    if not content:
        raise SheetUnreadableError(_("Lembar ini kosong. Isi dulu, lalu unggah lagi."))
    if len(content) > LARGEST:
        raise SheetUnreadableError(_("Lembar ini terlalu besar. Paling banyak 200 orang dalam satu penerusan."))
    table = _csv(content) if name.lower().endswith(".csv") else _workbook(content)
    cells = [row for row in table if any(cell.strip() for cell in row)]
    if not cells:
        raise SheetUnreadableError(_("Lembar ini kosong. Isi dulu, lalu unggah lagi."))
    places = _places(cells[0])
    missing = [
        headings[0] for field, headings in COLUMNS.items() if field not in places and field in ("name", "act", "row")
    ]
    if missing:
        raise SheetUnreadableError(
            _("Baris pertama tidak memuat judul kolom: %(missing)s. Pakai lembar contoh.")
            % {"missing": ", ".join(missing)}
        )
    if len(cells) - 1 > MOST_LINES:
        raise SheetUnreadableError(_("Lembar ini terlalu besar. Paling banyak 200 orang dalam satu penerusan."))
    if len(cells) == 1:
        raise SheetUnreadableError(_("Lembar ini hanya memuat judul kolom. Isi paling sedikit satu orang."))
    codes = _codes(rows)
    return [_line(row, places, codes) for row in cells[1:]]


def _workbook(content: bytes) -> list[list[str]]:
    answer = decode("sheet", [content], len(content), most=MOST_LINES * 3)
    if answer.fault:
        raise SheetUnreadableError(
            _("Lembar ini tidak dapat dibaca. Simpan sebagai XLSX, ODS, atau CSV, lalu unggah lagi.")
        )
    return answer.rows


def _csv(content: bytes) -> list[list[str]]:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise SheetUnreadableError(_("Lembar ini tidak dapat dibaca. Simpan sebagai CSV UTF-8, lalu unggah lagi."))
    first = text.split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    try:
        return [list(row) for row in islice(csv.reader(io.StringIO(text), delimiter=mark), MOST_LINES * 3)]
    except csv.Error as fault:
        raise SheetUnreadableError(
            _("Lembar ini tidak dapat dibaca. Simpan sebagai XLSX, ODS, atau CSV, lalu unggah lagi.")
        ) from fault


def _places(heads: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, head in enumerate(heads):
        words = head.strip().lower()
        for field, headings in COLUMNS.items():
            if words in headings:
                found.setdefault(field, place)
    return found


def _codes(rows: Sequence[Row]) -> dict[str, str]:
    known = {row.id.lower(): row.id for row in rows}
    named = {"ethics": ("kode etik", "etik", "ethics"), "discipline": ("disiplin", "discipline"), "party": ("partai",)}
    for row in rows:
        for word in named.get(row.category, ()):
            known.setdefault(f"{word} {row.number}", row.id)
            known.setdefault(f"{word} nomor {row.number}", row.id)
    return known


def _line(cells: Sequence[str], places: dict[str, int], codes: dict[str, str]) -> dict[str, str]:
    line = {field: cells[place].strip() for field, place in places.items() if place < len(cells) and field != "act"}
    line["row"] = codes.get(" ".join(line.get("row", "").lower().split()), line.get("row", ""))
    act = cells[places["act"]] if "act" in places and places["act"] < len(cells) else ""
    return line | {f"act_{part}": value for part, value in _parts(act).items()}


def _parts(cell: str) -> dict[str, str]:
    words = cell.replace("/", " ").replace("-", " ").replace(".", " ").split()
    if len(words) == 3 and len(words[0]) == 4:  # noqa: PLR2004 (year first)
        words.reverse()
    day, month, year = (*words, "", "", "")[:3]
    return {"day": day, "month": month, "year": " ".join([year, *words[3:]])}
