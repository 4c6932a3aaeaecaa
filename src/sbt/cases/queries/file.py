"""The file of a case as one posting may read it: events, texts, files, letters, clocks and next moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sbt.cases.entry import shown_entry
from sbt.cases.models import CaseEvent
from sbt.cases.projection import CACHED_VALUES, event_of
from sbt.cases.queries.decisions import DecisionView, decisions_of
from sbt.cases.queries.file_rows import rows_of
from sbt.rules.case import CaseState, replay
from sbt.rules.deadline import local_day
from sbt.rules.decide import Move, desks, moves
from sbt.rules.event import Ref
from sbt.rules.identity import masked
from sbt.rules.sight import INSTANSI, event_shown, visible_clocks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sbt.cases.queries.file_rows import CaseRow, FileRow, LetterRow, OtherCase, ReportRow, TextRow
    from sbt.rules.authority import Actor
    from sbt.rules.book import CaseLaw, RuleBook
    from sbt.rules.deadline import Clock
    from sbt.rules.event import Event, FactValue
    from sbt.rules.process import Step


SEES_NUMBERS = frozenset({"nation", "office", "instansi"})
"""Kinds of sight whose work needs the whole NIP; the others see it masked."""


@dataclass(frozen=True, slots=True)
class FileEvent:
    """An event as the posting may see it."""

    seq: int
    event: Event
    step: Step | None
    officer: str
    """The officer's name, only for officers of the same institution."""
    number: int
    """Counted among the events that the posting sees."""


@dataclass(frozen=True, slots=True)
class CaseFileView:
    """Everything that the case page shows to one posting."""

    case: CaseRow
    state: CaseState
    law: CaseLaw
    events: tuple[FileEvent, ...]
    texts: Mapping[str, TextRow]
    files: Sequence[FileRow]
    letters: Sequence[LetterRow]
    decisions: tuple[DecisionView, ...]
    clocks: tuple[Clock, ...]
    desks: tuple[str, ...]
    moves: tuple[Move, ...]
    reports: Sequence[ReportRow]
    linked: Sequence[OtherCase]
    sight: str

    @property
    def stage_entry(self) -> int:
        """The present stage entry as a command from this posting names it."""
        return shown_entry(self.case.id, self.state.stage_entry, self.sight)

    @property
    def values(self) -> Mapping[str, str]:
        """The case's values; the accused's instansi gets those of its row and of the events that it sees."""
        if self.sight != INSTANSI:
            return self.state.values
        told = {name for event in self.events for name in event.event.effects.values}
        return {name: value for name, value in self.state.values.items() if name in told or name in CACHED_VALUES}

    @property
    def named_office(self) -> str:
        """The office as the reporter named it: his words, not for the accused's instansi."""
        return "" if self.sight == INSTANSI else self.case.subject.named_office

    @property
    def account(self) -> str:
        """The account as the reporter named it: his words, not for the accused's instansi."""
        return "" if self.sight == INSTANSI else self.case.subject.account

    @property
    def nip(self) -> str:
        """The accused's number, as far as the sight needs it."""
        number = self.case.subject.nip
        return number if self.sight in SEES_NUMBERS else masked(number)


def case_file(ref: str, *, book: RuleBook, actor: Actor, now: datetime) -> CaseFileView | None:
    """Read the file of a case in one question; None where the posting does not see it: that and absent are the same.

    The accused's instansi never gets reports, what was handed in with them, any step marked hidden from it, nor a
    limit that such a step or an act before the release started.
    """
    rows = rows_of(ref, actor, book.commons)
    if rows is None:
        return None
    happened = [event_of(row) for row in rows.events]
    state = replay(happened)
    law = book.law_for(state.pins)
    sight = book.commons.sight_for(actor)
    shown = [
        (row, event) for row, event in zip(rows.events, happened, strict=True) if event_shown(row.step, law, sight)
    ]
    events = tuple(
        FileEvent(row.seq, event, law.process.step(row.step), row.officer, number)
        for number, (row, event) in enumerate(shown, 1)
    )
    named = {ref.id for event in events for ref in _refs(event.event.facts.values())}
    return CaseFileView(
        case=rows.case,
        state=state,
        law=law,
        events=events,
        texts={text.id: text for text in rows.texts if text.id in named},
        files=_numbered_anew(rows.files) if sight == INSTANSI else rows.files,
        letters=rows.letters,
        decisions=decisions_of(rows.decisions, events),
        clocks=visible_clocks(state, law, sight),
        desks=desks(state, law, local_day(now, actor.zone), known_to=sight),
        moves=moves(state, actor, law, now),
        reports=rows.reports,
        linked=rows.linked,
        sight=sight,
    )


def number_of(event: CaseEvent, law: CaseLaw, sight: str) -> int:
    """Give the event's number among those that the sight sees."""
    if sight != INSTANSI:
        return event.seq
    before = CaseEvent.objects.filter(case=event.case_id, seq__lte=event.seq).values_list("step", flat=True)
    return sum(event_shown(step, law, sight) for step in before)


def _numbered_anew(files: Sequence[FileRow]) -> Sequence[FileRow]:
    """Number the files from one on, so that a gap tells nothing of those that are hidden."""
    return tuple(replace(link, number=number) for number, link in enumerate(files, 1))


def _refs(values: Iterable[FactValue]) -> Iterable[Ref]:
    for value in values:
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Ref):
                yield part
