"""Requests for public information, as `law/information.yaml` writes them."""

from typing import Literal

from sbt.rulebook.entries.base import Entry, Id, LabelEntry, Named, Warranted
from sbt.rulebook.information import Body, Exemption, Information, Objection


class BodyEntry(Warranted):
    """A public body that serves requests here."""

    institution: Id

    def made(self) -> Body:
        """Make the body."""
        return Body(institution=self.institution, warrant=self.warrant())


class TermsEntry(Entry):
    """Which limit each part of the road has."""

    answer: Id
    extension: Id
    objection: Id
    decision: Id
    dispute: Id


class ExemptionEntry(Named):
    """A ground on which a part may be withheld."""

    text: LabelEntry

    def made(self) -> Exemption:
        """Make the ground."""
        return Exemption(id=self.id, label=self.label.made(), text=self.text.made(), warrant=self.warrant())


class ObjectionEntry(Named):
    """A reason for an objection."""

    when: Literal["answered", "unanswered"]

    def made(self) -> Objection:
        """Make the reason."""
        return Objection(id=self.id, label=self.label.made(), when=self.when, warrant=self.warrant())


class InformationFile(Entry):
    """`information.yaml`."""

    bodies: list[BodyEntry] = []
    terms: TermsEntry | None = None
    names_open_with: str = ""
    exemptions: list[ExemptionEntry] = []
    objections: list[ObjectionEntry] = []

    def made(self) -> Information:
        """Make it; a law that was published without one serves no requests."""
        return Information(
            bodies=tuple(one.made() for one in self.bodies) if self.terms else (),
            terms=self.terms.model_dump() if self.terms else {},
            names_open_with=self.names_open_with,
            exemptions={one.id: one.made() for one in self.exemptions},
            objections={one.id: one.made() for one in self.objections},
        )
