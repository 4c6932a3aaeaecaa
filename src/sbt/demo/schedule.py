"""Turns items and roads into envelopes: what one officer does at one hour, in the order of the days."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from sbt.demo import roads_agency as roads_agency  # noqa: PLC0414 - names the parts of roads
from sbt.demo import roads_examination as roads_examination  # noqa: PLC0414
from sbt.demo import roads_study
from sbt.demo.cast import Cast, Part
from sbt.demo.items import FORWARDED, Chooser, Item
from sbt.demo.moves import BLOCKS, Move, Numbers, Script
from sbt.demo.script import FOLDER, read_plan
from sbt.rules.deadline import ZONES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sbt.demo.people import Invented
    from sbt.rulebook.law import Law

OPENS, LAST_OPENS = time(8, 30), time(7, 0)
"""When the first envelope of a day is dated, and that of the last day, before the clock of the demo starts."""
APART = timedelta(minutes=12)
EVENING = time(20, 0)
ENTRY_POWER = {FORWARDED: "penerusan.kirim", "temuan": "temuan.catat", "informasi_awal": "informasi.catat"}


@dataclass(frozen=True, slots=True)
class Envelope:
    """What one officer (or the public) does in one go."""

    number: int
    day: date
    at: datetime
    part: Part | None
    moves: tuple[Move, ...]


class Schedule:
    """The whole demo written down; the same law gives the same schedule."""

    def __init__(self, law: Law) -> None:
        self.law, self.plan, self.cast = law, read_plan(), Cast(law)
        chooser = Chooser(law)
        self.items, self.letters = chooser.choose()
        self.people: Sequence[Invented] = chooser.inventor.people
        self.envelopes = tuple(self._envelopes())

    @cached_property
    def fingerprint(self) -> str:
        """Give what tells this schedule from that of another law or plan."""
        digest = hashlib.sha256(self.law.digest.encode())
        for path in sorted(FOLDER.glob("*.yaml")):
            digest.update(path.read_bytes())
        return digest.hexdigest()

    def institutions(self) -> set[str]:
        """Name every institution that acts."""
        return {move.part.institution for envelope in self.envelopes for move in envelope.moves if move.part}

    def day_number(self, day: date) -> int:
        """Count the days of the demo from 1; what went before the first of them counts as 0."""
        return max(0, (day - self.plan.first_day).days + 1)

    def _envelopes(self) -> Sequence[Envelope]:
        numbers = Numbers()
        moves: list[Move] = []
        for item in self.items:
            opening = self._opening(item)
            moves += opening
            script = Script(self.law, self.cast, item, numbers)
            script.slot = 1
            if item.track.studied:
                roads_study.prelude(script)
            for name in item.track.road:
                BLOCKS[name](script)
            moves += script.moves
        moves.append(self._faulty())
        moves.sort(key=_order)
        return [
            Envelope(number, day, self._instant(day, slot), part, tuple(group))
            for number, ((day, slot, part), group) in enumerate(
                groupby(moves, key=lambda move: (move.day, move.slot, move.part)), 1
            )
        ]

    def _faulty(self) -> Move:
        """A forwarding whose lines are wrong; it borrows the persons of another letter of the office."""
        raw = self.plan.raw["forwarding"]["refused"]
        letter = max((one for one in self.letters if one.area == raw["area"]), key=lambda one: len(one.items))
        place = self.law.book.commons.place({"office": letter.office})
        part = self.cast.part(ENTRY_POWER[FORWARDED], raw["sent"], place, institution=letter.office)
        return Move(day=raw["sent"], slot=0, part=part, item=letter.items[0].number, kind="faulty")

    def _opening(self, item: Item) -> list[Move]:
        if item.letter is not None and item.letter.items[0] is not item:
            return []
        part = None
        if item.entrance in ENTRY_POWER:
            place = self.law.book.commons.place({"office": item.office})
            part = self.cast.part(ENTRY_POWER[item.entrance], item.came, place, institution=item.office)
        return [Move(day=item.came, slot=0, part=part, item=item.number, kind="open")]

    def _instant(self, day: date, slot: int) -> datetime:
        opens = LAST_OPENS if day == self.plan.last_day else OPENS
        return datetime.combine(day, opens, ZONES["WIB"]).astimezone(UTC) + slot * APART


def evening(day: date) -> datetime:
    """Give the instant of the day's sweep."""
    return datetime.combine(day, EVENING, ZONES["WIB"]).astimezone(UTC)


def _order(move: Move) -> tuple[date, int, tuple[str, str], int]:
    part = (move.part.institution, move.part.role) if move.part else ("", "")
    return move.day, move.slot, part, move.item
