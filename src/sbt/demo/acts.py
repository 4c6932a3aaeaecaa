"""Does what the schedule says by calling the actions that web and API call; a refusal ends the demo with its reason."""

from __future__ import annotations

import uuid
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from sbt.cases.actions import (
    ForwardingInput,
    LineInput,
    Person,
    StepInput,
    assign,
    confirm_identity,
    forward,
    hand_over,
    receive_report,
    take_step,
)
from sbt.cases.actions.make_copy import PREPARE, make_copy
from sbt.cases.models import Case, CaseFile
from sbt.cases.queries.evidence import named_copies
from sbt.demo.moves import CaseOf, Copies
from sbt.demo.papers import Paper
from sbt.demo.people import overlay_of
from sbt.demo.roads_study import study_papers
from sbt.demo.texts import account, story
from sbt.evidence.actions import add_file
from sbt.evidence.copies import PageRecipe
from sbt.evidence.inspection import inspect
from sbt.evidence.models import File
from sbt.intake.actions import AccusedInput, ReporterInput, ReportInput
from sbt.people.actor import PUBLIC
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused
from sbt.rules.period import Period

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sbt.cases.actions import Fact
    from sbt.demo.cast import Part
    from sbt.demo.items import Item
    from sbt.demo.moves import Move, PlannedFact
    from sbt.demo.people import Invented
    from sbt.demo.schedule import Envelope, Schedule
    from sbt.evidence.models import ReleaseCopy
    from sbt.rules.authority import Actor

CONFIRM = "tetapkan_identitas"
BLURRED = (5.0, 5.0, 60.0, 12.0)
"""What the officers of the demo blur on a page."""
ACCEPTED = frozenset({"limit_not_verified", "replacement_needs_approval"})
"""Doubts that officers of the demo take upon themselves."""
ONLINE = frozenset({"post_follow", "promotion", "photo"})


class RefusedInDemoError(RuntimeError):
    """A step of the demo was refused: plan and law do not fit each other."""

    def __init__(self, what: str, refused: Refused) -> None:
        super().__init__(f"{what}: {refused.code} {refused.kind} {refused.fact} {dict(refused.params)}")


class Acts:
    """Performs envelopes and remembers which cases each item opened."""

    def __init__(self, schedule: Schedule) -> None:
        self.schedule, self.law = schedule, schedule.law
        self.actors: Mapping[Part, Actor] = {}
        self.refs: dict[int, list[str]] = {}
        self.receipts: dict[str, str] = {}
        """Road -> receipt of one report on it, to be shown once and kept nowhere."""

    def remember(self, opened: Mapping[str, list[str]]) -> None:
        """Take over what an earlier run opened."""
        self.refs |= {int(item): refs for item, refs in opened.items()}

    def perform(self, envelope: Envelope, actor: Actor) -> dict[str, list[str]]:
        """Do every move of the envelope and give the cases it opened."""
        before = set(self.refs)
        for move in envelope.moves:
            item = self.schedule.items[move.item]
            if move.kind == "step":
                self._step(move, item, actor, envelope.at)
            elif move.kind == "assign":
                self._assign(item, actor, envelope.at)
            elif move.kind == "hand_over":
                self._hand_over(item, actor, envelope.at)
            elif move.kind == "faulty":
                self._forward_faulty(item, move.day, actor, envelope.at)
            elif item.letter is not None:
                self._forward(item, actor, envelope.at)
            else:
                self._report(item, actor, envelope.at)
        return {str(number): self.refs[number] for number in self.refs.keys() - before}

    def _step(self, move: Move, item: Item, actor: Actor, now: datetime) -> None:
        people = (item.person, *item.others)
        for ref, person in zip(self.refs[item.number], people, strict=True):
            facts = {name: self._fact(fact, actor, move.day, ref) for name, fact in move.facts.items()}
            given, book = StepInput(step=move.step, facts=facts, accepts=ACCEPTED), self.law.book
            if move.step == PREPARE:
                outcome: object = self._copy(ref, facts, actor, now)
            elif move.step == CONFIRM:
                outcome = confirm_identity(ref, person.nip, given, book=book, actor=actor, now=now)
            else:
                outcome = take_step(ref, given, book=book, actor=actor, now=now)
            if isinstance(outcome, Refused):
                raise RefusedInDemoError(f"{item.track.id} {move.step} {move.day} {ref}", outcome)

    def _copy(self, ref: str, facts: Mapping[str, Fact], actor: Actor, now: datetime) -> ReleaseCopy | Refused:
        """Make a copy of the last file of the case, which is looked into at once."""
        file = CaseFile.objects.filter(case__ref=ref).select_related("file").latest("number").file
        inspect(file)
        return make_copy(
            ref,
            file.id,
            [PageRecipe(1, blurs=(BLURRED,))],
            shows_taker=str(facts["shows_taker"]),
            reason=str(facts["reason"]),
            book=self.law.book,
            actor=actor,
            now=now,
        )

    def _assign(self, item: Item, actor: Actor, now: datetime) -> None:
        outcome = assign(self.refs[item.number][0], uuid.UUID(actor.posting), actor=actor, now=now)
        if isinstance(outcome, Refused):
            raise RefusedInDemoError(f"{item.track.id} penugasan", outcome)

    def _hand_over(self, item: Item, actor: Actor, now: datetime) -> None:
        book, ref = self.law.book, self.refs[item.number][0]
        process = next(one for one in book.processes if one.received.covers(local_day(now, actor.zone)))
        outcome = hand_over(ref, to_process=process.digest, book=book, actor=actor, now=now)
        if isinstance(outcome, Refused):
            raise RefusedInDemoError(f"{item.track.id} pengalihan {ref}", outcome)

    def _fact(self, fact: PlannedFact, actor: Actor, day: date, ref: str) -> Fact:
        if isinstance(fact, Copies):
            case = Case.objects.only("id").get(ref=ref)
            return tuple(File.objects.filter(id__in=[id_ for id_, _title in named_copies(case.id, fact.source)]))
        if isinstance(fact, Paper):
            return self._file(fact, actor, day)
        if isinstance(fact, CaseOf):
            return self.refs[fact.item][0]
        if isinstance(fact, tuple):
            return self._many(fact, actor, day)
        return fact

    def _many(self, parts: tuple[Person, ...] | tuple[Paper, ...] | tuple[str, ...], actor: Actor, day: date) -> Fact:
        papers = tuple(self._file(part, actor, day) for part in parts if isinstance(part, Paper))
        people = tuple(part for part in parts if isinstance(part, Person))
        return papers or people or tuple(part for part in parts if isinstance(part, str))

    def _file(self, paper: Paper, actor: Actor, day: date) -> File:
        institution = "" if actor.posting == PUBLIC.posting else actor.institution
        file = add_file(paper.name, paper.pieces(), institution=institution, on=day)
        if isinstance(file, Refused):
            raise RefusedInDemoError(paper.name, file)
        return file

    def _report(self, item: Item, actor: Actor, now: datetime) -> None:
        chance = self._chance(item)
        text, place = self._story(item, chance)
        files = [self._file(paper, actor, item.came) for paper in self._evidence(item, chance)]
        public = actor.posting == PUBLIC.posting
        given = ReportInput(
            entrance=item.entrance,
            channel="web" if public else "petugas",
            form=item.kind.form,
            act=item.act,
            story=text,
            accused=tuple(self._accused(item, person, chance) for person in (item.person, *item.others)),
            known_on=item.acted,
            election=self.schedule.plan.election,
            area=item.area,
            office=item.office,
            place=place,
            links=(f"{account(item.person, chance)}/unggahan",) if item.kind.id in ONLINE else (),
            witnesses=(self._name(chance),) if chance.random() < 0.3 else (),  # noqa: PLR2004 (three in ten)
            reporter=self._reporter(chance, item.came) if item.entrance == "laporan" and item.number % 2 == 0 else None,
        )
        outcome = receive_report(given, book=self.law.book, actor=actor, now=now, files=files)
        if isinstance(outcome, Refused):
            raise RefusedInDemoError(f"{item.track.id} {item.entrance} {item.came}", outcome)
        self.refs[item.number] = [case.ref for case in outcome.cases]
        if outcome.receipt:
            self.receipts.setdefault(item.track.id, outcome.receipt)

    def _forward(self, first: Item, actor: Actor, now: datetime) -> None:
        letter = first.letter
        if letter is None:
            raise LookupError(first.number)
        lines = tuple(self._line(item, n) for n, item in enumerate(letter.items, 1))
        plenary = max(item.acted for item in letter.items)
        given = ForwardingInput(
            number=f"{letter.number:03}/PP.00.02/K/{letter.sent.month:02}/{letter.sent.year}",
            dated_on=letter.sent,
            plenary_on=max(plenary, self._workday_before(letter.sent)),
            lines=lines,
            papers=tuple(self._file(paper, actor, letter.sent) for paper in study_papers(letter.number)),
            area=letter.area,
        )
        outcome = forward(given, book=self.law.book, actor=actor, now=now)
        if isinstance(outcome, Refused):
            raise RefusedInDemoError(f"penerusan {letter.number}", outcome)
        for line, item in zip(outcome.lines, letter.items, strict=True):
            if line.case is None:
                raise RefusedInDemoError(f"penerusan {letter.number}", Refused(str(line.faults), "facts"))
            self.refs[item.number] = [line.case.ref]

    def _forward_faulty(self, borrowed: Item, day: date, actor: Actor, now: datetime) -> None:
        """Send a forwarding with a row that no matrix has, a missing day and a day after the plenary."""
        if borrowed.letter is None:
            raise LookupError(borrowed.number)
        good = [self._line(item, n) for n, item in enumerate((borrowed.letter.items * 3)[:3], 1)]
        lines = (replace(good[0], row="skb22-d99"), replace(good[1], act=None), replace(good[2], act=Period(day, day)))
        given = ForwardingInput(
            number=f"F-{day.month:02}/PP.00.02/K/{day.year}",
            dated_on=day,
            plenary_on=self._workday_before(day),
            lines=lines,
            area=borrowed.area,
        )
        outcome = forward(given, book=self.law.book, actor=actor, now=now)
        if isinstance(outcome, Refused):
            raise RefusedInDemoError("penerusan yang keliru", outcome)

    def _line(self, item: Item, number: int) -> LineInput:
        chance = self._chance(item)
        letter = item.letter.number if item.letter else 0
        return LineInput(
            accused=self._accused(item, item.person, chance),
            register_number=f"{number:02}/Reg/LP/{letter:03}/{item.came.year}",
            form=item.kind.form,
            row=item.row.id,
            act=item.act,
            story=self._story(item, chance)[0],
            dimension=item.kind.dimension,
        )

    def _accused(self, item: Item, person: Invented, chance: Random) -> AccusedInput:
        institution = self.law.institution(person.instansi)
        office = institution.name.id if institution else ""
        known = item.letter is not None
        return AccusedInput(
            name=person.plain_name if known or chance.random() < 0.9 else "",  # noqa: PLR2004 (one in ten has no name)
            named_office=office,
            unit=person.unit,
            post=person.post,
            nip=person.nip if known and item.track.id != "tanpa_identitas" else "",
            account=account(person, chance) if item.kind.id in ONLINE else "",
            instansi=person.instansi if known else "",
        )

    def _story(self, item: Item, chance: Random) -> tuple[str, str]:
        determined = self.law.book.commons.elections[self.schedule.plan.election].determined_on()
        return story(
            item.kind.id,
            item.person,
            day=item.acted,
            regency=self.law.area_name(item.area),
            candidates=determined is not None and item.acted >= determined,
            chance=chance,
        )

    def _evidence(self, item: Item, chance: Random) -> list[Paper]:
        count = chance.choices((0, 1, 2), (35, 45, 20))[0]
        return [Paper(f"bukti-{n}.png", f"Bukti {n} laporan {item.number}") for n in range(1, count + 1)]

    def _reporter(self, chance: Random, on: date) -> ReporterInput:
        name = self._name(chance)
        handle = name.lower().replace(" ", ".")
        return ReporterInput(
            name=name,
            address=f"Jalan Rekaan Nomor {chance.randrange(1, 99)}",
            phone=f"0800-{chance.randrange(1000, 9999)}-{on.day:04}",
            email=f"{handle}@warga.example",
            choice=chance.choice(("rahasia", "terbuka")),
        )

    def _name(self, chance: Random) -> str:
        overlay = overlay_of(self.law)
        return f"{chance.choice((*overlay.first_male, *overlay.first_female))} {chance.choice(overlay.last)}"

    def _chance(self, item: Item) -> Random:
        return Random(f"{self.schedule.plan.seed} cerita {item.number}")  # noqa: S311 - the same stories at every start

    def _workday_before(self, day: date) -> date:
        return self.law.book.commons.calendar.back(day, 1)
