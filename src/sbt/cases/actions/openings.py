"""Who may ask for a reporter's identity on a case, answer such a request, or attest for it. The sealing itself is `sealing`."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models.fields.json import KT

from sbt.cases.models import CaseEvent, CaseReport
from sbt.cases.projection import event_of
from sbt.notices.actions import tell
from sbt.rules.case import OFFICER
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused
from sbt.sealing import opening
from sbt.sealing.models import Opening
from sbt.sealing.opening import OnFile
from sbt.sealing.queries import envelope_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sbt.intake.models import Report
    from sbt.rulebook.law import Law
    from sbt.rules.authority import Actor
    from sbt.rules.book import CaseLaw
    from sbt.rules.case import CaseState
    from sbt.sealing.models import FormalAttestation, OpeningAct
    from sbt.sealing.opening import Look, OpeningInput

ASKS = "identitas.minta_buka"
AWAITED = "pembukaan_menunggu"
"""The notice that custodians are asked; it names no case, since custodians see none."""
_NAMED = KT(f"facts__{OFFICER}")
"""The officer whose conflict of interest an event names."""


def ask_to_open(
    ref: str,
    report: Report,
    given: OpeningInput,
    *,
    state: CaseState,
    case_law: CaseLaw,
    law: Law,
    actor: Actor,
    now: datetime,
) -> Opening | Refused:
    """Ask for one look at who reported; nobody asks who verified or decided the case himself."""
    commons = case_law.commons
    day, place = local_day(now, actor.zone), case_law.place_of(state)
    verdict = commons.authority.may(actor, ASKS, day, place)
    if not verdict.allowed:
        return Refused(verdict.reason, "power", {"power": ASKS, "holders": ",".join(verdict.holders)})
    if not CaseReport.objects.filter(case__ref=ref, report=report).exists():
        return Refused("report_of_other_case", "unknown", {})
    if _other_duty(ref, case_law, actor):
        return Refused("handled_the_case", "guard", {})
    file = on_file([report.id])
    asked = opening.ask_to_open(report.id, ref, given, on_file=file, custody=law.custody, actor=actor, now=now)
    if isinstance(asked, Opening):
        tell(_asked_of(asked, file, law), ref="", code=AWAITED, on=day)
    return asked


def _asked_of(asked: Opening, file: OnFile, law: Law) -> list[str]:
    """Name the institutions whose custodians may answer: those with a share, but not the asker's, nor the accused's."""
    envelope = envelope_of(asked.report)
    offices = [office for one in envelope.offices if (office := law.custody.office(one))] if envelope else []
    concerned = file.instansi | set(asked.instansi)
    return [
        office.institution
        for office in offices
        if office.institution != asked.institution and not office.concerned(concerned)
    ]


def answer_request(
    id_: uuid.UUID, share: bytes | None, *, law: Law, actor: Actor, now: datetime
) -> OpeningAct | Refused:
    """Approve with the share that is passed on, or decline without one."""
    found = _locked(id_)
    if found is None:
        return Refused("opening_unknown", "unknown", {})
    file = known_of(found)
    if share is None:
        return opening.decline(found, on_file=file, law=law, actor=actor, now=now)
    return opening.approve(found, share, on_file=file, law=law, actor=actor, now=now)


def look_once(id_: uuid.UUID, *, actor: Actor, now: datetime) -> Look | Refused:
    """Use the one look of a request."""
    found = _locked(id_)
    return Refused("opening_unknown", "unknown", {}) if found is None else opening.look(found, actor=actor, now=now)


def attest(report: str, code: str, *, law: Law, actor: Actor, now: datetime) -> FormalAttestation | Refused:
    """Attest the formal requirements of a sealed report by the number of its seal, without seeing its case."""
    try:
        id_ = uuid.UUID(report)
    except ValueError:
        return Refused("nothing_sealed", "order", {}, "report")
    on = local_day(now, actor.zone)
    return opening.attest(id_, code, on_file=on_file([id_]), law=law, actor=actor, on=on)


def known_of(asked: Opening) -> OnFile:
    """Give what was on file when it was asked, and what the reader can see besides."""
    seen = on_file([asked.report])
    return OnFile(seen.instansi | set(asked.instansi), seen.acted | set(asked.acted))


def on_file(reports: Collection[uuid.UUID]) -> OnFile:
    """Give what decides who may answer: the accused's instansi of every case of these reports, and who acted on them."""
    cases = CaseReport.objects.filter(report__in=reports).values_list("case_id", "case__instansi")
    events = CaseEvent.objects.filter(case__in=[case for case, _ in cases])
    acted = {*events.values_list("posting", flat=True), *(one for one in events.values_list(_NAMED, flat=True) if one)}
    return OnFile(frozenset(instansi for _, instansi in cases if instansi), frozenset(acted))


def _other_duty(ref: str, law: CaseLaw, actor: Actor) -> bool:
    table, process = law.commons.authority.table, law.process
    duty = table.duty_of(ASKS)
    for event in map(event_of, CaseEvent.objects.filter(case__ref=ref, posting__in=list(actor.hats))):
        taken = process.step(event.step) or process.entrance(event.step)
        if taken is not None and table.duty_of(taken.power) not in ("", duty):
            return True
    return False


def _locked(id_: uuid.UUID) -> Opening | None:
    """Find a request and let no other act on it meanwhile; its row itself is never changed."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"opening {id_}"])
    return Opening.objects.filter(id=id_).prefetch_related("acts").first()
