"""Plays one invented case in memory by the real rules and the real law; stores nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from sbt.people.actor import PUBLIC
from sbt.rules.authority import Actor
from sbt.rules.case import CaseState, evolve
from sbt.rules.command import OpenCase, TakeStep
from sbt.rules.decide import decide
from sbt.rules.discipline import choices, team_rule
from sbt.rules.event import Event, FactValue, Ref
from sbt.rules.outcome import Refused
from sbt.rules.period import Period

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sbt.rules.book import CaseLaw, RuleBook
    from sbt.rules.command import Command
    from sbt.rules.matrix import Row
    from sbt.rules.process import FactField, Step

ROLES = ("verifikator", "auditor", "pengkaji", "pleno", "pic", "pejabat")
"""Who acts for an institution: the first of these that may use the power."""
OFFICE_HOURS = time(3, 0)
DAY = timedelta(days=1)
ELDER = "jpt_pratama"


class JourneyRefusedError(RuntimeError):
    """Perjalanan kasus bench tidak sesuai lagi dengan hukum yang berlaku"""

    def __init__(self, step: str, refused: Refused) -> None:
        super().__init__(f"{self.__doc__}: {step}: {refused.code} {refused.fact} {dict(refused.params)}")


@dataclass(frozen=True, slots=True)
class Leg:
    """A step of a road: who takes it is found by its power; `after` is how many days pass before it."""

    step: str
    after: int
    facts: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Accused:
    """What the road needs to know of the person."""

    instansi: str
    employment: str
    job_level: str


class Journey:
    """One case on its way. `text` makes the row behind a stated text and gives its name for the event."""

    def __init__(
        self, book: RuleBook, *, act: date, received: date, office: str, area: str, accused: Accused, row: Row,
        subject: Ref, posting: Callable[[str, str], str], text: Callable[[str, str, str], Ref],
    ) -> None:  # fmt: skip
        self.book, self.office, self.area, self.accused, self.row = book, office, area, accused, row
        self.law: CaseLaw = book.law_for(book.pins_for(received=received, act=act))
        self.election = book.commons.election_of(Period(act, act), area)
        self.state, self.day, self.received, self.act = CaseState(), received, received, act
        self.events: list[Event] = []
        self._posting, self._text, self._subject = posting, text, subject

    def open(self) -> None:
        """Come in as the report of a citizen."""
        kind = self.election.kind if self.election else ""
        values = {
            "form": self.row.form,
            "office": self.office,
            "instansi": self.accused.instansi,
            "election": self.election.id if self.election else "",
            "election_kind": "national" if kind == "national" else "regional" if kind else "",
            "identity": "anonim",
        }
        pins = self.book.pins_for(received=self.received, act=self.act)
        given = {name: code for name, code in values.items() if code}
        command = OpenCase(entrance="laporan", values=given, pins=pins, facts={"subject": self._subject})
        self._do(command, PUBLIC, "laporan")

    def take(self, leg: Leg) -> None:
        """Take the step on its day; a vote is taken by every holder of the power in turn."""
        self.day += timedelta(days=leg.after)
        step = self.law.process.step(leg.step)
        if step is None:
            raise LookupError(leg.step)
        holders = self.law.commons.authority.holders(step.power, self.day, self.law.place_of(self.state))
        for holder in holders if step.kind == "vote" else holders[:1]:
            facts = {known.name: self._fact(known, step, leg) for known in step.facts if _stated(known, leg)}
            self._do(TakeStep(step=leg.step, facts=facts), self._actor(holder, step.power), leg.step)

    def _do(self, command: Command, actor: Actor, what: str) -> None:
        now = datetime.combine(self.day, OFFICE_HOURS, UTC)
        outcome = decide(self.state, command, actor, self.law, now)
        if isinstance(outcome, Refused) and outcome.params.get("warning") and isinstance(command, TakeStep):
            accepted = TakeStep(step=command.step, facts=command.facts, accepts=frozenset({outcome.code}))
            outcome = decide(self.state, accepted, actor, self.law, now)
        if isinstance(outcome, Refused):
            raise JourneyRefusedError(what, outcome)
        self.state = evolve(self.state, outcome.event)
        self.events.append(outcome.event)

    def _actor(self, institution: str, power: str) -> Actor:
        authority, commons = self.law.commons.authority, self.law.commons
        role = next(role for role in ROLES if power in authority.role_powers(role))
        known = commons.institutions[institution]
        posting = self._posting(institution, role)
        return Actor(
            posting=posting, institution=institution, kind=known.kind, role=role, area=known.area, zone=known.zone
        )

    def _fact(self, known: FactField, step: Step, leg: Leg) -> FactValue:
        given = leg.facts.get(known.name)
        match known.kind:
            case "date":
                return self._date(known.name)
            case "number":
                return 1
            case "person" if known.many:
                return self._team(step)
            case "text" | "person" | "file":
                return self._text(f"{step.id}.{known.name}", str(given or ""), self.accused.job_level)
            case _:
                chosen = given or self._code(known)
        return (chosen,) if known.many and isinstance(chosen, str) else chosen

    def _code(self, known: FactField) -> str:
        match known.name:
            case "instansi" | "employment" | "job_level":
                return str(getattr(self.accused, known.name))
            case "row":
                return self.row.id
            case "dimension":
                return self.law.matrix.dimensions[0][0]
            case "sanction":
                row = self.law.row_of(self.state) or self.row
                offered = choices(self.law.discipline, row, employment=self.accused.employment, on=self.day)
                return next(choice.sanction.id for choice in offered if choice.lawful)
            case _:
                return known.options[0].code

    def _date(self, name: str) -> date:
        if name in ("examination_on", "meeting_on"):
            return self.law.commons.calendar.forward(self.day, 9)
        clock = self.state.clocks.get("pp94_effective")
        if name == "effective_on" and clock is not None:
            self.day = max(self.day, clock.due_on)
            return clock.due_on
        return self.day

    def _team(self, step: Step) -> tuple[Ref, ...]:
        row = self.law.row_of(self.state) or self.row
        rule = team_rule(self.law.discipline, level=row.level)
        parts = rule.members if rule and rule.members else ("unsur_kepegawaian",)
        return tuple(self._text(f"{step.id}.team", "", f"{ELDER}/{part}") for part in parts)


def _stated(known: FactField, leg: Leg) -> bool:
    return known.name in leg.facts or (known.required and known.name != "post")
