"""Says in a sentence why something was refused, in Indonesian or English. Decides nothing, knows no page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from sbt.rules.mark import Label
from sbt.rules.months import MONTHS

if TYPE_CHECKING:
    from sbt.rules.book import CaseLaw, Commons
    from sbt.rules.outcome import Refused, Warned

TABLE = Path(__file__).with_name("wording.yaml")
LATE = "late_for_"
GAP = "…"
"""Stands where nothing fills a sentence."""
_DAYS = frozenset({"due", "limit", "base", "received", "act", "day"})
_INSTITUTIONS = frozenset({"holders", "missing"})


@dataclass(frozen=True, slots=True)
class Wording:
    """All sentences: by code of a refusal or of a fault, and the words that they are filled with."""

    sentences: Mapping[str, Label]
    kinds: Mapping[str, Label]
    words: Mapping[str, Label]


@cache
def wording() -> Wording:
    """Give the table of sentences."""
    with TABLE.open(encoding="utf-8") as file:
        stored = yaml.safe_load(file)
    read = {
        part: {str(code): Label(entry["id"], entry["en"]) for code, entry in entries.items()}
        for part, entries in stored.items()
    }
    return Wording(read["sentences"], read["kinds"], read["words"])


def explain(
    refused: Refused | Warned, *, law: CaseLaw | None = None, commons: Commons | None = None, language: str = "id"
) -> str:
    """Say why, with the names of steps, stages, limits and institutions in place of their codes."""
    commons = commons or (law.commons if law else None)
    params = dict(refused.params)
    code = refused.code
    if code.startswith(LATE):
        params.setdefault("term", code.removeprefix(LATE))
        code = "late"
    if fact := getattr(refused, "fact", ""):
        params.setdefault("fact", fact)
    if code == "power_held_by_other" and not params.get("holders"):
        code = "power_not_held_on_date"
    return sentence(code, language, _named(params, law, commons, language))


def sentence(code: str, language: str = "id", params: Mapping[str, object] | None = None) -> str:
    """Give the sentence of a code filled with the params; one for unknown codes names the code."""
    known = wording().sentences.get(code)
    if known is None:
        known, params = wording().sentences["other"], {"code": code}
    return known.in_language(language).format_map(_Gaps(params or {}))


def kind_title(kind: str, language: str = "id") -> str:
    """Give the heading for a kind of refusal."""
    return wording().kinds.get(kind, wording().kinds["other"]).in_language(language)


def day_in_words(day: date, language: str = "id") -> str:
    """Write 14 November 2024."""
    months = MONTHS["en" if language.startswith("en") else "id"]
    return f"{day.day} {months[day.month - 1]} {day.year}"


class _Gaps(dict[str, object]):
    """A gap that nothing fills is left out of the sentence."""

    def __missing__(self, key: str) -> str:
        return GAP


def _named(params: Mapping[str, str], law: CaseLaw | None, commons: Commons | None, language: str) -> dict[str, object]:
    said: dict[str, object] = {}
    for name, value in params.items():
        if name in _DAYS:
            said[name] = _day(value, language)
        elif name in _INSTITUTIONS:
            said[name] = _institutions(value, commons, language)
        elif law is not None and (label := _label(name, value, params, law)) is not None:
            said[name] = label.in_language(language)
        else:
            said[name] = _word(value, language)
    return said


def _label(name: str, value: str, params: Mapping[str, str], law: CaseLaw) -> Label | None:
    match name:
        case "step" | "earlier":
            step = law.process.step(value)
            return step.label if step else None
        case "stage":
            return next((stage.label for stage in law.process.stages if stage.id == value), None)
        case "mark":
            return law.process.marks.get(value)
        case "term":
            terms = (*law.process.terms, *law.discipline.terms)
            return next((term.label for term in terms if term.id == value), None)
        case "sanction":
            sanction = law.discipline.sanction(value)
            return sanction.label if sanction else None
        case "election":
            election = law.commons.elections.get(value)
            return election.label if election else None
        case "fact" | "base_name":
            return _fact_label(value, params.get("step", ""), law)
    return None


def _fact_label(name: str, step_id: str, law: CaseLaw) -> Label | None:
    earlier, dot, fact = name.rpartition(".")
    step = law.process.step(earlier if dot else step_id)
    field = step.fact(fact) if step else None
    return field.label if field else None


def _institutions(value: str, commons: Commons | None, language: str) -> str:
    ids = [part for part in value.split(",") if part]
    known = commons.institutions if commons else {}
    names = [known[id_].short or known[id_].name.in_language(language) if id_ in known else id_ for id_ in ids]
    return ", ".join(names)


def _day(value: str, language: str) -> str:
    try:
        return day_in_words(date.fromisoformat(value), language)
    except ValueError:
        return value


def _word(value: str, language: str) -> str:
    known = wording().words.get(value)
    return known.in_language(language) if known else value
