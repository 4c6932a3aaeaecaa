"""Takes a CSV of civil servants into the register: by COPY, all or nothing unless told otherwise, safe to repeat.

Runs inside the caller's transaction as the owner of the tables, because a large import makes the name index anew.
Persons whom the file does not name stay as they are; who retired or died comes with that standing.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import batched
from typing import TYPE_CHECKING

from django.db import connection

from sbt.register.faults import RowFault, UnreadableFileError
from sbt.register.reading import COLUMNS, CsvReader, KnownCodes, codes_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from django.db.backends.utils import CursorWrapper

__all__ = ["Imported", "KnownCodes", "RowFault", "UnreadableFileError", "codes_of", "import_asn"]

BATCH = 10_000
LARGE = 50_000
"""From so many changed rows on the name index is dropped and made again: quicker than changing it row by row."""
STORED = (*COLUMNS, "name_key")
NAME_INDEXES = {"asn_name": "(name_key)", "asn_search": "using gin (instansi, name_key gin_trgm_ops)"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did. With faults and without `skip_faulty` nothing was changed."""

    rows: int
    added: int = 0
    changed: int = 0
    faulty: int = 0
    """Faults; a line may have several."""
    faulty_lines: int = 0
    stored: bool = True

    def __str__(self) -> str:
        wrong = f"{self.faulty} kesalahan pada {self.faulty_lines} baris"
        if not self.stored:
            return f"{wrong}; tidak ada yang diubah"
        skipped = f", {self.faulty_lines} baris dilewati ({wrong})" if self.faulty else ""
        same = self.rows - self.added - self.changed
        return f"{self.rows} ASN dibaca: {self.added} baru, {self.changed} berubah, {same} tetap{skipped}"


def import_asn(
    path: Path,
    *,
    codes: KnownCodes,
    skip_faulty: bool = False,
    fault: Callable[[RowFault], None],
    progress: Callable[[str], None],
) -> Imported:
    """Bring the register up to the file; report each fault; change nothing when there is one, unless told to skip.

    Raises UnreadableFileError when the file is no list of civil servants at all.
    """
    faulty, lines = 0, set[int]()

    def count(found: RowFault) -> None:
        nonlocal faulty
        faulty += 1
        lines.add(found.line)
        fault(found)

    with connection.cursor() as cursor:
        cursor.execute("set local maintenance_work_mem = '128MB'")
        cursor.execute("set local work_mem = '64MB'")
        rows = _stage(cursor, CsvReader(path, codes, fault=count), progress)
        rows -= _remove_doubles(cursor, count)
        if faulty and not skip_faulty:
            return Imported(rows=rows, faulty=faulty, faulty_lines=len(lines), stored=False)
        progress(f"{rows} baris dibaca, sekarang disimpan ...")
        added, changed = _differences(cursor)
        large = added + changed >= LARGE
        if large:
            cursor.execute(f"drop index if exists {', '.join(NAME_INDEXES)}")
        _merge(cursor, only_new=added == rows)
        if large:
            progress("membuat indeks nama ...")
            for name, columns in NAME_INDEXES.items():
                cursor.execute(f"create index {name} on register_asn {columns}")
        cursor.execute("drop table asn_import")
        cursor.execute("analyze register_asn")
    return Imported(rows=rows, added=added, changed=changed, faulty=faulty, faulty_lines=len(lines))


def _stage(cursor: CursorWrapper, reader: CsvReader, progress: Callable[[str], None]) -> int:
    columns = ", ".join(f"{name} text not null" for name in STORED)
    cursor.execute("drop table if exists pg_temp.asn_import")
    cursor.execute(f"create temporary table asn_import (line integer not null, {columns})")
    rows = 0
    with cursor.copy(f"copy asn_import (line, {', '.join(STORED)}) from stdin") as copy:
        for batch in batched(reader.rows(), BATCH, strict=False):
            text = "".join([f"{line}\t{'\t'.join(row)}\n" for line, row in batch])
            copy.write(text.replace("\\", "\\\\"))
            rows += len(batch)
            if rows % (10 * BATCH) == 0:
                progress(f"{rows} baris ({reader.bytes_read // 1_000_000} MB) dibaca")
    return rows


def _remove_doubles(cursor: CursorWrapper, fault: Callable[[RowFault], None]) -> int:
    """Report every line whose NIP stood on an earlier line, and drop it."""
    cursor.execute(
        "select line, nip, first from (select line, nip, min(line) over (partition by nip) as first from asn_import"
        " where nip in (select nip from asn_import group by nip having count(*) > 1)) as doubled"
        " where line <> first order by line"
    )
    found = cursor.fetchall()
    for line, nip, first in found:
        fault(RowFault(line, "nip", f"NIP {nip} sudah ada di baris {first}"))
    if found:
        cursor.execute("delete from asn_import where line = any(%s)", [[line for line, _, _ in found]])
    return len(found)


def _differences(cursor: CursorWrapper) -> tuple[int, int]:
    """Count who is new and of whom something changed."""
    cursor.execute(
        f"select count(*) filter (where old.nip is null), count(*) filter (where old.nip is not null"  # noqa: S608 (own names)
        f" and ({_columns('old')}) is distinct from ({_columns('new')}))"
        " from asn_import as new left join register_asn as old using (nip)"
    )
    added, changed = cursor.fetchone()
    return added, changed


def _merge(cursor: CursorWrapper, *, only_new: bool) -> None:
    """Store in the order of names: people with like names then lie side by side, and a search reads fewer pages."""
    names = ", ".join(STORED)
    known = f" on conflict (nip) do update set ({_columns('')}) = ({_columns('excluded')})"
    known += f" where ({_columns('old')}) is distinct from ({_columns('excluded')})"
    cursor.execute(
        f"insert into register_asn as old ({names}) select {names} from asn_import order by name_key"  # noqa: S608 (own names)
        + ("" if only_new else known)
    )


def _columns(table: str) -> str:
    prefix = f"{table}." if table else ""
    return ", ".join(prefix + name for name in STORED if name != "nip")
