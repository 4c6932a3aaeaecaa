"""To whom a reporter turns who is treated badly for reporting. Never to where he works."""

from collections.abc import Iterable
from dataclasses import dataclass

from sbt.rules.mark import Label, Warrant


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """An institution that takes reports of reprisal, and the role there that handles them."""

    institution: str
    role: str
    also: frozenset[str] = frozenset()
    warrant: Warrant = Warrant()

    def concerned(self, employer: str) -> bool:
        """Tell whether the recipient itself is the employer."""
        return employer == self.institution or employer in self.also


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """Where else protection is to be had."""

    id: str
    label: Label
    text: Label
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reprisal:
    """`law/reprisal.yaml` as the product reads it."""

    recipients: tuple[Recipient, ...] = ()
    referrals: tuple[Referral, ...] = ()

    def recipient_for(self, employer: str) -> Recipient | None:
        """Choose the first recipient that is not the employer; None where the law names no other."""
        return next((one for one in self.recipients if not one.concerned(employer)), None)

    def handles(self, institution: str, role: str) -> bool:
        """Tell whether the role at the institution handles reports of reprisal."""
        return any((one.institution, one.role) == (institution, role) for one in self.recipients)

    def institutions(self) -> Iterable[str]:
        """Name every institution that the law mentions."""
        return {name for one in self.recipients for name in (one.institution, *one.also)}
