"""Plays one case of a situation step by step through the rules, and says in words where it went otherwise."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from sbt.rulebook.law import Law
from sbt.rules.authority import Actor
from sbt.rules.book import CaseLaw
from sbt.rules.calendar import DAY
from sbt.rules.case import CaseState, evolve, replay
from sbt.rules.command import Command, HandOver, Lapse, OpenCase, TakeStep
from sbt.rules.deadline import ZONES
from sbt.rules.decide import decide, desks, moves
from sbt.rules.event import Event, FactValue, Ref
from sbt.rules.outcome import Accepted, Outcome
from sbt.rules.process import FactField

SYSTEM = "sistem@sistem"
PUBLIC = "publik@publik"


@dataclass
class PlayedCase:
    """A case as the situation tells it, with all events so far."""

    law: Law
    given: Mapping[str, Any]
    state: CaseState = field(default_factory=CaseState)
    events: list[Event] = field(default_factory=list)

    def open(self) -> None:
        """Open the case on its day of receipt."""
        act = period_of(self.given["act"])
        received = self.given["received"]
        pins = self.law.book.pins_for(received=received, act=act[0])
        election = self.law.book.commons.elections.get(self.given.get("election", ""))
        values = {
            "office": self.given.get("office", ""),
            "instansi": self.given.get("instansi", ""),
            "form": self.given.get("form", ""),
            "election": election.id if election else "",
            "election_kind": election.kind if election else "",
            **self.given.get("values", {}),
        }
        command = OpenCase(
            entrance=self.given.get("entrance", "laporan"),
            values={name: code for name, code in values.items() if code},
            pins=pins,
            facts=self.given.get("facts", {}),
        )
        actor = self.actor(self.given.get("by", PUBLIC))
        outcome = decide(self.state, command, actor, self.case_law(pins), self.instant(self.given, actor, received))
        assert isinstance(outcome, Accepted), f"the case could not be opened: {outcome}"
        self.follow(outcome)

    def take(self, told: Mapping[str, Any]) -> Outcome:
        """Do what one entry of the situation tells, without following it yet."""
        actor = self.actor(told.get("by", SYSTEM))
        now = self.instant(told, actor, told["day"])
        command: Command
        pins: Mapping[str, str] = self.state.pins
        if "lapse" in told:
            command = Lapse(term=told["lapse"])
        elif "hand_over" in told:
            process = next(p for p in self.law.book.processes if p.id == told["hand_over"])
            rule = process.handover_for(self.case_law().process.id, self.state.stage, self.state.marks, told["day"])
            pins = {**pins, "process": process.digest}
            command = HandOver(pins={"process": process.digest}, rule=rule.id if rule else "")
        else:
            command = TakeStep(
                step=told["do"],
                facts=self.facts(told["do"], told.get("with", {})),
                stage_entry=told.get("saw"),
                accepts=frozenset(told.get("accepts", [])),
            )
        return decide(self.state, command, actor, self.case_law(pins), now)

    def follow(self, outcome: Accepted) -> None:
        """Let the event have its effect."""
        self.events.append(outcome.event)
        self.state = evolve(self.state, outcome.event)
        assert replay(self.events) == self.state

    def actor(self, told: str) -> Actor:
        """Give the actor for `role@institution`, or `role#2@institution` for another officer of the same role."""
        named, _, institution = told.partition("@")
        role, known = named.partition("#")[0], self.law.institution(institution)
        hats = {posting for person in self.given.get("hats", []) if told in person for posting in person}
        return Actor(
            posting=told,
            institution=institution,
            kind=known.kind if known else institution,
            role=role,
            area=known.area if known else "",
            zone=known.zone if known else "WIB",
            hats=frozenset(hats),
        )

    def case_law(self, pins: Mapping[str, str] | None = None) -> CaseLaw:
        """Give the law that the case pins."""
        return self.law.book.law_for(pins or self.state.pins)

    def instant(self, told: Mapping[str, Any], actor: Actor, day: date) -> datetime:
        """Give the instant: ten in the morning where the actor sits, unless told."""
        clock = time.fromisoformat(told.get("at", "10:00"))
        return datetime.combine(day, clock, ZONES[actor.zone])

    def facts(self, step_id: str, told: Mapping[str, Any]) -> dict[str, FactValue]:
        """Give the facts the form that rules know; the situation writes texts and persons plainly."""
        step = self.case_law().process.step(step_id)
        assert step is not None, f"there is no step {step_id}"
        return {name: _fact(step.fact(name), value) for name, value in told.items()}

    def allowed(self, told: str, on: date) -> dict[str, str]:
        """Give each step that is open in the stage, with the reason why not, empty where the officer may take it."""
        actor = self.actor(told)
        listed = moves(self.state, actor, self.case_law(), self.instant({}, actor, on))
        return {move.step.id: move.refused.code if move.refused else "" for move in listed}

    def desks(self, on: date) -> list[str]:
        """Name on whose desk the case lies."""
        return sorted(desks(self.state, self.case_law(), on))

    def overdue(self, on: date) -> list[str]:
        """Name the clocks whose limit has passed on the morning of the day."""
        return sorted(
            clock.term
            for clock in self.state.clocks.values()
            if clock.overdue(datetime.combine(on, time(10), ZONES[clock.zone]))
        )


def period_of(told: Any) -> tuple[date, date]:
    """Read a day, or `{from, until}`."""
    return (told["from"], told["until"]) if isinstance(told, dict) else (told, told)


def day_after(day: date) -> date:
    """Give the next day."""
    return day + DAY


def _fact(known: FactField | None, value: Any) -> FactValue:
    if known is not None and known.kind in ("text", "person", "file"):
        return tuple(_ref(known, part) for part in value) if isinstance(value, list) else _ref(known, value)
    if isinstance(value, list):
        return _codes(value)
    assert isinstance(value, date | str | int)
    return value


def _ref(known: FactField, value: Any) -> Ref:
    return Ref(id=f"{known.name}:{value}", digest="-", code=str(value) if known.kind == "person" else "")


def _codes(values: Iterable[Any]) -> tuple[str, ...]:
    return tuple(str(value) for value in values)
