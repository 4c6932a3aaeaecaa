"""What officers enter themselves: findings, initial information, and reports on paper or by telephone."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from ninja import Router

from sbt.api import entering, schemas
from sbt.api.answers import written
from sbt.api.callers import Bearer, caller_of
from sbt.api.documents import OpenedDocument
from sbt.api.problems import Problem, refusal
from sbt.cases.actions import receive_report
from sbt.cases.actions.forward import ENTRANCE as FORWARDING
from sbt.cases.queries.files import files_of_institution
from sbt.intake.checks import Checker
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sbt.evidence.models import File
    from sbt.people.acting import Acting

router = Router(tags=["findings"], auth=Bearer())


@router.post("", response={201: OpenedDocument}, operation_id="enterFinding")
def enter(request: HttpRequest, body: schemas.FindingBody) -> HttpResponse:
    """Enter a finding, initial information or a report that came on paper; each accused becomes a case."""
    caller, checker = caller_of(request), Checker()
    given = entering.report_input(
        body, checker, law=caller.law, today=caller.today, entrance=body.entrance, channel=body.channel
    )

    def change(act: Acting) -> OpenedDocument | Refused:
        files = institution_files(body.files, caller.actor.institution, checker, "files")
        entering.stop_if_faulty(checker)
        book = caller.law.book
        received = act.settle(
            receive_report(given, book=book, actor=caller.actor, now=caller.now, files=files), action=body.entrance
        )
        if isinstance(received, Refused):
            return received
        return OpenedDocument(received_on=received.report.received_on, cases=[case.ref for case in received.cases])

    def explained(refused: Refused) -> Problem:
        return refusal(refused, commons=caller.law.book.commons, at="")

    entrances = {entrance.id for process in caller.law.book.processes for entrance in process.entrances}
    if body.entrance not in entrances - {FORWARDING}:
        checker.fault("entrance_unknown", "entrance", entrance=body.entrance)

    return written(request, caller, change, explained=explained)


def institution_files(ids: Sequence[str], institution: str, checker: Checker, name: str) -> list[File]:
    """Give the files that the institution uploaded, in the order named; any other is noted as unknown."""
    read = [_uuid(id_) for id_ in ids]
    known = files_of_institution([id_ for id_ in read if id_], institution)
    found = []
    for n, id_ in enumerate(read):
        if id_ is None or id_ not in known or id_ in read[:n]:
            checker.fault("file_unknown", name, n)
        else:
            found.append(known[id_])
    return found


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
