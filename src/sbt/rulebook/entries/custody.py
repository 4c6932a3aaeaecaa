"""Sealed identities, as `law/custody.yaml` writes them."""

from pydantic import Field

from sbt.rulebook.custody import Attestation, Custody, CustodyOffice, IdentityChoice, OpeningReason
from sbt.rulebook.entries.base import Entry, Id, LabelEntry, Many, Named, Warranted, many


class ChoiceEntry(Named):
    """A choice of identity."""

    text: LabelEntry
    effect: LabelEntry
    sealed: bool
    registered: bool

    def made(self) -> IdentityChoice:
        """Make the choice."""
        return IdentityChoice(
            id=self.id,
            label=self.label.made(),
            text=self.text.made(),
            effect=self.effect.made(),
            sealed=self.sealed,
            registered=self.registered,
            warrant=self.warrant(),
        )


class PolicyEntry(Warranted):
    """How many offices hold shares, and how long a request lasts."""

    id: Id
    holders: int = Field(ge=2, le=5)
    least: int = Field(ge=2)
    hours: int = Field(ge=1)


class OfficeEntry(Named):
    """An office that holds keys."""

    institution: Id
    also: Many[Id] = ()
    reserve: bool = False

    def made(self) -> CustodyOffice:
        """Make the office."""
        return CustodyOffice(
            id=self.id,
            institution=self.institution,
            label=self.label.made(),
            also=frozenset(many(self.also)),
            reserve=self.reserve,
            warrant=self.warrant(),
        )


class ReasonEntry(Named):
    """A reason for opening."""

    text: LabelEntry
    choices: Many[Id]

    def made(self) -> OpeningReason:
        """Make the reason."""
        return OpeningReason(
            id=self.id,
            label=self.label.made(),
            text=self.text.made(),
            choices=frozenset(many(self.choices)),
            warrant=self.warrant(),
        )


class AttestationEntry(Named):
    """What is attested without opening."""

    def made(self) -> Attestation:
        """Make the attestation."""
        return Attestation(id=self.id, label=self.label.made(), warrant=self.warrant())


class CustodyFile(Entry):
    """`custody.yaml`."""

    choices: list[ChoiceEntry] = []
    policy: PolicyEntry | None = None
    offices: list[OfficeEntry] = []
    reasons: list[ReasonEntry] = []
    attestations: list[AttestationEntry] = []

    def made(self) -> Custody:
        """Make the custody; a law that was published without one seals nothing."""
        if self.policy is None:
            return Custody()
        return Custody(
            policy=self.policy.id,
            holders=self.policy.holders,
            least=self.policy.least,
            hours=self.policy.hours,
            choices={one.id: one.made() for one in self.choices},
            offices=tuple(one.made() for one in self.offices),
            reasons={one.id: one.made() for one in self.reasons},
            attestations={one.id: one.made() for one in self.attestations},
            warrant=self.policy.warrant(),
        )
