"""What can be wrong with a file of civil servants, said so that a clerk can mend it: line, column, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sbt.rules.identity import NumberFault
    from sbt.rules.text import TextFault


@dataclass(frozen=True, slots=True)
class RowFault:
    """One fault of one line."""

    line: int
    column: str
    what: str

    def __str__(self) -> str:
        return f"baris {self.line}, kolom {self.column}: {self.what}"


class UnreadableFileError(Exception):
    """Berkas tidak dapat dibaca sebagai daftar ASN"""


def number_words(fault: NumberFault) -> str:
    """Say which digits of a NIP cannot be right."""
    place = f"angka ke-{fault.first}" if fault.first == fault.last else f"angka ke-{fault.first} sampai ke-{fault.last}"
    return {
        "length": f"NIP harus 18 angka, bukan {fault.found}",
        "not_a_digit": f"{place} NIP bukan angka: {fault.found!r}",
        "birth_date": f"{place} NIP bukan tanggal lahir: {fault.found}",
        "start_year": f"{place} NIP bukan tahun pengangkatan yang mungkin: {fault.found}",
        "sex": f"{place} NIP harus 1 atau 2, bukan {fault.found}",
    }.get(fault.code, f"{place} NIP tidak mungkin benar: {fault.found}")


def text_words(fault: TextFault) -> str:
    """Say what a text holds that it may not."""
    return {
        "control": f"huruf ke-{fault.place} bukan huruf yang dapat dicetak",
        "direction": f"huruf ke-{fault.place} membalik arah tulisan",
        "line_break": f"pindah baris di tengah isian (huruf ke-{fault.place})",
        "too_long": f"terlalu panjang: {fault.place} huruf, paling banyak {fault.limit}",
    }.get(fault.code, "isian tidak dapat diterima")
