from __future__ import annotations

import argparse
import csv
import sys
from datetime import date

HELP = "Daftar orang yang datanya terkena kebocoran, sebagai CSV: menurut yang dibaca, atau menurut tabel yang bocor."
LOGIN = "app"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which days, and whose readings or which table."""
    parser.add_argument("--from", dest="first", type=date.fromisoformat, required=True, metavar="TTTT-BB-HH")
    parser.add_argument("--until", dest="last", type=date.fromisoformat, required=True, metavar="TTTT-BB-HH")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--posting", default="", help="hanya yang dibaca penugasan ini (id penugasan)")
    which.add_argument(
        "--table", default="", help="semua yang ada dalam tabel ini, dari kasus yang diterima hari-hari itu"
    )


def run(options: argparse.Namespace) -> int:
    """Write the list to standard output and its length to standard error."""
    from sbt.project.errors import Trouble
    from sbt.protection.breach import COLUMNS, TABLES, concerned_by_reading, concerned_by_table

    if options.first > options.last:
        raise Trouble("--from tidak boleh sesudah --until")
    if options.table and options.table not in TABLES:
        raise Trouble(f"tabel {options.table!r} tidak memuat orang; yang memuat: {', '.join(sorted(TABLES))}")
    if options.table:
        found = concerned_by_table(options.table, options.first, options.last)
    else:
        found = concerned_by_reading(options.first, options.last, posting=options.posting)
    out, count = csv.writer(sys.stdout), 0
    out.writerow(COLUMNS)
    for one in found:
        out.writerow([_harmless(value) for value in one])
        count += 1
    print(f"{count} baris", file=sys.stderr)
    return 0


def _harmless(value: object) -> str:
    """Write a cell that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in "=+-@\t\r" and text else text
