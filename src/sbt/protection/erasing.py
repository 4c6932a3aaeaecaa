"""Erases what two persons approved: texts, names, numbers, files and keys go; events and their digests stay as they are.

Runs as the login `sbt_retention`, the only one that may.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction

from sbt.cases.models import AccusedCode, Case, CaseFile, CaseReport, Content, ForwardingLine
from sbt.evidence import keys, store
from sbt.evidence.models import REFUSED, File, Page, ReleaseCopy
from sbt.information.models import Act, Request
from sbt.intake.models import Answer, Question, Report, Reprisal, ReprisalAct, Statement
from sbt.people.acting import acting, reading
from sbt.people.actor import JOBS
from sbt.protection.disposals import BESIDE, CASES, IDENTITIES, READINGS, REPRISALS, REQUESTS, approved, due_cases
from sbt.protection.models import Disposal, DisposalItem, Reading
from sbt.register.models import Subject
from sbt.sealing.models import SealedIdentity

if TYPE_CHECKING:
    import uuid
    from collections.abc import Callable
    from datetime import date, datetime

    from django.db.models import QuerySet

    from sbt.rulebook.law import Law
    from sbt.rulebook.protection import Schedule

GONE = "(dimusnahkan)"
"""What stands where a text or a name was."""
ERASED = "erased"
"""The finding of a file whose bytes are gone."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What came of one proposal."""

    disposal: Disposal
    done: int
    left: int
    """Cases that are no longer due: opened again since they were proposed."""


def erase(law: Law, *, now: datetime, today: date) -> list[Erased]:
    """Carry out every approved proposal, case by case; what was interrupted goes on at the next call."""
    with reading(JOBS):
        waiting = [
            one for one in Disposal.objects.filter(erased_on=None) if approved(one, law.protection.approvers.least)
        ]
    return [_carried_out(one, law, now, today) for one in waiting]


def _carried_out(disposal: Disposal, law: Law, now: datetime, today: date) -> Erased:
    schedule, done, left = law.protection.schedules[disposal.schedule], 0, 0
    if disposal.schedule == READINGS:
        with acting(JOBS, now=now):
            done, _ = Reading.objects.filter(on__lt=disposal.until).delete()
            Disposal.objects.filter(id=disposal.id).update(erased_on=today)
        return Erased(disposal, done, 0)
    with reading(JOBS):
        items = list(disposal.items.filter(erased_on=None).order_by("id"))
    for item in items:
        with acting(JOBS, now=now):
            if not _due(schedule, today).filter(id=item.case_id or item.other).exists():
                left += 1
                continue
            DisposalItem.objects.filter(id=item.id).update(erased_on=today)
            WAYS[disposal.schedule](item.case_id or item.other)
            done += 1
    with acting(JOBS, now=now):
        Disposal.objects.filter(id=disposal.id).update(erased_on=today)
    return Erased(disposal, done, left)


def _due(schedule: Schedule, today: date) -> QuerySet[Any]:
    return BESIDE.get(schedule.id, due_cases)(schedule, today)


def erase_case(case: uuid.UUID) -> None:
    """Empty the contents of a case; what it shares with a case that is still kept stays until that one goes."""
    _empty(Content.objects.filter(case=case), text=GONE)
    ForwardingLine.objects.filter(case=case).update(name=GONE)
    AccusedCode.objects.filter(case=case).delete()
    subjects = Subject.objects.filter(cases=case).exclude(id__in=_needed_subjects(case))
    going = Subject.objects.filter(id__in=list(subjects.values_list("id", flat=True)))
    _empty(going, name=GONE, named_office="", unit="", post="", nip="", nik="", account="")
    reports = _reports_of(case, CASES)
    _empty(Statement.objects.filter(report__in=reports), story=GONE, place="", links=[], witnesses=[])
    Answer.objects.filter(question__report__in=reports).update(asked=GONE, text=GONE)
    Question.objects.filter(report__in=reports).update(sealed=b"")
    Report.objects.filter(id__in=reports).update(receipt_hash=None, mailbox=None)
    SealedIdentity.objects.filter(report__in=reports).delete()
    _erase_files(case)


def erase_identities(case: uuid.UUID) -> None:
    """Remove the sealed identities of the case's reports; the log of requests to open them stays."""
    SealedIdentity.objects.filter(report__in=_reports_of(case, IDENTITIES)).delete()


def erase_reprisal(reprisal: uuid.UUID) -> None:
    """Remove a report of reprisal with what was answered: no event names it."""
    ReprisalAct.objects.filter(reprisal=reprisal).delete()
    Reprisal.objects.filter(id=reprisal).delete()


def erase_request(request: uuid.UUID) -> None:
    """Remove a request for information with every act on it: no event names it."""
    Act.objects.filter(request=request).delete()
    Request.objects.filter(id=request).delete()


def _needed_subjects(case: uuid.UUID) -> list[uuid.UUID]:
    same = Case.objects.filter(subject__cases=case).exclude(id__in=_gone(CASES))
    return list(same.values_list("subject_id", flat=True))


def _reports_of(case: uuid.UUID, schedule: str) -> list[uuid.UUID]:
    """Name the reports that no case needs any more."""
    reports = list(CaseReport.objects.filter(case=case).values_list("report_id", flat=True))
    gone = _gone(schedule)
    needed = set(
        CaseReport.objects.filter(report__in=reports).exclude(case__in=gone).values_list("report_id", flat=True)
    )
    return [one for one in reports if one not in needed]


def _erase_files(case: uuid.UUID) -> None:
    CaseFile.objects.filter(case=case).update(title=GONE)
    files = list(CaseFile.objects.filter(case=case).values_list("file_id", flat=True))
    copies = ReleaseCopy.objects.filter(case=case)
    files += [id_ for id_ in copies.values_list("result_id", flat=True) if id_ not in files]
    gone = _gone(CASES)
    needed = set(CaseFile.objects.filter(file__in=files).exclude(case__in=gone).values_list("file_id", flat=True))
    files = [one for one in files if one not in needed]
    pages = Page.objects.filter(file__in=files)
    for id_ in (*files, *pages.values_list("id", flat=True)):
        with suppress(FileNotFoundError):
            store.forget_key(str(id_))
        transaction.on_commit(partial(store.remove, str(id_)))
    pages.delete()
    ReleaseCopy.objects.filter(result__in=files).update(recipe={})
    _empty(File.objects.filter(id__in=files), name="", sha256="", size=0, state=REFUSED, findings=[ERASED])


def _empty(rows: QuerySet[Any], **values: object) -> None:
    """Take what rows say, and from the store of keys what their digests could be opened with."""
    names = [bytes(name) for name in rows.values_list("salt", flat=True)]
    rows.update(**values, salt=b"")
    keys.forget_records(names)


def _gone(schedule: str) -> list[uuid.UUID]:
    """Name the cases that were erased under the line, this one among them."""
    items = DisposalItem.objects.filter(disposal__schedule=schedule, erased_on__isnull=False)
    return list(items.values_list("case_id", flat=True))


WAYS: dict[str, Callable[[Any], None]] = {
    CASES: erase_case,
    IDENTITIES: erase_identities,
    REPRISALS: erase_reprisal,
    REQUESTS: erase_request,
}
"""How each line of the schedule is carried out, for one thing of it."""
