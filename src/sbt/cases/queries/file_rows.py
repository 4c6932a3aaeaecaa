"""The rows on which the file of a case rests, typed, and the one statement that reads them all.

The database gives them as JSON, so that one journey there and back brings rows of many tables as of one moment.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from msgspec import Struct, json

from sbt.cases.queries.file_statement import GROUPS, Reach, statement_for
from sbt.people.asking import ask

if TYPE_CHECKING:
    from sbt.rules.authority import Actor
    from sbt.rules.book import Commons


class SubjectRow(Struct, frozen=True):
    """The accused as somebody named him, and as an officer confirmed him."""

    name: str
    named_office: str
    unit: str
    post: str
    nip: str
    account: str
    instansi: str
    job_level: str
    employment: str
    confirmed: bool

    @property
    def shown_name(self) -> str:
        """Give the name, or what else the person is known by."""
        return self.name or self.account or self.post or self.named_office


class CaseRow(Struct, frozen=True):
    """The case with its accused and with who in the reader's own institution has it."""

    id: uuid.UUID
    ref: str
    received_on: date
    act_from: date
    act_to: date
    act_precision: str
    area: str
    office: str
    instansi: str
    election: str
    form: str
    level: str
    category: str
    colleague: str
    subject: SubjectRow


class EventRow(Struct, frozen=True):
    """One event; the officer only behind those of the reader's institution."""

    seq: int
    shape: int
    kind: str
    step: str
    institution: str
    posting: str
    happened_on: date
    recorded_at: datetime
    basis: list[str]
    facts: dict[str, Any]
    warnings: list[Any]
    effects: dict[str, Any]
    officer: str


class TextRow(Struct, frozen=True):
    """One text that an officer stated."""

    id: str
    text: str


class FileRow(Struct, frozen=True):
    """A file that the reader may open."""

    file_id: uuid.UUID
    number: int
    title: str
    from_report: bool
    name: str
    kind: str
    media_type: str
    size: int
    sha256: str
    digest: str
    state: str


class LetterRow(Struct, frozen=True):
    """A letter about the case."""

    id: uuid.UUID
    number: str
    dated_on: date
    kind: str
    sender: str
    addressee: str
    acknowledged_on: date | None


class StatementRow(Struct, frozen=True):
    """What a reporter wrote."""

    story: str
    place: str
    links: list[str]
    witnesses: list[str]


class ReporterRow(Struct, frozen=True):
    """A reporter whose name lies sealed: with which offices, and how many of them attested the formal requirements."""

    id: uuid.UUID
    offices: list[str]
    attested: int


class ReportRow(Struct, frozen=True):
    """A report on which the case rests; its reporter only for the office that registers reports."""

    entrance: str
    channel: str
    identity: str
    received_on: date
    known_on: date | None
    institution: str
    statement: StatementRow | None
    alike: list[str]
    """In which ways a job found other reports to be like it."""
    reporter: ReporterRow | None


class OtherCase(Struct, frozen=True):
    """Another case in sight: of the same event, or closed by the same decision."""

    ref: str
    stage: str
    stage_entry: int
    name: str


class DecisionRow(Struct, frozen=True):
    """A decision with the other cases in sight that it closes."""

    number: str
    dated_on: date
    institution: str
    signer: str
    sanction: str
    also: tuple[OtherCase, ...]


class FileRows(Struct, frozen=True):
    """Everything stored about a case that the sight may read."""

    case: CaseRow
    events: tuple[EventRow, ...]
    texts: tuple[TextRow, ...]
    files: tuple[FileRow, ...]
    letters: tuple[LetterRow, ...]
    decisions: tuple[DecisionRow, ...]
    reports: tuple[ReportRow, ...]
    linked: tuple[OtherCase, ...]


_read = json.Decoder(FileRows).decode


def rows_of(ref: str, actor: Actor, commons: Commons) -> FileRows | None:
    """Read the rows of a case, or None: absent and out of sight are the same."""
    statement = statement_for(reach_of(actor, commons))
    if not statement:
        return None
    found = ask(statement, {"ref": ref, "institution": actor.institution, "posting": actor.posting}, actor=actor)
    return _read(found[0][0]) if found else None


def reach_of(actor: Actor, commons: Commons) -> Reach:
    """Give how far the posting sees by the table of powers of the day."""
    relation = commons.sight_for(actor)
    return Reach(
        relation,
        commons.authority.table.shut_out_of_own(actor.kind, actor.role),
        frozenset(group for group in GROUPS if commons.shows(relation, group)),
        actor.role in commons.authority.table.roles_shut_out(),
    )
