"""Facts of a step: from typed JSON to what the action takes, every fault with its place. What is lawful is decided elsewhere."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from sbt.cases.actions import Fact, Person
from sbt.cases.choices import options_of
from sbt.cases.queries.files import files_of_institution
from sbt.evidence.kinds import MOST

if TYPE_CHECKING:
    from sbt.evidence.models import File
    from sbt.intake.checks import Checker
    from sbt.rulebook.law import Law
    from sbt.rules.book import CaseLaw
    from sbt.rules.process import FactField, Step

LONGEST_NAME, LONGEST_CODE, MOST_PERSONS, MOST_DIGITS = 160, 60, 20, 10**9
ISO_DAY = 10
_PERSON_PARTS = frozenset({"name", "job_level", "part"})
_MISSING: tuple[object, ...] = (None, "", [])


@dataclass(slots=True)
class FactReader:
    """Reads the facts of one step; faults are noted under `facts`."""

    step: Step
    law: CaseLaw
    whole: Law
    institution: str
    checker: Checker
    files: Mapping[uuid.UUID, File] = field(default_factory=dict)

    def read(self, given: Mapping[str, object]) -> dict[str, Fact]:
        """Give the facts that were stated; those of the wrong kind, unknown or missing ones are noted."""
        self.files = files_of_institution(_file_ids(self.step, given), self.institution)
        stated: dict[str, Fact] = {}
        for name in given:
            if self.step.fact(name) is None:
                self.checker.fault("fact_unknown", "facts", name[:80], fact=name[:80])
        for known in self.step.facts:
            value = given.get(known.name)
            if value in _MISSING:
                if known.required:
                    self.checker.fault("fact_missing", "facts", known.name, fact=known.label.id)
                continue
            found = self._fact(known, value)
            if found is not None:
                stated[known.name] = found
        return stated

    def _fact(self, known: FactField, value: object) -> Fact | None:
        at = ("facts", known.name)
        if not known.many:
            return self._one(known, value, at)
        if not isinstance(value, list) or len(value) > MOST:
            return self._wrong(known, at)
        found = [self._one(known, part, (*at, n)) for n, part in enumerate(value)]
        files = tuple(part for part in found if not isinstance(part, str | int | date | tuple | Person | None))
        people = tuple(part for part in found if isinstance(part, Person))
        return files or people or tuple(part for part in found if isinstance(part, str))

    def _one(self, known: FactField, value: object, at: tuple[str | int, ...]) -> Fact | None:
        match known.kind:
            case "date":
                return self._day(known, value, at)
            case "text" if isinstance(value, str):
                return self._text(known, value, at)
            case "number" if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < MOST_DIGITS:
                return value
            case "file" if isinstance(value, str):
                return self._file(value, at)
            case "person":
                return self._person(known, value, at)
            case "case" if isinstance(value, str):
                return self.checker.text(value, *at, limit=LONGEST_CODE).upper()
            case "choice" | "provision" | "institution" if isinstance(value, str):
                return self._choice(known, value, at)
        return self._wrong(known, at)

    def _day(self, known: FactField, value: object, at: tuple[str | int, ...]) -> Fact | None:
        if not isinstance(value, str) or len(value) != ISO_DAY:
            return self._wrong(known, at)
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.checker.fault("date_impossible", *at)
            return None

    def _text(self, known: FactField, value: str, at: tuple[str | int, ...]) -> str:
        found = self.checker.text(value, *at, limit=known.longest, lines=True)
        if len(found) < known.shortest:
            self.checker.fault("fact_too_short", *at, fact=known.label.id, limit_letters=known.shortest)
        return found

    def _file(self, value: str, at: tuple[str | int, ...]) -> File | None:
        file = self.files.get(_uuid(value) or uuid.UUID(int=0))
        if file is None:
            self.checker.fault("file_unknown", *at)
        return file

    def _person(self, known: FactField, value: object, at: tuple[str | int, ...]) -> Fact | None:
        if isinstance(value, str):
            value = {"name": value}
        if not isinstance(value, dict) or not all(isinstance(part, str) for part in value.values()):
            return self._wrong(known, at)
        for name in set(value) - _PERSON_PARTS:
            self.checker.fault("fact_unknown", *at, name[:80], fact=name[:80])
        name = self.checker.needed(value.get("name", ""), *at, "name", limit=LONGEST_NAME)
        level, part = (
            self.checker.text(value.get(key, ""), *at, key, limit=LONGEST_CODE) for key in ("job_level", "part")
        )
        return Person(name, f"{level}/{part}" if level or part else "")

    def _choice(self, known: FactField, value: str, at: tuple[str | int, ...]) -> str:
        options = options_of(known, self.law, self.whole)
        if options and value not in {option.code for option in options}:
            unknown = "institution_unknown" if known.kind == "institution" else "option_unknown"
            self.checker.fault(unknown, *at)
        elif known.kind == "institution" and not self._offered(value):
            self.checker.fault("place_is_real", *at)
        elif not options:
            return self.checker.text(value, *at, limit=LONGEST_CODE)
        return value

    def _offered(self, institution: str) -> bool:
        found = self.whole.institution(institution)
        return found is None or self.whole.offers(found.area)

    def _wrong(self, known: FactField, at: tuple[str | int, ...]) -> Fact | None:
        self.checker.fault("fact_of_wrong_kind", *at, fact=known.label.id)
        return None


def _file_ids(step: Step, given: Mapping[str, object]) -> list[uuid.UUID]:
    found: list[uuid.UUID] = []
    for known in step.facts:
        value = given.get(known.name)
        if known.kind == "file":
            parts: Sequence[object] = value if isinstance(value, list) else [value]
            found += [id_ for part in parts[:MOST] if isinstance(part, str) and (id_ := _uuid(part))]
    return found


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
