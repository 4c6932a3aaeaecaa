"""What every entry of the law may carry: wording in two languages, citations, and the mark of certainty."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from sbt.rules.mark import Label, Mark, Warrant
from sbt.rules.span import Span

type Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:-]*$", max_length=80)]
type Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
type Many[T] = T | tuple[T, ...]


class Entry(BaseModel):
    """A piece of YAML in which no key is unknown."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class LabelEntry(Entry):
    """A wording in Indonesian and English."""

    id: Words
    en: Words

    def made(self) -> Label:
        """Make the label."""
        return Label(self.id, self.en)


class Warranted(Entry):
    """An entry that may say what it rests on."""

    basis: Many[Words] = ()
    verified: Mark = "no"
    source: Many[Words] = ()
    note: str = ""

    def warrant(self, above: Warrant | None = None) -> Warrant:
        """Make the warrant; what is not said here is taken from the one above."""
        said = self.model_fields_set
        if above is None:
            above = Warrant()
        return Warrant(
            basis=many(self.basis) if "basis" in said else above.basis,
            verified=self.verified if "verified" in said else above.verified,
            source=many(self.source) if "source" in said else above.source,
            note=self.note,
        )


class Dated(Warranted):
    """An entry that holds from one day to another, both included."""

    from_: date | None = Field(default=None, alias="from")
    until: date | None = None

    def span(self) -> Span:
        """Make the span."""
        return Span(self.from_, self.until)


class SpanEntry(Entry):
    """A run of days, both ends included."""

    from_: date | None = Field(default=None, alias="from")
    until: date | None = None

    def made(self) -> Span:
        """Make the span."""
        return Span(self.from_, self.until)


class Named(Warranted):
    """An entry of a list of words: a code and its label."""

    id: Id
    label: LabelEntry


def many(value: str | Iterable[str] | None) -> tuple[str, ...]:
    """Give one or several as several."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def words(entry: LabelEntry | None) -> Label:
    """Give the label, or an empty one."""
    return entry.made() if entry else Label("", "")
