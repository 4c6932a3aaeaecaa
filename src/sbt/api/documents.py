"""What this door gives out about reports, files and cases."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict


class Document(BaseModel):
    """One answer."""

    model_config = ConfigDict(extra="forbid")


class Named(Document):
    """A code with what it is called in the caller's language."""

    id: str
    label: str


class FileDocument(Document):
    """A file that was taken in. For a citizen `id` is a handle that only he knows, good for one report and one day."""

    id: str
    name: str
    kind: str
    media_type: str
    size: int
    sha256: str
    state: str = "quarantined"
    """quarantined, safe, refused or unchecked; nothing else is served of a file in quarantine or refused."""


class ReceiptDocument(Document):
    """A report that was received. The receipt is shown this once; only its hash is kept."""

    receipt: str
    received_on: date
    cases: int


class EntryDocument(Document):
    """A case in a list."""

    ref: str
    name: str
    unit: str
    form: str
    stage: str
    instansi: str
    received_on: date | None
    """Left out for the accused's agency: when a report came in is not for it."""
    due_on: date | None
    due_zone: str
    due_term: str
    assigned: str


class OpenedDocument(Document):
    """What an officer's entry became."""

    received_on: date
    cases: list[str]


class PageDocument(Document):
    """A page of cases; `next` is the cursor of the page after this one, empty at the end."""

    cases: list[EntryDocument]
    next: str


class ClockDocument(Document):
    """A limit of a case."""

    term: str
    label: str
    started_on: date
    due_on: date
    due_at: datetime | None
    zone: str
    state: str
    overdue: bool
    certain: bool


class SubjectDocument(Document):
    """The accused."""

    name: str
    nip: str
    post: str
    unit: str
    named_office: str
    account: str
    instansi: str
    job_level: str
    employment: str
    confirmed: bool


class CaseFileDocument(Document):
    """A file of a case."""

    id: str
    number: int
    title: str
    kind: str
    media_type: str
    size: int
    sha256: str
    from_report: bool
    state: str
    """quarantined, safe, refused or unchecked."""


class LetterDocument(Document):
    """A letter about a case."""

    number: str
    dated_on: date
    kind: str
    sender: str
    addressee: str
    acknowledged_on: date | None


class ReporterDocument(Document):
    """A reporter whose name lies sealed, for the office that registers reports."""

    sealed_to: list[str]
    attested: int
    """Offices that attested the formal requirements without opening."""


class ReportDocument(Document):
    """A report on which a case rests."""

    entrance: str
    channel: str
    identity: str
    received_on: date
    story: str
    place: str
    links: list[str]
    witnesses: list[str]
    alike: list[str]
    """In which ways other reports are like it: text, files, person, place. Says nothing of why."""
    reporter: ReporterDocument | None


class LinkedDocument(Document):
    """Another case of the same event."""

    ref: str
    name: str
    stage: str


class DecisionDocument(Document):
    """A decision of a PPK on the case; one may close several cases of the person."""

    number: str
    dated_on: date
    institution: str
    signer: str
    """Who decided, as the signed text names him."""
    capacity: str
    sanction: str
    recorded_by: str
    """Officers are named to their own institution only."""
    confirmed_by: str
    also_closes: list[LinkedDocument]


class CaseDocument(Document):
    """A case as the posting may read it."""

    ref: str
    stage: Named
    station: int
    stage_entry: int
    final: bool
    regime: str
    received_on: date | None
    act_from: date
    act_to: date
    act_precision: str
    area: str
    office: str
    instansi: str
    values: dict[str, str]
    marks: list[str]
    votes: dict[str, str]
    pins: dict[str, str]
    subject: SubjectDocument
    desks: list[str]
    clocks: list[ClockDocument]
    files: list[CaseFileDocument]
    letters: list[LetterDocument]
    decisions: list[DecisionDocument]
    reports: list[ReportDocument]
    linked: list[LinkedDocument]


class FieldDocument(Document):
    """One fact that a step asks for."""

    name: str
    kind: str
    label: str
    hint: str
    required: bool
    many: bool
    shortest: int
    longest: int
    source: str
    options: list[Named]


class DoubtDocument(Document):
    """A doubt about a step, which an officer may take upon himself by naming its code in `accepts`."""

    code: str
    detail: str


class MoveDocument(Document):
    """A step that is open in the present stage, with whether this posting may take it and if not, why."""

    step: str
    kind: str
    label: str
    hint: str
    open: bool
    code: str
    detail: str
    holders: list[str]
    doubts: list[DoubtDocument]
    facts: list[FieldDocument]
    basis: list[str]
    verified: str


class MovesDocument(Document):
    """All steps of the present stage."""

    ref: str
    stage_entry: int
    moves: list[MoveDocument]


class EventDocument(Document):
    """One act on a case. Texts are those that the posting may read; files and persons stand by id."""

    seq: int
    kind: str
    step: str
    label: str
    institution: str
    officer: str
    happened_on: date
    recorded_at: datetime
    basis: list[str]
    facts: dict[str, Any]
    accepted: list[str]
    stage: str | None


class EventsDocument(Document):
    """The timeline of a case."""

    ref: str
    events: list[EventDocument]


class CandidateDocument(Document):
    """A person of the register who may be the accused."""

    nip: str
    name: str
    instansi: str
    unit: str
    post: str
    job_level: str
    employment: str
    standing: str
    score: int
    matched: list[str]


class CandidatesDocument(Document):
    """The register's likeliest persons."""

    ref: str
    candidates: list[CandidateDocument]


class TakenDocument(Document):
    """A step that was taken, and where the case lies now."""

    ref: str
    seq: int
    step: str
    happened_on: date
    stage: str
    stage_entry: int
    final: bool


class LineDocument(Document):
    """One person of a forwarding."""

    number: int
    register_number: str
    ref: str


class BatchDocument(Document):
    """What a batch did."""

    kind: str
    forwarding: str | None = None
    lines: list[LineDocument] = []
    taken: list[TakenDocument] = []


class TakenInDocument(Document):
    """More evidence that was received."""

    files: int
    cases: int
