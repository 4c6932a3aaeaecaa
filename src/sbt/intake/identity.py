"""The reporter's identity on its way in: sealed at once, never stored as it was typed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sbt.rules.outcome import Refused
from sbt.sealing import envelope
from sbt.sealing.queries import seal_to

if TYPE_CHECKING:
    from datetime import date

    from sbt.intake.actions import ReporterInput, ReportInput
    from sbt.rulebook.custody import Custody
    from sbt.sealing.envelope import Envelope


@dataclass(frozen=True, slots=True)
class SealedReporter:
    """A reporter whose name only two offices together can read."""

    envelope: Envelope
    by_browser: bool = False

    @property
    def choice(self) -> str:
        """Give what the reporter chose; the seal names it."""
        return self.envelope.choice


def sealed_report(given: ReportInput, *, custody: Custody, on: date) -> ReportInput | Refused:
    """Give the report with its reporter sealed; what came sealed must be sealed to the offices of this very day."""
    instansi = instansi_of(given)
    if given.sealed is not None:
        to = seal_to(custody, instansi=instansi, on=on)
        fits = to is not None and to.fits(given.sealed.envelope) and _is_sealed(custody, given.sealed.choice)
        return given if fits else Refused("seal_outdated", "order", {}, "reporter")
    if given.reporter is None:
        return given
    sealed = seal_reporter(given.reporter, instansi=instansi, custody=custody, on=on)
    return sealed if isinstance(sealed, Refused) else replace(given, reporter=None, sealed=sealed)


def seal_reporter(
    reporter: ReporterInput, *, instansi: frozenset[str], custody: Custody, on: date
) -> SealedReporter | Refused:
    """Seal a reporter's identity for a report that does not exist yet; its number is chosen here."""
    to = seal_to(custody, instansi=instansi, on=on)
    if to is None or not _is_sealed(custody, reporter.choice):
        return Refused("sealing_unavailable", "order", {}, "reporter")
    sealed = envelope.seal(
        {"name": reporter.name, "address": reporter.address, "phone": reporter.phone, "email": reporter.email},
        report=str(uuid.uuid4()),
        choice=reporter.choice,
        policy=to.policy,
        offices=to.offices,
        recipients=to.recipients,
    )
    return SealedReporter(sealed)


def instansi_of(given: ReportInput) -> frozenset[str]:
    """Name the instansi whose staff the report accuses, as far as the reporter knows them."""
    return frozenset(one.instansi for one in given.accused if one.instansi)


def read_sealed(given: object) -> SealedReporter | None:
    """Read what a browser or another system has sealed; None for what cannot be opened by anybody."""
    try:
        sealed = envelope.read(given)
        uuid.UUID(sealed.report)
    except ValueError:
        return None
    return SealedReporter(sealed, by_browser=True)


def _is_sealed(custody: Custody, choice: str) -> bool:
    known = custody.choices.get(choice)
    return known is not None and known.sealed
