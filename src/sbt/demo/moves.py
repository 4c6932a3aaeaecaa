"""Writes down, report by report, which officer does what on which day; nothing is done yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Literal

from sbt.cases.actions import Person
from sbt.demo.papers import Paper
from sbt.demo.script import read_plan
from sbt.demo.texts import pick

if TYPE_CHECKING:
    from sbt.demo.cast import Cast, Part
    from sbt.demo.items import Item
    from sbt.rulebook.law import Law

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CaseOf:
    """The reference of an item's first case, known only while playing."""

    item: int


@dataclass(frozen=True, slots=True)
class Copies:
    """The release copies of the case that wait, or those that were released, known only while playing."""

    source: str


type Kind = Literal["open", "step", "assign", "hand_over", "faulty"]
type PlannedFact = (
    date | str | int | Paper | Person | CaseOf | Copies | tuple[Person, ...] | tuple[Paper, ...] | tuple[str, ...]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One thing done about one item."""

    day: date
    slot: int
    part: Part | None
    """None: a citizen."""
    item: int
    kind: Kind = "step"
    step: str = ""
    facts: Mapping[str, PlannedFact] = field(default_factory=dict)


class TooLateError(ValueError):
    """rencana demo melewati hari terakhir"""


class Script:
    """The way of one item through the days."""

    def __init__(self, law: Law, cast: Cast, item: Item, numbers: Numbers) -> None:
        self.law, self.item, self.numbers = law, item, numbers
        self.cast = cast
        book = law.book
        self.case_law = book.law_for(book.pins_for(received=item.came, act=item.acted))
        self.calendar = book.commons.calendar
        self.chance = Random(f"{read_plan().seed} laporan {item.number}")  # noqa: S311 - the same demo at every start
        self.last = read_plan().last_day - DAY
        self.instansi = item.instansi
        self.day, self.slot = item.came, 0
        self.marks: dict[str, date] = {}
        """Days to which later steps refer."""
        self.moves: list[Move] = []

    @property
    def own(self) -> Random:
        """Chance shared by all persons of a forwarding, so that their letters go out together."""
        letter = self.item.letter
        return self.chance if letter is None else Random(f"{read_plan().seed} {letter.number} {self.instansi}")  # noqa: S311

    def wait(self, fewest: int, most: int, *, together: str = "") -> None:
        """Let working days pass; never beyond the last day of the demo. `together`: as long as the rest of the letter."""
        letter = self.item.letter
        chance = self.chance
        if together and letter is not None:
            chance = Random(f"{read_plan().seed} {letter.number} {self.instansi} {together}")  # noqa: S311
        self.go_to(min(self.calendar.forward(self.day, chance.randint(fewest, most)), self.last))

    def go_to(self, day: date) -> None:
        """Go on to the day, or the first working day after it; raises TooLateError beyond the last one."""
        while not self.calendar.is_open(day):
            day += DAY
        if day > self.last:
            raise TooLateError(f"{self.item.track.id} {self.item.came}: {day}")
        if day > self.day:
            self.day, self.slot = day, 0

    def do(self, step_id: str, *, institution: str = "", role: str = "", **facts: PlannedFact) -> None:
        """Write down a step by whoever holds its power today; facts that the step does not ask for fall away."""
        step = self.case_law.process.step(step_id)
        if step is None:
            raise LookupError(step_id)
        place = self.law.book.commons.place({"office": self.item.office, "instansi": self.instansi})
        part = self.cast.part(step.power, self.day, place, institution=institution, role=role)
        kept = {name: fact for name, fact in facts.items() if step.fact(name) is not None}
        self.moves.append(
            Move(day=self.day, slot=self.slot, part=part, item=self.item.number, step=step_id, facts=kept)
        )
        self.slot += 1

    def assign(self, power: str) -> None:
        """Write down that the holder of the power gives the case to himself."""
        place = self.law.book.commons.place({"office": self.item.office, "instansi": self.instansi})
        self._add("assign", self.cast.part(power, self.day, place))

    def hand_over(self) -> None:
        """Write down that the case comes under the process that receives on this day."""
        book = self.law.book
        process = next(process for process in book.processes if process.received.covers(self.day))
        rule = process.handovers[0]
        place = book.commons.place({"office": self.item.office, "instansi": self.instansi})
        self._add("hand_over", self.cast.part(rule.power, self.day, place))
        self.case_law = replace(self.case_law, process=process)

    def _add(self, kind: Kind, part: Part) -> None:
        self.moves.append(Move(day=self.day, slot=self.slot, part=part, item=self.item.number, kind=kind))
        self.slot += 1

    def say(self, name: str) -> str:
        """Give a text of that name."""
        return pick(name, self.chance)

    def number(self, kind: str) -> str:
        """Give the number of a letter or act, the same for all persons of a forwarding on one day."""
        letter = self.item.letter
        group = f"item {self.item.number}" if letter is None else f"surat {letter.number}"
        return self.numbers.of(kind, f"{group} {self.instansi} {self.day}", self.day)

    def own_number(self, kind: str) -> str:
        """Give a number of this item alone."""
        return self.numbers.of(kind, f"item {self.item.number}", self.day)


class Numbers:
    """Running numbers of letters, each kind of its own."""

    def __init__(self) -> None:
        self._given: dict[tuple[str, str], str] = {}
        self._last: dict[str, int] = {}

    def of(self, kind: str, group: str, day: date) -> str:
        """Give the number of the group, a new one for a new group."""
        if (kind, group) not in self._given:
            self._last[kind] = number = self._last.get(kind, 0) + 1
            self._given[kind, group] = f"{number:03}/{kind}/{_ROMAN[day.month]}/{day.year}"
        return self._given[kind, group]


_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

type Block = Callable[[Script], None]
BLOCKS: dict[str, Block] = {}
"""The parts that roads are made of, by the names that plan.yaml uses."""


def block(play: Block) -> Block:
    """Let plan.yaml name the function as a part of a road."""
    BLOCKS[play.__name__] = play
    return play
