"""Questions to a reporter: as the receipt opens them, and as officers see them, sealed until they are answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sbt.intake.models import Answer, Question
from sbt.rules.check_character import clean
from sbt.sealing import mailbox
from sbt.sealing.hpke import NotOpenedError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sbt.intake.models import Report


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as its reader may know it; officers read the text once it is answered."""

    id: str
    report: str
    institution: str
    asked_on: date
    text: str
    answer: str
    answered_on: date | None


def questions_opened(report_id: str, receipt: str) -> tuple[Asked, ...]:
    """Open the questions to a report with its receipt, the newest first."""
    questions = _questions([report_id])
    if not questions:
        return ()
    private = mailbox.private_key(clean(receipt))
    found = []
    for question in questions:
        try:
            text = mailbox.unseal(bytes(question.sealed), private, letter=str(question.id))
        except NotOpenedError:
            continue
        found.append(_asked(question, text))
    return tuple(found)


def questions_sealed(reports: Iterable[Report]) -> tuple[Asked, ...]:
    """Give the questions to these reports as officers see them."""
    return tuple(_asked(question, "") for question in _questions([str(report.id) for report in reports]))


def _questions(reports: list[str]) -> list[Question]:
    return list(Question.objects.filter(report_id__in=reports).select_related("answer").order_by("-asked_on", "-id"))


def _asked(question: Question, text: str) -> Asked:
    answer: Answer | None = getattr(question, "answer", None)
    return Asked(
        id=str(question.id),
        report=str(question.report_id),
        institution=question.institution,
        asked_on=question.asked_on,
        text=text or (answer.asked if answer else ""),
        answer=answer.text if answer else "",
        answered_on=answer.answered_on if answer else None,
    )
