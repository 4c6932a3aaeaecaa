"""Reads a spreadsheet in a process of its own with little memory and time: a small file can ask for any amount of both.

Takes the file on standard input and gives the texts of its first sheet, row by row, as JSON on standard output.
"""

from __future__ import annotations

import io
import resource
import subprocess
import sys
from datetime import date, datetime
from itertools import islice
from typing import Any

import orjson

MEMORY, SECONDS = 1024 * 1024 * 1024, 20
MOST_COLUMNS, LONGEST_CELL = 60, 20_000


def read_apart(content: bytes, most: int) -> list[list[str]] | None:
    """Give the first rows of the sheet; None when it cannot be read within the limits."""
    program = [sys.executable, "-m", "sbt.web.sheet_reader", str(most)]
    try:
        done = subprocess.run(program, input=content, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return None
    rows: list[list[str]] | None = orjson.loads(done.stdout) if done.returncode == 0 else None
    return rows


def cell_text(cell: Any) -> str:
    """Give a cell as text; a date as 2024-11-14, a whole number without a point."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()[:LONGEST_CELL]


def main() -> int:
    """Read standard input under the limits; 1 for what is no spreadsheet."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read())).get_sheet_by_index(0)
        rows = [[cell_text(cell) for cell in row[:MOST_COLUMNS]] for row in islice(sheet.iter_rows(), int(sys.argv[1]))]
    except (CalamineError, ValueError, OSError, IndexError, MemoryError):
        return 1
    sys.stdout.buffer.write(orjson.dumps(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
