"""What the accused may read of his case: only what the disclosure law names for him, and no trace of a reporter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from sbt.cases.actions.accused import ACCUSED_STEPS, ALLEGATION, kept
from sbt.cases.actions.clearance import FROZEN
from sbt.cases.models import AccusedCode, Case, CaseFile, Content, Decision
from sbt.cases.projection import event_of
from sbt.evidence.models import File, Page
from sbt.people.actor import ACCUSED
from sbt.rules.case import replay
from sbt.rules.deadline import local_day
from sbt.rules.decide import desks, moves
from sbt.rules.event import Ref
from sbt.rules.powers import NOT_BODIES
from sbt.rules.sight import INSTANSI

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from sbt.rulebook.law import Law
    from sbt.rulebook.reference import ToldStep
    from sbt.rules.book import CaseLaw
    from sbt.rules.case import CaseState
    from sbt.rules.deadline import Clock, Term
    from sbt.rules.event import Event
    from sbt.rules.mark import Label
    from sbt.rules.process import FactField, Step

READER = "terlapor"
STATUS, DECISION, FILES, CLEARANCE = "status", "isi_keputusan", "berkas_pemeriksaan", "surat_pemulihan"
BLOCKED, BLOCKS, PROPOSES, REVIEW = "diblokir", "sahkan_blokir", "usulkan_blokir", "sbt_block_review"
OWN_DUTY = "accused"


@dataclass(frozen=True, slots=True)
class Told:
    """One step, with the facts that he may read of it."""

    step: Step
    on: date
    institution: str
    facts: tuple[tuple[FactField, str | date], ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What he said himself: the texts with their fields, and the files that came along, each with its SHA-256."""

    step: Step
    on: date
    texts: tuple[tuple[FactField, str], ...]
    sent: tuple[tuple[str, int, str], ...]
    number: int
    """The number of the event, which the receipt names."""

    @property
    def files(self) -> int:
        """How many files came along."""
        return len(self.sent)


@dataclass(frozen=True, slots=True)
class Signed:
    """The letter that clears his name, as it was signed: its text, the SHA-256 of it, and when."""

    text: str
    sha256: str
    on: date
    institution: str


@dataclass(frozen=True, slots=True)
class Block:
    """Why his data is blocked, by whom, since when, the way out, and when it is looked at again."""

    institution: str
    number: str
    on: date | None
    scope: str
    reason: str
    basis: str
    notice: str
    review_on: date | None


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit of his own with its last day; where texts differ the law data counts the earlier one."""

    term: Term
    clock: Clock


@dataclass(frozen=True, slots=True)
class AccusedView:
    """All that the code opens."""

    case: Case
    state: CaseState
    law: CaseLaw
    allegation: str
    told_by: str
    told_on: date | None
    stage: Label
    station: int
    final: bool
    holders: tuple[str, ...]
    told: tuple[Told, ...]
    replies: tuple[Reply, ...]
    limits: tuple[Limit, ...]
    steps: frozenset[str]
    """Which of his steps he may take now."""
    files: tuple[CaseFile, ...]
    decisions: tuple[Decision, ...]
    block: Block | None
    cleared_on: date | None
    signed: Signed | None


def show_opener(opener: bytes) -> None:
    """Let the database show, in this transaction, what the opener opens."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('sbt.accused', %s, true)", [kept(opener).hex()])


def case_of(opener: bytes) -> Case | None:
    """Give the case that code and number open; None for everything that opens nothing."""
    show_opener(opener)
    code = (
        AccusedCode.objects.filter(opener_hash=kept(opener), ended_on__isnull=True)
        .select_related("case__subject")
        .first()
    )
    return code.case if code else None


def accused_view(opener: bytes, *, law: Law, now: datetime) -> AccusedView | None:
    """Read all that the code opens."""
    case = case_of(opener)
    return None if case is None else view_of(case, law=law, now=now)


def view_of(case: Case, *, law: Law, now: datetime) -> AccusedView:
    """Read a case as its accused may."""
    events = [event_of(row) for row in case.events.order_by("seq")]
    state = replay(events)
    case_law = law.book.law_for(state.pins)
    texts = dict(Content.objects.filter(case=case).values_list("id", "text"))
    said = {str(id_): text for id_, text in texts.items()}
    opened = {row.item for row in law.disclosure.open_rows(READER, state)}
    alleged = next((one for one in reversed(events) if isinstance(one.facts.get(ALLEGATION), Ref)), None)
    stage, cleared = case_law.process.stage(state.stage), CLEARANCE in opened
    plain = cleared or state.released
    bodies = [one for one in desks(state, case_law, local_day(now, "WIB"), known_to=INSTANSI) if one not in NOT_BODIES]
    return AccusedView(
        case=case,
        state=state,
        law=case_law,
        allegation=_text(alleged, ALLEGATION, said) if alleged else "",
        told_by=alleged.institution if alleged else "",
        told_on=alleged.happened_on if alleged else None,
        stage=stage.label if plain else case_law.process.stations[stage.station - 1],
        station=stage.station,
        final=stage.final,
        holders=tuple(bodies or ([case.office] if case.office and not stage.final else [])),
        told=tuple(_told(events, law.disclosure.told_accused, opened, case_law, said)),
        replies=tuple(_replies(events, case_law, said)),
        limits=tuple(_limits(state, case_law)),
        steps=frozenset(
            one.step.id for one in moves(state, ACCUSED, case_law, now) if one.open and one.step.id in ACCUSED_STEPS
        ),
        files=tuple(_files(case)) if FILES in opened else (),
        decisions=tuple(case.decisions.order_by("dated_on")) if DECISION in opened else (),
        block=_block(events, state, said) if BLOCKED in state.marks else None,
        cleared_on=events[state.stage_entry - 1].happened_on if cleared else None,
        signed=_signed(events, said) if cleared else None,
    )


def page_of(view: AccusedView, number: int, at: int) -> Page | None:
    """Give the picture of one page of a released copy, counted as he sees them; None for anything else."""
    if not 0 < number <= len(view.files):
        return None
    file = view.files[number - 1].file
    return file.pages.filter(number=at).first() if file.open else None


def _files(case: Case) -> Iterable[CaseFile]:
    """Give the copies that were released to his own agency; a reporter's file is never among them."""
    if not case.instansi:
        return ()
    links = case.file_links.filter(from_report=False, released_to__contains=[case.instansi])
    return links.select_related("file").order_by("number")


def _told(
    events: Sequence[Event], listed: Sequence[ToldStep], opened: set[str], law: CaseLaw, said: dict[str, str]
) -> Iterable[Told]:
    by_step = {one.step: one for one in listed}
    for event in events:
        told, step = by_step.get(event.step), law.process.step(event.step)
        if told is None or step is None or told.item not in opened:
            continue
        if any(event.facts.get(name) != code for name, code in told.only.items()):
            continue
        facts = [(field, _value(field, event, said)) for field in step.facts if field.name in told.facts]
        yield Told(step, event.happened_on, event.institution, tuple((field, value) for field, value in facts if value))


def _value(field: FactField, event: Event, said: dict[str, str]) -> str | date:
    value = event.facts.get(field.name)
    if isinstance(value, Ref):
        return said.get(value.id, "")
    return value if not isinstance(value, (int, tuple)) and value is not None else ""


def _signed(events: Sequence[Event], said: dict[str, str]) -> Signed | None:
    event = next((one for one in reversed(events) if FROZEN in one.facts), None)
    frozen = event.facts[FROZEN] if event else None
    if event is None or not isinstance(frozen, Ref):
        return None
    return Signed(said.get(frozen.id, ""), frozen.code, event.happened_on, event.institution)


def _replies(events: Sequence[Event], law: CaseLaw, said: dict[str, str]) -> Iterable[Reply]:
    for number, event in enumerate(events, 1):
        step = law.process.step(event.step) if event.step in ACCUSED_STEPS else None
        if step is None:
            continue
        texts = [(field, _text(event, field.name, said)) for field in step.facts if field.kind == "text"]
        stated = event.facts.get("files")
        ids = [one.id for one in stated if isinstance(one, Ref)] if isinstance(stated, tuple) else []
        files = File.objects.filter(id__in=ids).order_by("name", "id") if ids else ()
        yield Reply(
            step,
            event.happened_on,
            tuple((field, text) for field, text in texts if text),
            tuple((file.name, file.size, file.sha256) for file in files),
            number,
        )


def _limits(state: CaseState, law: CaseLaw) -> Iterable[Limit]:
    for clock in sorted(state.clocks.values(), key=lambda one: one.due_on):
        term = law.find_term(clock.term)
        if term is not None and term.duty == OWN_DUTY:
            yield Limit(term, clock)


def _block(events: Sequence[Event], state: CaseState, said: dict[str, str]) -> Block:
    last = {event.step: event for event in events}
    made, proposed = last.get(BLOCKS), last.get(PROPOSES)
    on = made.facts.get("blocked_on") if made else None
    review = state.clocks.get(REVIEW)
    return Block(
        institution=made.institution if made else "",
        number=_text(made, "number", said),
        on=on if not isinstance(on, (str, int, tuple, Ref)) else None,
        scope=state.values.get("block_scope", ""),
        reason=_text(proposed, "reason", said),
        basis=_text(proposed, "legal_basis", said),
        notice=_text(made, "notice", said),
        review_on=review.due_on if review else None,
    )


def _text(event: Event | None, name: str, said: dict[str, str]) -> str:
    value = event.facts.get(name) if event else None
    return said.get(value.id, "") if isinstance(value, Ref) else ""
