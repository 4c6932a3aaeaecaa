"""Makes the rows of a report with its statement and, if given, the sealed reporter; `cases.actions` stores them with its cases."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sbt.evidence.digest import text_digest
from sbt.intake.models import Report, Statement
from sbt.intake.receipt import receipt_hash
from sbt.people.storing import fresh
from sbt.rules.check_character import clean
from sbt.sealing import mailbox
from sbt.sealing.queries import row_of

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import Model

    from sbt.intake.identity import SealedReporter
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
    """A reporter who gives his name, as he typed it: it lives no longer than the request."""

    name: str
    address: str
    phone: str = ""
    email: str = ""
    signed: bool = True
    choice: str = "terbuka"
    """rahasia or terbuka."""


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
    """Named but not sealed yet; never stored so."""
    sealed: SealedReporter | None = None


def report_rows(
    given: ReportInput, *, received_on: date, institution: str = "", receipt: str = ""
) -> tuple[Report, *tuple[Model, ...]]:
    """Make the rows of a report, not yet stored; of a receipt only its hash and the key of its mailbox are kept."""
    if given.reporter is not None:
        raise ValueError("a reporter is sealed before his report is stored")
    report = fresh(
        Report,
        entrance=given.entrance,
        channel=given.channel,
        identity=given.sealed.choice if given.sealed else "anonim",
        receipt_hash=receipt_hash(receipt) if receipt else None,
        mailbox=mailbox.public_key(clean(receipt)) if receipt else None,
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
    if given.sealed:
        report.id = uuid.UUID(given.sealed.envelope.report)
    digest = text_digest(given.story)
    statement = fresh(
        Statement,
        report_id=report.id,
        story=given.story,
        place=given.place,
        links=list(given.links),
        witnesses=list(given.witnesses),
        salt=digest.salt,
        digest=digest.digest,
    )
    if not given.sealed:
        return report, statement
    return report, statement, row_of(given.sealed.envelope, by_browser=given.sealed.by_browser)
