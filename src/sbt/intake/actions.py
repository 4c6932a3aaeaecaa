"""Makes the rows of a report with its statement and, if given, the reporter's name; `cases.actions` stores them with its cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sbt.evidence.digest import text_digest
from sbt.intake.models import Report, ReporterIdentity, Statement
from sbt.intake.receipt import receipt_hash

if TYPE_CHECKING:
    from datetime import date

    from sbt.rules.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class AccusedInput:
    """The accused as somebody knows him; at least one field says something."""

    name: str = ""
    named_office: str = ""
    unit: str = ""
    post: str = ""
    nip: str = ""
    nik: str = ""
    account: str = ""
    instansi: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReporterInput:
    """A reporter who gives his name."""

    name: str
    address: str
    phone: str = ""
    email: str = ""
    signed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportInput:
    """A report as its door has checked it."""

    entrance: str
    channel: str
    form: str
    act: Period
    story: str
    accused: tuple[AccusedInput, ...]
    known_on: date | None = None
    election: str = ""
    area: str = ""
    office: str = ""
    place: str = ""
    links: tuple[str, ...] = ()
    witnesses: tuple[str, ...] = ()
    reporter: ReporterInput | None = None


def report_rows(
    given: ReportInput, *, received_on: date, institution: str = "", receipt: str = ""
) -> tuple[Report, Statement] | tuple[Report, Statement, ReporterIdentity]:
    """Make the rows of a report, not yet stored; of a receipt only its hash is kept."""
    report = Report(
        entrance=given.entrance,
        channel=given.channel,
        identity="terbuka" if given.reporter else "anonim",
        receipt_hash=receipt_hash(receipt) if receipt else None,
        received_on=received_on,
        election=given.election,
        form=given.form,
        act_from=given.act.first,
        act_to=given.act.last,
        act_precision=given.act.precision,
        known_on=given.known_on,
        area=given.area,
        office=given.office,
        institution=institution,
    )
    digest = text_digest(given.story)
    statement = Statement(
        report=report,
        story=given.story,
        place=given.place,
        links=list(given.links),
        witnesses=list(given.witnesses),
        salt=digest.salt,
        digest=digest.digest,
    )
    if not given.reporter:
        return report, statement
    reporter = ReporterIdentity(
        report=report,
        name=given.reporter.name,
        address=given.reporter.address,
        phone=given.reporter.phone,
        email=given.reporter.email,
        signed=given.reporter.signed,
    )
    return report, statement, reporter
