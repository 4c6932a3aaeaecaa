"""Reads a CSV of civil servants line by line into rows ready to store. Touches no database."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sbt.register.faults import RowFault, UnreadableFileError, number_words, text_words
from sbt.register.models import Standing
from sbt.register.names import name_key
from sbt.rules.identity import NumberFault, check_nip
from sbt.rules.text import TextFault, check_text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

    from sbt.rulebook.law import Law

COLUMNS = ("nip", "name", "instansi", "unit", "post", "job_level", "employment", "standing")
_LONGEST = {"name": 160, "unit": 200, "post": 200}
_MAY_BE_EMPTY = frozenset({"unit", "post"})
_REMEMBERED = 200_000
"""So many different units and posts are judged once only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCodes:
    """The codes that the law data knows; anything else in these columns is a fault."""

    instansi: Collection[str]
    job_level: Collection[str]
    employment: Collection[str]


def codes_of(law: Law) -> KnownCodes:
    """Give the codes that the law in force knows: institutions whose staff may be accused, levels, kinds of employment."""
    return KnownCodes(
        instansi=frozenset(known.id for known in law.institutions_of(*law.accused_kinds)),
        job_level=frozenset(level.id for level in law.employment.job_levels),
        employment=frozenset(kind.id for kind in law.employment.asn_kinds if kind.asn),
    )


type Row = tuple[str, str, str, str, str, str, str, str, str]
"""The columns in the order of COLUMNS, with the search key of the name last."""


class CsvReader:
    """The rows of one file; `bytes_read` tells how far it has come."""

    def __init__(self, path: Path, codes: KnownCodes, *, fault: Callable[[RowFault], None]) -> None:
        self.bytes_read = 0
        self._path, self._fault = path, fault
        self._codes: Mapping[str, Collection[str]] = {
            "instansi": codes.instansi,
            "job_level": codes.job_level,
            "employment": codes.employment,
            "standing": frozenset(Standing.values),
        }
        self._judged: dict[str, str] = {}

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Give each right row with its line number and report each wrong one; UnreadableFileError when it is no such file."""
        lines = self._lines()
        first = next(lines, "")
        delimiter = ";" if ";" in first and "," not in first else ","
        places = self._places(next(csv.reader([first], delimiter=delimiter), []))
        table = csv.reader(lines, delimiter=delimiter, strict=True)
        width, at = len(places), [places[column] for column in COLUMNS]
        try:
            for cells in table:
                line = table.line_num + 1
                if not cells:
                    continue
                if len(cells) != width:
                    self._fault(RowFault(line, "-", f"ada {len(cells)} kolom, seharusnya {width}"))
                    continue
                row = self._row(line, [cells[place] for place in at])
                if row is not None:
                    yield line, row
        except csv.Error as error:
            raise UnreadableFileError(f"{self._path}, baris {table.line_num + 1}: CSV rusak ({error})") from error

    def _lines(self) -> Iterator[str]:
        with self._path.open("rb") as source:
            for number, raw in enumerate(source, 1):
                self.bytes_read += len(raw)
                try:
                    yield raw.decode("utf-8-sig" if number == 1 else "utf-8")
                except UnicodeDecodeError as error:
                    raise UnreadableFileError(
                        f"{self._path}, baris {number}: bukan UTF-8 (bita ke-{error.start + 1});"
                        " simpan ulang berkas sebagai CSV UTF-8"
                    ) from error

    def _places(self, header: list[str]) -> dict[str, int]:
        names = [name.strip().lower() for name in header]
        missing = [name for name in COLUMNS if name not in names]
        unknown = [name or "(kosong)" for name in names if name not in COLUMNS]
        twice = sorted({name for name in names if names.count(name) > 1} & set(COLUMNS))
        for what, found in (("tidak ada", missing), ("tidak dikenal", unknown), ("dua kali", twice)):
            if found:
                raise UnreadableFileError(
                    f"{self._path}, baris 1: kolom {what}: {', '.join(found)}; kolom yang diminta: {','.join(COLUMNS)}"
                )
        return {name: place for place, name in enumerate(names)}

    def _row(self, line: int, cells: list[str]) -> Row | None:
        faults: list[RowFault] = []
        number = check_nip(cells[0])
        if isinstance(number, NumberFault):
            faults.append(RowFault(line, "nip", number_words(number)))
        name, unit, post = (self._text(line, COLUMNS[place], cells[place], faults) for place in (1, 3, 4))
        instansi, job_level, employment, standing = (self._code(line, at, cells[at], faults) for at in (2, 5, 6, 7))
        key = name_key(name)
        if name and not key:
            faults.append(RowFault(line, "name", f"bukan nama: {name!r}"))
        if faults or isinstance(number, NumberFault):
            for fault in faults:
                self._fault(fault)
            return None
        return number.digits, name, instansi, unit, post, job_level, employment, standing, key

    def _text(self, line: int, column: str, cell: str, faults: list[RowFault]) -> str:
        longest = _LONGEST[column]
        known = self._judged.get(cell) if column != "name" else None
        if known is not None:
            return known
        if cell.isascii() and cell.isprintable() and len(cell) <= longest:
            text = cell.strip()
        else:
            checked = check_text(cell, limit=longest)
            if isinstance(checked, TextFault):
                faults.append(RowFault(line, column, text_words(checked)))
                return ""
            text = checked
        if not text and column not in _MAY_BE_EMPTY:
            faults.append(RowFault(line, column, "kosong"))
        elif column != "name" and len(self._judged) < _REMEMBERED:
            self._judged[cell] = text
        return text

    def _code(self, line: int, place: int, cell: str, faults: list[RowFault]) -> str:
        column = COLUMNS[place]
        code, known = cell.strip(), self._codes[column]
        if code in known:
            return code
        choices = f"; yang dikenal: {', '.join(sorted(known))}" if 0 < len(known) <= 20 else ""  # noqa: PLR2004 (fits a line)
        faults.append(RowFault(line, column, f"kode tidak dikenal: {code!r}{choices}" if code else f"kosong{choices}"))
        return code
