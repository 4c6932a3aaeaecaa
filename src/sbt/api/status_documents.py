"""What the holder of a receipt is answered: how the report stands, what is asked, who wants to know his name."""

from datetime import date

from sbt.api.documents import Document


class StatusEventDocument(Document):
    """One thing that happened, in words for the reporter."""

    text: str
    on: date


class LimitDocument(Document):
    """The next limit; not `certain` means that its source is not verified."""

    label: str
    due_on: date
    overdue: bool
    certain: bool


class ResultDocument(Document):
    """A result that the law opens to reporters."""

    label: str
    value: str


class CaseStatusDocument(Document):
    """One of the cases that a report became, without a word about the accused."""

    number: int
    station: int
    stations: list[str]
    text: str
    final: bool
    results: list[ResultDocument]
    events: list[StatusEventDocument]
    limit: LimitDocument | None
    request: str
    """What the officers ask the reporter to add; empty while nothing is asked."""
    steps: list[str]
    """Steps that `POST /reports/steps/{step}` takes now."""


class QuestionDocument(Document):
    """A question to the reporter, opened with the receipt for this answer only."""

    id: str
    institution: str
    asked_on: date
    text: str
    answered_on: date | None


class OpeningDocument(Document):
    """A request to open the reporter's sealed identity: running, looked (opened once) or over."""

    asked_on: date
    institution: str
    reason: str
    basis: str
    state: str
    looked_on: date | None


class StatusDocument(Document):
    """All that a receipt opens."""

    received_on: date
    identity: str
    files: int | None
    cases: list[CaseStatusDocument]
    questions: list[QuestionDocument]
    openings: list[OpeningDocument]
