"""A matrix of violations as `law/matrices/` writes it."""

from typing import Literal

from pydantic import Field

from sbt.rulebook.entries.base import Dated, Entry, Id, LabelEntry, Many, Warranted, many, words
from sbt.rulebook.reference import Conflict, MatrixReference, Word
from sbt.rules.matrix import Matrix, Phase, Row

type Level = Literal["none", "moral", "light", "medium", "heavy", "dismissal", "criminal"]


class WordEntry(Warranted):
    """A code with its label and an explanation."""

    id: Id
    label: LabelEntry
    hint: LabelEntry | None = None
    suggests: Many[Id] = ()
    order: int | None = None

    def made(self) -> Word:
        """Make the word."""
        return Word(
            id=self.id,
            label=self.label.made(),
            hint=words(self.hint),
            suggests=many(self.suggests),
            order=self.order,
            warrant=self.warrant(),
        )


class ReadingEntry(LabelEntry, Warranted):
    """One reading of a contradictory text."""


class ConflictEntry(Warranted):
    """Two readings, and which one is followed."""

    id: Id
    topic: LabelEntry
    readings: list[ReadingEntry] = Field(min_length=2)
    followed: int | None
    touches: Many[Id] = ()
    reason: LabelEntry

    def made(self) -> Conflict:
        """Make the conflict."""
        return Conflict(
            id=self.id,
            topic=self.topic.made(),
            readings=tuple(reading.made() for reading in self.readings),
            followed=self.followed,
            reason=self.reason.made(),
            touches=many(self.touches),
            warrant=self.warrant(),
        )


class RowEntry(Warranted):
    """One row."""

    id: Id
    row: int | None = None
    group: Literal["matrix", "statute", "criminal"] = "matrix"
    category: Literal["ethics", "discipline", "party", "criminal"]
    description: LabelEntry
    phase: Phase
    form: Id
    condition: LabelEntry | None = None
    condition_code: str = ""
    level: Level
    levels_also_cited: Many[Level] = ()
    sanctions: list[Id] = []
    court_sanctions: list[Id] = []
    decided_by: str = ""
    related_criminal: Many[Id] = ()
    conflict: str = ""

    def made(self) -> Row:
        """Make the row."""
        return Row(
            id=self.id,
            number=self.row or 0,
            category=self.category,
            description=self.description.made(),
            phase=self.phase,
            form=self.form,
            level="" if self.level == "none" else self.level,
            sanctions=tuple(self.sanctions),
            condition=words(self.condition),
            decided_by=self.decided_by,
            related_criminal=many(self.related_criminal),
            statutory=self.group != "matrix",
            warrant=self.warrant(),
        )


class MatrixHead(Dated):
    """Which matrix, and for acts of which days."""

    id: Id
    name: LabelEntry


class MatrixEntry(Entry):
    """All texts of one version of a matrix."""

    matrix: MatrixHead
    conflicts: list[ConflictEntry] = []
    phases: list[WordEntry] = []
    forms: list[WordEntry] = Field(min_length=1)
    dimensions: list[WordEntry] = []
    effects: list[WordEntry] = []
    rows: list[RowEntry] = Field(min_length=1)

    def made(self, digest: str) -> Matrix:
        """Make the matrix."""
        return Matrix(
            id=self.matrix.id,
            label=self.matrix.name.made(),
            acts=self.matrix.span(),
            rows=tuple(row.made() for row in self.rows),
            forms=tuple((word.id, word.label.made()) for word in self.forms),
            dimensions=tuple((word.id, word.label.made()) for word in self.dimensions),
            effects=tuple((word.id, word.label.made()) for word in self.effects),
            digest=digest,
            warrant=self.matrix.warrant(),
        )

    def reference(self) -> MatrixReference:
        """Make what pages show beside the rows."""
        return MatrixReference(
            forms=tuple(word.made() for word in self.forms),
            dimensions=tuple(word.made() for word in self.dimensions),
            effects=tuple(word.made() for word in self.effects),
            phases=tuple(word.made() for word in self.phases),
            conflicts=tuple(conflict.made() for conflict in self.conflicts),
            groups={row.id: row.group for row in self.rows},
            court_sanctions={row.id: tuple(row.court_sanctions) for row in self.rows if row.court_sanctions},
        )
