"""The titles of appointing authorities and their substitute addressees, as `law/offices.yaml` writes them."""

from typing import Literal

from sbt.rulebook.entries.base import Entry, Id, LabelEntry, Many, Named, Warranted, many
from sbt.rulebook.reference import Acting, Offices, OfficeTitle, Substitute, Word
from sbt.rules.mark import Label


class OfficeEntry(Warranted):
    """The office that leads the kinds of instansi."""

    id: Id
    kinds: Many[Id]
    role: Id
    office: Id
    title: LabelEntry

    def made(self) -> OfficeTitle:
        """Make the title."""
        return OfficeTitle(
            id=self.id,
            kinds=frozenset(many(self.kinds)),
            role=self.role,
            office=self.office,
            title=self.title.made(),
            warrant=self.warrant(),
        )


class PrefixEntry(Entry):
    """What stands before a title; may be empty."""

    id: str
    en: str


class ActingEntry(Warranted):
    """A way of holding an office."""

    id: Id
    prefix: PrefixEntry
    label: LabelEntry

    def made(self) -> Acting:
        """Make the way of holding."""
        return Acting(
            id=self.id,
            prefix=Label(self.prefix.id, self.prefix.en),
            label=self.label.made(),
            warrant=self.warrant(),
        )


class AddresseeEntry(Entry):
    """Where a letter goes instead."""

    of: Literal["province", "nation"]
    office: Id
    kind: Id | None = None
    institution: Id | None = None
    choice: Id | None = None
    """The answer of a step's `addressee` that means this one."""


class SubstituteEntry(Named):
    """When a letter goes to somebody else than the PPK."""

    when_kinds: Many[Id]
    when_post: Many[Id] = ()
    when_conflict: bool = True
    to: AddresseeEntry

    def made(self) -> Substitute:
        """Make the substitute."""
        return Substitute(
            id=self.id,
            label=self.label.made(),
            kinds=frozenset(many(self.when_kinds)),
            posts=frozenset(many(self.when_post)),
            conflict=self.when_conflict,
            institution=self.to.institution or "",
            kind=self.to.kind or "",
            office=self.to.office,
            choice=self.to.choice or "",
            warrant=self.warrant(),
        )


class PersonnelOfficeEntry(Warranted):
    """Who does the daily work for a PPK."""

    label: LabelEntry


class OfficesFile(Entry):
    """`offices.yaml`."""

    offices: list[OfficeEntry]
    acting: list[ActingEntry] = []
    conflicts_of_interest: list[Named] = []
    substitutes: list[SubstituteEntry] = []
    conflict_mark: Id = ""
    """The mark of a case whose PPK has an interest."""
    personnel_office: PersonnelOfficeEntry | None = None

    def made(self) -> Offices:
        """Make the offices."""
        return Offices(
            titles=tuple(office.made() for office in self.offices),
            acting=tuple(acting.made() for acting in self.acting),
            conflicts=tuple(
                Word(id=one.id, label=one.label.made(), warrant=one.warrant()) for one in self.conflicts_of_interest
            ),
            substitutes=tuple(substitute.made() for substitute in self.substitutes),
            conflict_mark=self.conflict_mark,
            personnel_office=self.personnel_office.label.made() if self.personnel_office else Label("", ""),
        )
