"""Requests for public information as the law data says it: who serves them, by when, and what may be exempt."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from sbt.rules.mark import Label, Warrant


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A public body that serves requests here."""

    institution: str
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """A ground on which a part may be withheld, after its test."""

    id: str
    label: Label
    text: Label
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """A reason for an objection, and when it can be given."""

    id: str
    label: Label
    when: Literal["answered", "unanswered"]
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class Information:
    """`law/information.yaml` as the product reads it."""

    bodies: tuple[Body, ...] = ()
    terms: Mapping[str, str] = field(default_factory=dict)
    """Part of the road -> id of its limit: answer, extension, objection, decision, dispute."""
    names_open_with: str = ""
    """The item of disclosure that must be open to the public before an answer names an accused."""
    exemptions: Mapping[str, Exemption] = field(default_factory=dict)
    objections: Mapping[str, Objection] = field(default_factory=dict)

    def serves(self, institution: str) -> bool:
        """Tell whether the institution serves requests here."""
        return any(one.institution == institution for one in self.bodies)
