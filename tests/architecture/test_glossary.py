"""Every legal term used in `law/` and every acronym on the screen stands in `docs/glossary.md`, once and with a source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
LAW = ROOT / "law"
SCREEN = [
    *sorted((ROOT / "src/sbt/web/templates").rglob("*.html")),
    ROOT / "src/sbt/web/locale/en/LC_MESSAGES/django.po",
]
ACRONYM = re.compile(r"\b[A-Z]{2,}\b")
NUMERALS = re.compile(r"^[IVX]+$")
NO_TERMS = {
    *("AA", "CSV", "IP", "MB", "MIME", "ODS", "PDF", "PO", "POT", "UTF", "WCAG", "XLSX"),
    *("AFTER", "BEFORE", "DATA", "INVENTED", "REKAAN", "SEBELUM", "SETELAH"),
}
"""Kinds of file, measures, standards, and words in capitals: nothing that a law defines."""
OUTSIDE_THE_LABELS = {"institutions.yaml", "sources.yaml"}
"""Proper names of institutions and instruments: each is explained by its own entry."""


class Entry(NamedTuple):
    """One row of the table."""

    codes: tuple[str, ...]
    term: str
    source: str
    meaning: str
    english: str


@cache
def glossary() -> tuple[Entry, ...]:
    lines = (ROOT / "docs" / "glossary.md").read_text().splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")][1:]
    assert {len(row) for row in cells} == {5}
    return tuple(Entry(tuple(re.findall(r"`([^`]+)`", codes)), *rest) for codes, *rest in cells)


@cache
def known_codes() -> frozenset[str]:
    return frozenset(code for entry in glossary() for code in entry.codes)


def read(name: str) -> Any:
    return yaml.safe_load((LAW / name).read_text())


def ids(entries: Iterable[Mapping[str, Any]]) -> set[str]:
    return {str(entry["id"]) for entry in entries}


def of_each(pattern: str, *keys: str) -> set[str]:
    """Ids (or names of a mapping) that every file of the pattern lists under the keys."""
    found: set[str] = set()
    for path in sorted(LAW.glob(pattern)):
        here = yaml.safe_load(path.read_text())
        for key in keys:
            here = here[key]
        found |= set(here) if isinstance(here, dict) else ids(here)
    return found


TERMS_OF_LAW = {
    "powers": lambda: ids(read("roles.yaml")["powers"]),
    "roles": lambda: ids(read("roles.yaml")["roles"]),
    "institution kinds": lambda: ids(read("institutions.yaml")["kinds"]),
    "regimes": lambda: {path.name for path in (LAW / "regimes").iterdir() if path.is_dir()},
    "stages": lambda: of_each("regimes/*/regime.yaml", "process", "stages"),
    "entrances": lambda: of_each("regimes/*/regime.yaml", "process", "entrances"),
    "marks": lambda: of_each("regimes/*/regime.yaml", "process", "marks"),
    "statuses": lambda: of_each("regimes/*/regime.yaml", "process", "statuses"),
    "levels": lambda: ids(read("employment.yaml")["levels"]),
    "job levels": lambda: ids(read("employment.yaml")["job_levels"]),
    "kinds of civil servant": lambda: ids(read("employment.yaml")["asn_kinds"]),
    "posts": lambda: ids(read("employment.yaml")["posts"]),
    "deciders": lambda: ids(read("employment.yaml")["deciders"]),
    "team members": lambda: ids(read("employment.yaml")["team_members"]),
    "identity numbers": lambda: ids(read("employment.yaml")["identity_numbers"]),
    "categories": lambda: {
        row["category"] for path in LAW.glob("matrices/*.yaml") for row in yaml.safe_load(path.read_text())["rows"]
    },
    "phases": lambda: of_each("matrices/*.yaml", "phases"),
    "forms": lambda: of_each("matrices/*.yaml", "forms"),
    "dimensions": lambda: of_each("matrices/*.yaml", "dimensions"),
    "effects": lambda: of_each("matrices/*.yaml", "effects"),
    "sanctions": lambda: of_each("discipline/*.yaml", "sanctions") | ids(read("criminal.yaml")["court_sanctions"]),
    "terms": lambda: of_each("terms/*.yaml", "terms"),
    "stages of elections": lambda: set(read("elections.yaml")["stage_kinds"]),
    "offices of elections": lambda: ids(read("elections.yaml")["offices"]),
    "kinds of elections": lambda: {election["kind"] for election in read("elections.yaml")["elections"]},
    "control actions": lambda: (
        ids(read("control.yaml")["control_actions"]) | ids(read("control.yaml")["ppk_sanctions"])
    ),
    "acting heads": lambda: ids(read("offices.yaml")["acting"]),
    "conflicts of interest": lambda: ids(read("offices.yaml")["conflicts_of_interest"]),
    "readers": lambda: ids(read("disclosure.yaml")["readers"]),
    "tracks": lambda: ids(read("disclosure.yaml")["tracks"]),
}


@pytest.mark.parametrize("kind", TERMS_OF_LAW)
def test_every_term_of_the_law_is_explained(kind: str) -> None:
    used = TERMS_OF_LAW[kind]()
    assert used
    assert not sorted(used - known_codes()), f"{kind} missing in docs/glossary.md"


def labels(here: object) -> Iterator[str]:
    """Every Indonesian wording below this place."""
    if isinstance(here, dict):
        if set(here) == {"id", "en"} and isinstance(here["id"], str):
            yield here["id"]
        else:
            for inner in here.values():
                yield from labels(inner)
    elif isinstance(here, list):
        for inner in here:
            yield from labels(inner)


def acronyms_of_the_law() -> set[str]:
    folders = {"situations", "demo"}
    paths = [
        path
        for path in LAW.rglob("*.yaml")
        if path.name not in OUTSIDE_THE_LABELS and not folders.intersection(path.relative_to(LAW).parts)
    ]
    return {
        word for path in paths for text in labels(yaml.safe_load(path.read_text())) for word in ACRONYM.findall(text)
    }


def acronyms_of_the_screen() -> set[str]:
    return {
        word for path in SCREEN for word in ACRONYM.findall(re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.DOTALL))
    }


@pytest.mark.parametrize("found", [acronyms_of_the_law, acronyms_of_the_screen])
def test_every_acronym_is_explained(found: Any) -> None:
    used = {word for word in found() if not NUMERALS.match(word)} - NO_TERMS
    explained = {word for entry in glossary() for word in ACRONYM.findall(f"{entry.term} {' '.join(entry.codes)}")}
    assert used
    assert not sorted(used - explained), "acronyms missing in docs/glossary.md"


def test_every_entry_is_complete() -> None:
    incomplete = [entry.term for entry in glossary() if not all(entry[1:])]
    assert not incomplete
    assert not [entry.term for entry in glossary() if not entry.meaning.endswith(".")]


def test_every_term_and_every_code_stands_once() -> None:
    terms = Counter(entry.term for entry in glossary())
    codes = Counter(code for entry in glossary() for code in entry.codes)
    assert not [name for counted in (terms, codes) for name, times in counted.items() if times > 1]


def test_the_table_is_in_the_order_of_terms() -> None:
    terms = [entry.term.casefold() for entry in glossary()]
    assert terms == sorted(terms)


def test_every_source_is_an_instrument_of_the_law() -> None:
    instruments = ids(read("sources.yaml")["instruments"])
    assert not {entry.term: entry.source for entry in glossary() if entry.source.partition("#")[0] not in instruments}


def test_no_entry_outlives_its_code() -> None:
    places = [*LAW.rglob("*.yaml"), *(ROOT / "src").rglob("*.py")]
    written = "\n".join(path.read_text() for path in places) + "\n".join(
        path.name for path in (LAW / "regimes").iterdir()
    )
    words = set(re.findall(r"[\w.-]+", written))
    dotless = {word.strip(".-") for word in words}
    assert not sorted(code for code in known_codes() if code not in words | dotless)
