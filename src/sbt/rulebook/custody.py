"""Who holds the keys of sealed identities, and for which reasons they are opened. Knows no key and opens nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sbt.rules.mark import Label, Warrant


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityChoice:
    """What a reporter may choose, and what it means in law."""

    id: str
    label: Label
    text: Label
    effect: Label
    sealed: bool
    registered: bool
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyOffice:
    """An office that holds a share of every sealed identity, unless its own staff is accused."""

    id: str
    institution: str
    label: Label
    also: frozenset[str] = frozenset()
    reserve: bool = False
    warrant: Warrant = Warrant()

    def concerned(self, instansi: Collection[str]) -> bool:
        """Tell whether somebody of one of these instansi is staff of the office's own institution."""
        return not ({self.institution} | self.also).isdisjoint(instansi)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningReason:
    """A reason for opening, with the choices of identity it may be used for."""

    id: str
    label: Label
    text: Label
    choices: frozenset[str]
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation:
    """What a custodian may attest without opening."""

    id: str
    label: Label
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class Custody:
    """`law/custody.yaml` as the product reads it."""

    policy: str = ""
    holders: int = 3
    least: int = 2
    hours: int = 72
    """How long a request may wait for its approvals and its one look."""
    choices: Mapping[str, IdentityChoice] = field(default_factory=dict)
    offices: tuple[CustodyOffice, ...] = ()
    reasons: Mapping[str, OpeningReason] = field(default_factory=dict)
    attestations: Mapping[str, Attestation] = field(default_factory=dict)
    warrant: Warrant = Warrant()

    def office(self, id_: str) -> CustodyOffice | None:
        """Give the office, or None for an unknown one."""
        return next((one for one in self.offices if one.id == id_), None)

    def office_of(self, institution: str) -> CustodyOffice | None:
        """Give the office at an institution, or None where it holds no keys."""
        return next((one for one in self.offices if one.institution == institution), None)

    def holding(self, ready: Collection[str], *, instansi: Collection[str]) -> tuple[CustodyOffice, ...]:
        """Choose the offices that get a share: in their order, those with a key and without an interest of their own.

        None when fewer than the law's least number remain.
        """
        fit = [one for one in self.offices if one.id in ready and not one.concerned(instansi)]
        first = [one for one in fit if not one.reserve]
        chosen = tuple([*first, *(one for one in fit if one.reserve)][: self.holders])
        return chosen if len(chosen) >= self.least else ()
