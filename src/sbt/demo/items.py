"""Chooses what is reported in the demo: who, where, when, which act, and on which road each report goes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from sbt.demo.people import HEAD, TOP, Inventor
from sbt.demo.script import ENTRANCES, Kind, Track, Window, earlier_track, read_plan
from sbt.rules.period import Period

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from sbt.demo.people import Invented
    from sbt.rulebook.law import Law
    from sbt.rules.matrix import Row

FORWARDED = "penerusan"
DAY = timedelta(days=1)


@dataclass(slots=True)
class Letter:
    """A forwarding of an office about some persons."""

    number: int
    office: str
    area: str
    sent: date
    chance: Random
    items: list[Item] = field(default_factory=list)
    large: bool = False


@dataclass(slots=True, kw_only=True)
class Item:
    """One report to be played."""

    number: int
    track: Track
    entrance: str
    came: date
    area: str
    office: str
    instansi: str
    kind: Kind
    acted: date
    row: Row
    person: Invented
    others: tuple[Invented, ...] = ()
    letter: Letter | None = None
    into: Item | None = None
    """The item whose case this one is merged into."""

    @property
    def act(self) -> Period:
        """Give the day of the act as a period."""
        return Period(self.acted, self.acted)


def shares(parts: Mapping[str, float], count: int) -> Counter[str]:
    """Divide the count by the shares so that each is off by less than one (largest remainder)."""
    total = sum(parts.values())
    exact = {part: count * share / total for part, share in parts.items()}
    found = Counter({part: int(amount) for part, amount in exact.items()})
    rest = sorted(exact, key=lambda part: (found[part] - exact[part], part))
    for part in rest[: count - sum(found.values())]:
        found[part] += 1
    return found


class Pools[K: Hashable]:
    """Takes codes out of pools so that in the end each pool was used up as divided."""

    def __init__(self, parts: Mapping[str, float], needs: Mapping[K, int], chance: Random) -> None:
        self._left = {key: shares(parts, count) for key, count in needs.items()}
        self._chance = chance

    def take(self, key: K, allowed: Sequence[str]) -> str:
        """Take one of the allowed codes that is left; raises LookupError when none is."""
        left = self._left[key]
        open_ = [code for code in allowed if left[code] > 0]
        if not open_:
            raise LookupError(f"{key}: tidak ada lagi dari {allowed}")
        code = self._chance.choices(open_, [left[code] for code in open_])[0]
        left[code] -= 1
        return code


class Chooser:
    """Makes all items of the plan; the same law gives the same items."""

    def __init__(self, law: Law) -> None:
        self.law, self.plan = law, read_plan()
        self.chance = Random(self.plan.seed)  # noqa: S311 - the same demo at every start
        self.inventor = Inventor(law, self.chance)
        self._kinds = {kind.id: kind for kind in self.plan.kinds}
        self._shares = {kind.id: kind.share for kind in self.plan.kinds}
        self._determined = law.book.commons.elections[self.plan.election].determined_on()
        self._days_of_election: dict[tuple[date, str], bool] = {}

    def choose(self) -> tuple[list[Item], list[Letter]]:
        """Choose every report and forwarding, then fill the register up."""
        slots = self._slots()
        letters = self._letters([slot for slot in slots if slot[1] == FORWARDED])
        placed: list[tuple[Track, str, Letter | None]] = [
            (track, entrance, None) for track, entrance in slots if entrance != FORWARDED
        ]
        placed += [(track, FORWARDED, letter) for letter, tracks in letters for track in tracks]
        items = self._items(placed)
        self._merge(items)
        made = [letter for letter, _ in letters]
        self._earlier(items, made)
        self._fill_register()
        return items, made

    def _earlier(self, items: list[Item], letters: list[Letter]) -> None:
        """Add the cases of the body before, each a forwarding of its own."""
        for one in self.plan.raw["earlier"]:
            letter = self._letter(len(letters) + 1, one["area"], one["came"])
            row = next(row for matrix in self.law.book.matrices if (row := matrix.row(one["row"])) is not None)
            instansi = self._instansi(HEAD, one["area"])
            item = Item(
                number=len(items), track=earlier_track(one), entrance=FORWARDED, came=one["came"], area=one["area"],
                office=letter.office, instansi=instansi, kind=self._kinds[one["kind"]], acted=one["acted"], row=row,
                person=self.inventor.person(instansi, one["job_level"], pns=True), letter=letter,
            )  # fmt: skip
            letter.items.append(item)
            letters.append(letter)
            items.append(item)

    def _slots(self) -> list[tuple[Track, str]]:
        return [
            (track, entrance)
            for track in self.plan.tracks
            for entrance in ENTRANCES
            for _ in range(track.counts[entrance])
        ]

    def _letters(self, slots: Sequence[tuple[Track, str]]) -> list[tuple[Letter, list[Track]]]:
        raw = self.plan.raw["forwarding"]
        by_era: dict[str, list[Track]] = {}
        for track, _ in slots:
            by_era.setdefault(track.era_id, []).append(track)
        made: list[tuple[Letter, list[Track]]] = []
        for era in sorted(by_era):
            tracks = by_era[era]
            self.chance.shuffle(tracks)
            large = [track for track in tracks if track.id in raw["large"]["track"]][: raw["large"]["lines"]]
            if len(large) == raw["large"]["lines"]:
                area, sent = raw["large"]["area"], raw["large"]["sent"]
                made.append((self._letter(len(made) + 1, area, sent, large=True), large))
                for track in large:
                    tracks.remove(track)
            while tracks:
                size = self.chance.choice(raw["sizes"])
                sent = self._workday(tracks[0].era.comes)
                made.append((self._letter(len(made) + 1, self._area(letters=True), sent), tracks[:size]))
                del tracks[:size]
        return made

    def _letter(self, number: int, area: str, sent: date, *, large: bool = False) -> Letter:
        chance = Random(f"{self.plan.seed} surat {number}")  # noqa: S311
        return Letter(number, self.law.book.commons.office_of(area), area, sent, chance, large=large)

    def _items(self, placed: list[tuple[Track, str, Letter | None]]) -> list[Item]:
        """Choose person and act, those with the fewest possibilities first."""
        kinds = Pools(self._shares, Counter(track.classified for track, _, _ in placed), self.chance)
        levels = Pools(self.plan.job_levels, Counter(track.confirmed for track, _, _ in placed), self.chance)
        extra: Counter[str] = Counter()
        order = sorted(range(len(placed)), key=lambda n: (self._freedom(placed[n][0]), n))
        items: dict[int, Item] = {}
        for n in order:
            track, entrance, letter = placed[n]
            came = letter.sent if letter else self._comes(track, entrance)
            area = letter.area if letter else self._area()
            kind, acted, row = self._act(track, came, area, kinds)
            open_levels = [level for level in self.plan.job_levels if level != TOP or not track.decidable]
            level = levels.take(track.confirmed, open_levels)
            instansi = self._instansi(level, area)
            person = self.inventor.person(instansi, level, pns=track.decidable)
            others: tuple[Invented, ...] = ()
            if entrance == "laporan" and extra[track.id] < track.companions:
                extra[track.id] += 1
                others = (self.inventor.person(instansi, level if level not in (HEAD, TOP) else "administrator"),)
            office = letter.office if letter else self.law.book.commons.office_of(area)
            items[n] = Item(
                number=n, track=track, entrance=entrance, came=came, area=area, office=office, instansi=instansi,
                kind=kind, acted=acted, row=row, person=person, others=others, letter=letter,
            )  # fmt: skip
            if letter:
                letter.items.append(items[n])
        return [items[n] for n in range(len(placed))]

    @staticmethod
    def _freedom(track: Track) -> tuple[int, date]:
        return (len(track.categories) if track.decidable else 9), track.era.comes.last

    def _act(self, track: Track, came: date, area: str, kinds: Pools[bool]) -> tuple[Kind, date, Row]:
        for _ in range(60):
            acted = self._acted(track, came, area)
            rows = {id_: self._row(kind, acted) for id_, kind in self._kinds.items()}
            allowed = [
                id_
                for id_, row in rows.items()
                if not track.decidable or (row.category in track.categories and not self._kinds[id_].undecidable)
            ]
            try:
                chosen = kinds.take(track.classified, allowed)
            except LookupError:
                continue
            return self._kinds[chosen], acted, rows[chosen]
        raise LookupError(f"{track.id}: tidak ada bentuk yang sesuai")

    def _acted(self, track: Track, came: date, area: str) -> date:
        """Choose a day on which only this election runs; ethics needs one before the determination."""
        first = 2 if track.counts[FORWARDED] == 0 else 6
        while True:
            acted = came - timedelta(days=self.chance.randrange(first, first + 20))
            if track.category == "ethics" and self._determined and acted >= self._determined:
                acted = self._determined - timedelta(days=self.chance.randrange(1, 24))
            key = (acted, area[:2])
            if key not in self._days_of_election:
                found = self.law.book.commons.election_of(Period(acted, acted), area)
                self._days_of_election[key] = found is not None and found.id == self.plan.election
            if self._days_of_election[key]:
                return acted

    def _row(self, kind: Kind, acted: date) -> Row:
        named = kind.before if self._determined is None or acted < self._determined else kind.since
        for matrix in self.law.book.matrices:
            row = matrix.row(named)
            if row is not None and matrix.acts.covers(acted):
                return row
        raise LookupError(named)

    def _comes(self, track: Track, entrance: str) -> date:
        window = track.era.comes
        if entrance != "laporan":
            return self._workday(window)
        return window.first + timedelta(days=self.chance.randrange((window.last - window.first).days + 1))

    def _workday(self, window: Window) -> date:
        calendar = self.law.book.commons.calendar
        while True:
            day = window.first + timedelta(days=self.chance.randrange((window.last - window.first).days + 1))
            if calendar.is_open(day) and day < self.plan.last_day:
                return day

    def _area(self, *, letters: bool = False) -> str:
        raw = self.plan.raw["areas"]
        regencies = [regency.code for regency in self.law.regencies.values() if regency.demo]
        weights: dict[str, float] = {code: raw["weights"].get(code, 1) for code in regencies}
        if not letters:
            weights |= {code: weight / 4 for code, weight in raw["province_level"].items()}
        return self.chance.choices(list(weights), list(weights.values()))[0]

    def _instansi(self, level: str, area: str) -> str:
        raw, place = self.plan.raw["instansi"], self.law.book.commons
        province = next(i.id for i in self._governments() if i.area == area[:2])
        regency = next((i.id for i in self._governments() if i.area == area), province)
        if level == TOP:
            return province
        if level == HEAD:
            demo = [r.code for r in self.law.regencies.values() if r.demo and r.province == area[:2]]
            own = area if "." in area else self.chance.choice(demo)
            return next(i.id for i in self._governments() if i.area == own)
        chosen = self.chance.choices(
            ("regency", "province", "national"), (raw["regency"], raw["province"], raw["national"])
        )
        national: str = self.chance.choice([i for i in raw["national_ids"] if i in place.institutions])
        return {"regency": regency, "province": province, "national": national}[chosen[0]]

    def _governments(self) -> Iterable[Governed]:
        if not hasattr(self, "_known_governments"):
            accused = self.law.accused_kinds
            self._known_governments = tuple(
                Governed(one.id, one.area)
                for one in self.law.book.commons.institutions.values()
                if one.area and one.kind in accused
            )
        return self._known_governments

    def _merge(self, items: Sequence[Item]) -> None:
        """Let each report on the merging road be about the very event of an older, still open one."""
        targets = [i for i in items if i.entrance == "laporan" and i.track.stage == "verifikasi" and not i.others]
        for item in items:
            if "merge" in item.track.road:
                same_era = [t for t in targets if t.track.era_id == item.track.era_id]
                fitting = [t for t in same_era if t.came < item.came - 2 * DAY]
                target = self.chance.choice(fitting or [min(same_era, key=lambda one: one.came)])
                item.came = max(item.came, target.came + 3 * DAY)
                targets.remove(target)
                item.into, item.area, item.office, item.instansi = target, target.area, target.office, target.instansi
                item.person, item.acted, item.kind, item.row = target.person, target.acted, target.kind, target.row

    def _fill_register(self) -> None:
        """Invent the colleagues of the accused until the register is as large as planned."""
        instansi = sorted({person.instansi for person in self.inventor.people})
        levels = self.plan.job_levels
        while len(self.inventor.people) < self.plan.people:
            where = self.chance.choice(instansi)
            level = self.chance.choices(list(levels), list(levels.values()))[0]
            known = self.law.institution(where)
            if known is not None and (level not in (HEAD, TOP) or ("." in known.area and level == HEAD)):
                self.inventor.person(where, level)


@dataclass(frozen=True, slots=True)
class Governed:
    """A government and its area."""

    id: str
    area: str
