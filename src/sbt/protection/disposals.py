"""What the retention schedule says is due: proposed by the house, approved by two persons. Erases nothing itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sbt.cases.models import Case
from sbt.information.models import Request
from sbt.intake.models import Reprisal
from sbt.intake.reprisal import CLOSED
from sbt.protection.models import Disposal, DisposalApproval, DisposalItem, Reading
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    import uuid
    from collections.abc import Callable
    from datetime import date, datetime

    from django.db.models import QuerySet

    from sbt.rulebook.law import Law
    from sbt.rulebook.protection import Protection, Schedule
    from sbt.rules.authority import Actor

CASES, IDENTITIES, READINGS = "berkas_kasus", "identitas_tersegel", "catatan_pembacaan"
REPRISALS, REQUESTS = "laporan_balasan", "permohonan_informasi"
"""Lines of `law/retention.yaml` that the house can carry out."""


def before(today: date, years: int) -> date:
    """Give the first day that is not yet over for the number of years; 29 February counts as 28."""
    try:
        return today.replace(year=today.year - years)
    except ValueError:
        return today.replace(year=today.year - years, day=28)


def due_cases(schedule: Schedule, today: date) -> QuerySet[Case]:
    """Give the final cases whose time under the line is over."""
    return Case.objects.filter(final=True, entered_on__lt=before(today, schedule.years))


def due_reprisals(schedule: Schedule, today: date) -> QuerySet[Reprisal]:
    """Give the reports of reprisal that were closed so long ago; one that is open is never due."""
    return Reprisal.objects.filter(acts__act=CLOSED, acts__on__lt=before(today, schedule.years)).distinct()


def due_requests(schedule: Schedule, today: date) -> QuerySet[Request]:
    """Give the requests for information about which nothing has waited for so long."""
    return Request.objects.filter(closed_on__lt=before(today, schedule.years))


BESIDE: dict[str, Callable[[Schedule, date], QuerySet[Any]]] = {REPRISALS: due_reprisals, REQUESTS: due_requests}
"""What is kept beside all cases, by its line of the schedule: what of it is due."""


def propose(law: Law, *, today: date) -> list[Disposal]:
    """Propose what is due and stands in no proposal yet; runs inside `acting`."""
    made = []
    for schedule in law.protection.schedules.values():
        if schedule.ends != "erased" or schedule.id not in (CASES, IDENTITIES, READINGS, *BESIDE):
            continue
        row = Disposal(schedule=schedule.id, law=law.digest, until=before(today, schedule.years), proposed_on=today)
        if schedule.id == READINGS:
            waits = Disposal.objects.filter(schedule=READINGS, erased_on=None).exists()
            if not waits and Reading.objects.filter(on__lt=row.until).exists():
                row.save(force_insert=True)
                made.append(row)
            continue
        items = _fresh_items(row, schedule, today)
        if items:
            row.save(force_insert=True)
            DisposalItem.objects.bulk_create(items)
            made.append(row)
    return made


def _fresh_items(row: Disposal, schedule: Schedule, today: date) -> list[DisposalItem]:
    known = DisposalItem.objects.filter(disposal__schedule=schedule.id)
    if schedule.id in BESIDE:
        due = BESIDE[schedule.id](schedule, today).exclude(id__in=known.values("other"))
        return [DisposalItem(disposal=row, other=id_) for id_ in due.values_list("id", flat=True)]
    due = due_cases(schedule, today).exclude(id__in=known.values("case"))
    return [DisposalItem(disposal=row, case_id=id_) for id_ in due.values_list("id", flat=True)]


def may_approve(actor: Actor, known: Protection) -> bool:
    """Tell whether the posting is one of those that approve."""
    return known.approvers.hold(actor.kind, actor.role)


def approve(
    disposal: Disposal, officer: uuid.UUID, *, law: Law, actor: Actor, now: datetime
) -> DisposalApproval | Refused:
    """Say one person's yes; the same person, or the same posting, counts once."""
    if not may_approve(actor, law.protection):
        return Refused("disposal_not_yours", "power")
    if disposal.approvals.filter(officer_id=officer).exists() or disposal.erased_on is not None:
        return Refused("disposal_done", "order")
    return DisposalApproval.objects.create(
        disposal=disposal, officer_id=officer, posting=actor.posting, institution=actor.institution, at=now
    )


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal as the approvers see it."""

    row: Disposal
    refs: tuple[str, ...]
    others: int
    """How many things beside all cases."""
    approvals: tuple[DisposalApproval, ...]


def proposals(most: int) -> list[Proposal]:
    """List the proposals, the newest first."""
    rows = Disposal.objects.prefetch_related("items__case", "approvals__officer").order_by("-proposed_on", "id")[:most]
    return [
        Proposal(
            row,
            tuple(sorted(one.case.ref for one in row.items.all() if one.case)),
            sum(one.other is not None for one in row.items.all()),
            tuple(row.approvals.all()),
        )
        for row in rows
    ]


def approved(disposal: Disposal, least: int) -> bool:
    """Tell whether enough different persons in different postings said yes."""
    said = disposal.approvals.values_list("officer", "posting")
    return min(len({officer for officer, _ in said}), len({posting for _, posting in said})) >= max(2, least)
