"""Questions to a reporter who is known by his receipt only, and his answers. Nobody but the receipt's holder opens one."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from sbt.cases.models import CaseReport
from sbt.intake.models import Answer, Question
from sbt.notices.actions import tell
from sbt.rules.check_character import clean
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused
from sbt.sealing import mailbox
from sbt.sealing.hpke import NotOpenedError

if TYPE_CHECKING:
    from datetime import datetime

    from sbt.intake.models import Report
    from sbt.rules.authority import Actor
    from sbt.rules.book import CaseLaw
    from sbt.rules.case import CaseState

ASKS, ANSWERED = "pelapor.tanya", "jawaban_pelapor"
"""The power to ask, and the code of the notice that an answer came."""
LONGEST = 1000
"""Letters of a question: in any script it fits the smallest bucket, so that all letters are as long."""


def ask_reporter(
    ref: str, report: Report, text: str, *, state: CaseState, law: CaseLaw, actor: Actor, now: datetime
) -> Question | Refused:
    """Seal a question to the mailbox of one report of the case; the officer's own copy is not kept."""
    today = local_day(now, actor.zone)
    verdict = law.commons.authority.may(actor, ASKS, today, law.place_of(state))
    if not verdict.allowed:
        return Refused(verdict.reason, "power", {"power": ASKS, "holders": ",".join(verdict.holders)})
    if not CaseReport.objects.filter(case__ref=ref, report=report).exists():
        return Refused("report_of_other_case", "unknown", {})
    if not report.mailbox:
        return Refused("no_mailbox", "order", {}, "text")
    if not text.strip():
        return Refused("text_missing", "facts", {}, "text")
    if len(text) > LONGEST:
        return Refused("text_too_long", "facts", {"limit_letters": str(LONGEST)}, "text")
    id_ = uuid.uuid4()
    sealed = mailbox.seal(text, bytes(report.mailbox), letter=str(id_))
    return Question.objects.create(
        id=id_,
        report=report,
        ref=ref,
        institution=actor.institution,
        posting=actor.posting,
        asked_on=today,
        sealed=sealed,
    )


def answer_question(report: Report, receipt: str, question_id: str, text: str, *, now: datetime) -> Answer | Refused:
    """Keep the answer with the question as the receipt opens it, and tell the institution that asked."""
    try:
        wanted = uuid.UUID(question_id)
    except ValueError:
        return Refused("question_unknown", "unknown", {})
    question = Question.objects.filter(id=wanted, report=report).first()
    if question is None:
        return Refused("question_unknown", "unknown", {})
    if Answer.objects.filter(question=question).exists():
        return Refused("answered_already", "order", {}, "text")
    if not text.strip():
        return Refused("text_missing", "facts", {}, "text")
    try:
        asked = mailbox.unseal(bytes(question.sealed), mailbox.private_key(clean(receipt)), letter=str(question.id))
    except NotOpenedError:
        return Refused("question_unknown", "unknown", {})
    today = local_day(now, "WIB")
    tell([question.institution], ref=question.ref, code=ANSWERED, on=today)
    return Answer.objects.create(question=question, asked=asked, text=text, answered_on=today)
