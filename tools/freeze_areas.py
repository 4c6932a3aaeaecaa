"""Make law/areas/ again from the CSV folder of the npm package idn-area-data. Run: python tools/freeze_areas.py PACKAGE/data"""

import argparse
import csv
import sys
from pathlib import Path

WITA = frozenset({"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"})
WIT = frozenset({"81", "82", "91", "92", "93", "94", "95", "96"})
KINDS = {"KABUPATEN": "kabupaten", "KOTA": "kota"}
UPPER = frozenset({"DKI"})
LOWER = {"Dan": "dan"}
HOME = Path(__file__).resolve().parent.parent / "law" / "areas"


def zone(province: str) -> str:
    """Give the time zone of a province code."""
    if province in WITA:
        return "WITA"
    return "WIT" if province in WIT else "WIB"


def titled(name: str) -> str:
    """Write a name in capitals the way it is written in running text."""
    return " ".join(word if word in UPPER else LOWER.get(word.title(), word.title()) for word in name.split())


def provinces(rows: list[dict[str, str]]) -> list[tuple[str, str, str]]:
    """Turn the package's province rows into ours: code, name, zone."""
    return [(row["code"], titled(row["name"]), zone(row["code"])) for row in rows]


def regencies(rows: list[dict[str, str]]) -> list[tuple[str, str, str, str]]:
    """Turn the package's regency rows into ours: code, province, name without its kind, kind."""
    made = []
    for row in rows:
        kind, _, name = row["name"].partition(" ")
        made.append((row["code"], row["province_code"], titled(name), KINDS[kind]))
    return made


def read(path: Path) -> list[dict[str, str]]:
    """Read one CSV file with a header."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """Write rows in the order of their codes, with plain line ends."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(header)
        table.writerows(sorted(rows))


def main() -> int:
    """Freeze both tables; refuse a package with an unexpected number of areas."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with provinces.csv and regencies.csv of the package")
    data = parser.parse_args().data
    if not (data / "regencies.csv").is_file():
        print(f"{data}: no regencies.csv here; give the data folder of the unpacked package", file=sys.stderr)
        return 2
    upper = provinces(read(data / "provinces.csv"))
    lower = regencies(read(data / "regencies.csv"))
    if (len(upper), len(lower)) != (38, 514):
        print(f"expected 38 provinces and 514 regencies, found {len(upper)} and {len(lower)}", file=sys.stderr)
        return 1
    write(HOME / "provinces.csv", ("code", "name", "zone"), list(upper))
    write(HOME / "regencies.csv", ("code", "province", "name", "kind"), list(lower))
    return 0


if __name__ == "__main__":
    sys.exit(main())
