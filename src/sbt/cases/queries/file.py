"""The file of a case as one posting may read it: events, texts, files, letters, clocks and next moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sbt.cases.entry import shown_entry
from sbt.cases.models import CaseEvent, CaseFile, CaseLetter, Content
from sbt.cases.projection import CACHED_VALUES, event_of
from sbt.cases.queries.decisions import DecisionView, decisions_of
from sbt.cases.queries.files import open_links
from sbt.cases.queries.sight import cases_visible_to
from sbt.intake.models import Report, ReporterIdentity
from sbt.rules.case import CaseState, replay
from sbt.rules.deadline import local_day
from sbt.rules.decide import Move, desks, moves
from sbt.rules.identity import masked
from sbt.rules.sight import INSTANSI, event_shown, visible_clocks

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sbt.cases.models import Case
    from sbt.rules.authority import Actor
    from sbt.rules.book import CaseLaw, RuleBook
    from sbt.rules.deadline import Clock
    from sbt.rules.event import Event
    from sbt.rules.process import Step


SEES_NUMBERS = frozenset({"nation", "office", "instansi"})
"""Kinds of sight whose work needs the whole NIP; the others see it masked."""
_UUID = r"^[0-9a-f]{8}-[0-9a-f-]{27}$"
_EVENTS = """
select event.*, coalesce(officer.name, '') as officer from cases_caseevent as event
left join people_posting as posting on posting.id =
    case when event.institution = %s and event.posting ~ %s then event.posting::uuid end
left join people_officer as officer on officer.id = posting.officer_id
where event.case_id = %s order by event.seq
"""
"""The events of a case; the officer only behind those of the reader's institution. Named actors are no officers."""


@dataclass(frozen=True, slots=True)
class FileEvent:
    """An event as the posting may see it."""

    row: CaseEvent
    event: Event
    step: Step | None
    officer: str
    """The officer's name, only for officers of the same institution."""
    number: int
    """Counted among the events that the posting sees."""


@dataclass(frozen=True, slots=True)
class CaseFileView:
    """Everything that the case page shows to one posting."""

    case: Case
    state: CaseState
    law: CaseLaw
    events: tuple[FileEvent, ...]
    texts: Mapping[str, Content]
    files: tuple[CaseFile, ...]
    letters: tuple[CaseLetter, ...]
    decisions: tuple[DecisionView, ...]
    clocks: tuple[Clock, ...]
    desks: tuple[str, ...]
    moves: tuple[Move, ...]
    reports: tuple[Report, ...]
    reporters: tuple[ReporterIdentity, ...]
    linked: tuple[Case, ...]
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


def case_file(case: Case, *, book: RuleBook, actor: Actor, now: datetime) -> CaseFileView:
    """Read the file of a case that is in the posting's sight; constant in queries.

    The accused's instansi never gets reports, what was handed in with them, any step marked hidden from it, nor a
    limit that such a step or an act before the release started.
    """
    rows = [(row, event_of(row)) for row in CaseEvent.objects.raw(_EVENTS, [actor.institution, _UUID, case.id])]
    state = replay(event for _, event in rows)
    law = book.law_for(state.pins)
    sight = book.commons.sight(actor.kind)
    outside = sight != INSTANSI
    shown = [(row, event) for row, event in rows if event_shown(row.step, law, sight)]
    events = tuple(
        FileEvent(row, event, law.process.step(row.step), vars(row)["officer"], number)
        for number, (row, event) in enumerate(shown, 1)
    )
    files = tuple(open_links(case.file_links.select_related("file"), actor, book.commons).order_by("number"))
    if not outside:
        _number_own(files)
    named = {ref["id"] for event in events for ref in _refs(event.row.facts)}
    texts = {str(text.id): text for text in Content.objects.filter(case=case) if str(text.id) in named}
    reports: tuple[Report, ...] = ()
    reporters: tuple[ReporterIdentity, ...] = ()
    if outside:
        joined = ("statement", "reporter") if sight == "office" else ("statement",)
        reports = tuple(Report.objects.filter(case_links__case=case).select_related(*joined).order_by("received_on"))
        if sight == "office":
            reporters = tuple(report.reporter for report in reports if hasattr(report, "reporter"))
    linked: tuple[Case, ...] = ()
    if case.incident_id and outside:
        siblings = cases_visible_to(actor, book.commons).filter(incident=case.incident_id).exclude(id=case.id)
        linked = tuple(siblings.select_related("subject")[:50])
    return CaseFileView(
        case=case,
        state=state,
        law=law,
        events=events,
        texts=texts,
        files=files,
        letters=tuple(case.letter_links.select_related("letter").order_by("letter__dated_on")),
        decisions=decisions_of(case, events, actor=actor, commons=book.commons),
        clocks=visible_clocks(state, law, sight),
        desks=desks(state, law, local_day(now, actor.zone), known_to=sight),
        moves=moves(state, actor, law, now),
        reports=reports,
        reporters=reporters,
        linked=linked,
        sight=sight,
    )


def number_of(event: CaseEvent, law: CaseLaw, sight: str) -> int:
    """Give the event's number among those that the sight sees."""
    if sight != INSTANSI:
        return event.seq
    before = CaseEvent.objects.filter(case=event.case_id, seq__lte=event.seq).values_list("step", flat=True)
    return sum(event_shown(step, law, sight) for step in before)


def _number_own(files: tuple[CaseFile, ...]) -> None:
    """Number the files from one on, so that a gap tells nothing of those that are hidden."""
    for number, link in enumerate(files, 1):
        link.number = number


def _refs(facts: Mapping[str, object]) -> list[dict[str, str]]:
    found = []
    for value in facts.values():
        parts = value if isinstance(value, list) else [value]
        found += [part for part in parts if isinstance(part, dict) and "id" in part]
    return found
