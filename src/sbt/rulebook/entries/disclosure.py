"""Who may read which result when, as `law/disclosure.yaml` writes it."""

from sbt.rulebook.entries.base import Entry, Id, Warranted
from sbt.rulebook.entries.matrix import WordEntry
from sbt.rulebook.reference import Disclosure, DisclosureRow, ToldStep
from sbt.rules.disclosure import Moment


class MomentEntry(WordEntry):
    """A moment and what a case must have come to."""

    always: bool = False
    marks: list[Id] = []
    stages: list[Id] = []

    def moment(self) -> Moment:
        """Make the moment."""
        return Moment(
            id=self.id,
            label=self.label.made(),
            always=self.always,
            marks=frozenset(self.marks),
            stages=frozenset(self.stages),
        )


class DisclosureEntry(Warranted):
    """One reader, one track, one item, one moment."""

    reader: Id
    track: Id
    item: Id
    when: Id
    detail: str = ""
    smallest: int | None = None

    def made(self) -> DisclosureRow:
        """Make the row."""
        return DisclosureRow(
            reader=self.reader,
            track=self.track,
            item=self.item,
            when=self.when,
            detail=self.detail,
            smallest=self.smallest,
            warrant=self.warrant(),
        )


class ToldEntry(Entry):
    """One step that the accused is told of."""

    step: Id
    only: dict[str, str] = {}
    item: Id = "status"
    facts: list[Id]

    def made(self) -> ToldStep:
        """Make the step as it is told."""
        return ToldStep(step=self.step, only=self.only, item=self.item, facts=tuple(self.facts))


class DisclosureFile(Entry):
    """`disclosure.yaml`."""

    readers: list[WordEntry]
    tracks: list[WordEntry]
    items: list[WordEntry]
    moments: list[MomentEntry]
    rows: list[DisclosureEntry]
    told_accused: list[ToldEntry] = []

    def made(self) -> Disclosure:
        """Make the disclosure."""
        return Disclosure(
            readers=tuple(word.made() for word in self.readers),
            tracks=tuple(word.made() for word in self.tracks),
            items=tuple(word.made() for word in self.items),
            moments=tuple(word.moment() for word in self.moments),
            rows=tuple(row.made() for row in self.rows),
            told_accused=tuple(told.made() for told in self.told_accused),
        )
