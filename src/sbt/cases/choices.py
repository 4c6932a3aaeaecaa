"""The codes that a fact of a step may take, read from the law of the case. What is lawful is decided elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbt.rules.process import Option

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sbt.rulebook.law import Law
    from sbt.rulebook.reference import Word
    from sbt.rules.book import CaseLaw
    from sbt.rules.process import FactField

MANY = "institutions"
"""The one source too long to be listed with every step."""


def options_of(fact: FactField, law: CaseLaw, whole: Law) -> tuple[Option, ...]:
    """List the codes of a choice, provision or institution; empty for facts that are no choice."""
    if fact.options:
        return fact.options
    matrix = whole.matrices.get(law.matrix.digest)
    match fact.source or ("institutions" if fact.kind == "institution" else ""):
        case "rows":
            return tuple(Option(row.id, row.description) for row in law.matrix.rows if not row.statutory)
        case "sanctions":
            return tuple(Option(sanction.id, sanction.label) for sanction in law.discipline.sanctions)
        case "institutions":
            return tuple(Option(known.id, known.name) for known in law.commons.institutions.values())
        case "job_levels":
            return tuple(Option(level.id, level.label) for level in whole.employment.job_levels)
        case "forms":
            return _words(matrix.forms if matrix else ())
        case "dimensions":
            return _words(matrix.dimensions if matrix else ())
        case "effects":
            return _words(matrix.effects if matrix else ())
        case "elections":
            return tuple(Option(election.id, election.label) for election in whole.elections())
    return ()


def _words(words: Iterable[Word]) -> tuple[Option, ...]:
    return tuple(Option(word.id, word.label) for word in words)
