"""What demo mode adds to the law: invented regencies, accounts, parts of names."""

from typing import Literal

from sbt.rulebook.entries.base import Entry, Id, Words
from sbt.rulebook.reference import DemoAccount, DemoOverlay, DemoPost, Regency


class RegencyEntry(Entry):
    """A row of `areas/regencies.csv`, or one of the overlay."""

    code: str
    province: str
    name: Words
    kind: Literal["kabupaten", "kota"]

    def made(self, *, demo: bool = False) -> Regency:
        """Make the regency."""
        return Regency(code=self.code, province=self.province, name=self.name, kind=self.kind, demo=demo)


class AreasFile(Entry):
    """`areas.yaml` of the overlay."""

    regencies: list[RegencyEntry]


class AccountEntry(Entry):
    """An account of the demo."""

    email: Words
    name: Words
    institution: Id
    role: Id


class AccountsFile(Entry):
    """`accounts.yaml` of the overlay."""

    accounts: list[AccountEntry]


class DemoPostEntry(Entry):
    """A post of an invented person."""

    title: Words
    job_level: Id


class NamesFile(Entry):
    """`names.yaml` of the overlay."""

    first_male: list[Words]
    first_female: list[Words]
    last: list[Words]
    units: list[Words]
    posts: list[DemoPostEntry]


class OverlayEntry(Entry):
    """All files of the overlay."""

    areas: AreasFile
    accounts: AccountsFile
    names: NamesFile

    def made(self) -> DemoOverlay:
        """Make the overlay."""
        return DemoOverlay(
            accounts=tuple(
                DemoAccount(email=one.email, name=one.name, institution=one.institution, role=one.role)
                for one in self.accounts.accounts
            ),
            first_male=tuple(self.names.first_male),
            first_female=tuple(self.names.first_female),
            last=tuple(self.names.last),
            units=tuple(self.names.units),
            posts=tuple(DemoPost(title=one.title, job_level=one.job_level) for one in self.names.posts),
        )
