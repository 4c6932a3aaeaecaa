"""Spreadsheets: the texts of the first sheet, row by row."""

from __future__ import annotations

import io
from datetime import date, datetime
from itertools import islice
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from sbt.evidence.decoder.archives import measure
from sbt.evidence.decoder.faults import FaultError

MOST_COLUMNS, LONGEST_CELL = 60, 20_000


def look(content: bytes, most: int) -> list[list[str]]:
    """Give the first rows of the first sheet; FaultError when it is none or holds too much."""
    if content[:2] == b"PK":
        measure(content)
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        return [[_text(cell) for cell in row[:MOST_COLUMNS]] for row in islice(sheet.iter_rows(), most)]
    except (CalamineError, ValueError, OSError, IndexError):
        raise FaultError("damaged") from None


def _text(cell: Any) -> str:
    """Give a cell as text; a date as 2024-11-14, a whole number without a point."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()[:LONGEST_CELL]
