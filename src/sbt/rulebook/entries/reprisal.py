"""Reports of reprisal, as `law/reprisal.yaml` writes them."""

from sbt.rulebook.entries.base import Entry, Id, LabelEntry, Many, Named, Warranted, many
from sbt.rulebook.reprisal import Recipient, Referral, Reprisal


class RecipientEntry(Warranted):
    """An institution that takes them."""

    institution: Id
    role: Id
    also: Many[Id] = ()

    def made(self) -> Recipient:
        """Make the recipient."""
        return Recipient(
            institution=self.institution, role=self.role, also=frozenset(many(self.also)), warrant=self.warrant()
        )


class ReferralEntry(Named):
    """Where else protection is to be had."""

    text: LabelEntry

    def made(self) -> Referral:
        """Make the referral."""
        return Referral(id=self.id, label=self.label.made(), text=self.text.made(), warrant=self.warrant())


class ReprisalFile(Entry):
    """`reprisal.yaml`."""

    recipients: list[RecipientEntry] = []
    referrals: list[ReferralEntry] = []

    def made(self) -> Reprisal:
        """Make the reference; a law that was published without one takes no such reports."""
        return Reprisal(
            recipients=tuple(one.made() for one in self.recipients),
            referrals=tuple(one.made() for one in self.referrals),
        )
