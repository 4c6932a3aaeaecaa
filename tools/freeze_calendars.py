"""Freeze law/calendars/YYYY.yaml from the holidays library and the voting days of law/elections.yaml."""

import argparse
import sys
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

import holidays
import yaml

LAW = Path(__file__).resolve().parent.parent / "law"
ESTIMATED = " (perkiraan)"
MISSPELT = {"Pegangti": "Pengganti"}
VOTING = ("Hari Pemilihan", "Hari Pemungutan Suara")
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
HEAD = """# Hari libur nasional, cuti bersama, dan hari pemungutan suara tahun {year}.
# Dibuat oleh tools/freeze_calendars.py dari pustaka `holidays` {version} dan law/elections.yaml; jangan disunting dengan tangan.
# Koreksi menurut keputusan bersama: law/calendars/overrides/ (lihat README di sana).
year: {year}
basis: holidays-py
verified: "partial"
source: ["https://pypi.org/project/holidays/{version}/"]
note: "Dibekukan dari pustaka; keputusan bersama tentang hari libur dan cuti bersama tahun ini belum dicocokkan kata demi kata."
days:
"""


@dataclass(frozen=True, order=True)
class Day:
    """One row of a calendar file."""

    on: date
    kind: str
    name: str
    estimated: bool = False
    verified: str = "partial"
    closes: bool = True
    basis: str = ""
    note: str = ""

    def line(self) -> str:
        """Print the row in flow style, one line."""
        parts = [f"date: {self.on}", f'name: "{self.name}"', f"kind: {self.kind}"]
        parts.append(f"estimated: {str(self.estimated).lower()}")
        if not self.closes:
            parts.append("closes: false")
            parts.append("areas: []")
        if self.basis:
            parts.append(f'basis: "{self.basis}"')
        parts.append(f'verified: "{self.verified}"')
        if self.note:
            parts.append(f'note: "{self.note}"')
        return f"  - {{{', '.join(parts)}}}  # {WEEKDAYS[self.on.weekday()]}\n"


def from_library(year: int) -> list[Day]:
    """Read the year's public days and joint leave."""
    found: list[Day] = []
    for category, kind in (("public", "public"), ("government", "joint_leave")):
        table = holidays.country_holidays("ID", years=year, categories=(category,), language="id")
        for on, names in table.items():
            for raw in names.split("; "):
                estimated = raw.endswith(ESTIMATED)
                name = raw.removesuffix(ESTIMATED)
                for wrong, right in MISSPELT.items():
                    name = name.replace(wrong, right)
                real = "election" if name.startswith(VOTING) else kind
                found.append(Day(on, real, name, estimated, "no" if estimated else "partial"))
    return found


def from_elections(year: int, known: set[date]) -> list[Day]:
    """Read the voting and rerun days that the library does not know; reruns close no office unless areas are known."""
    text = (LAW / "elections.yaml").read_text(encoding="utf-8")
    found: list[Day] = []
    for election in yaml.safe_load(text)["elections"]:
        for stage in election["stages"]:
            on = stage["start"]
            if on.year != year or on in known or stage.get("held") is False:
                continue
            if stage["kind"] not in {"voting", "rerun"}:
                continue
            rerun = stage["kind"] == "rerun"
            note = "Daerahnya belum dicatat: tidak menutup kantor sampai daerahnya disebut." if rerun else ""
            found.append(
                Day(
                    on,
                    "rerun" if rerun else "election",
                    stage["name"]["id"],
                    verified=stage["verified"],
                    closes=not rerun,
                    basis=stage.get("basis", ""),
                    note=note,
                )
            )
    return found


def main() -> int:
    """Write one file for each year of the range."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--first", type=int, default=2020)
    parser.add_argument("--last", type=int, default=2027)
    span = parser.parse_args()
    for year in range(span.first, span.last + 1):
        days = from_library(year)
        days += from_elections(year, {day.on for day in days})
        head = HEAD.format(year=year, version=version("holidays"))
        text = head + "".join(day.line() for day in sorted(days))
        (LAW / "calendars" / f"{year}.yaml").write_text(text, encoding="utf-8")
        print(f"{year}: {len(days)} days")
    return 0


if __name__ == "__main__":
    sys.exit(main())
