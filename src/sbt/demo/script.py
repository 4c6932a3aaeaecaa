"""Reads what the demo is to become: the plan, the parts of its stories, the posts of invented people."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parent
ENTRANCES = ("penerusan", "laporan", "temuan", "informasi_awal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A form of act as the published series counts it, with the rows of the matrix it falls under."""

    id: str
    form: str
    share: float
    before: str
    since: str
    dimension: str
    undecidable: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """The first and last day on which something comes in."""

    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Era:
    """When the cases of a track come in, and, where it matters, when the letter to the PPK goes out."""

    comes: Window
    letter: Window | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """A road that a number of reports take, with the published status and the stage in which it ends."""

    id: str
    status: str
    stage: str
    era: Era
    era_id: str
    road: tuple[str, ...]
    counts: Mapping[str, int]
    studied: bool = False
    decidable: bool = False
    sanctioned: bool = False
    category: str = ""
    companions: int = 0
    """How many of its reports name a second person."""

    @property
    def confirmed(self) -> bool:
        """Tell whether the persons on this road are found in the register."""
        return self.studied

    @property
    def classified(self) -> bool:
        """Tell whether the cases on this road have a row of the matrix."""
        return self.studied or "study" in self.road or "study_not_met" in self.road or bool(self.counts["penerusan"])

    @property
    def categories(self) -> frozenset[str]:
        """Name the categories of row that fit the road: a team for discipline, a council for ethics."""
        if self.category:
            return frozenset({self.category})
        if "form_team" in self.road:
            return frozenset({"discipline", "party"})
        return frozenset({"ethics", "discipline", "party"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All of plan.yaml."""

    seed: str
    first_day: date
    last_day: date
    election: str
    people: int
    job_levels: Mapping[str, float]
    kinds: tuple[Kind, ...]
    tracks: tuple[Track, ...]
    handed_over: date
    """When the cases of the earlier body come under the new process."""
    raw: Mapping[str, Any] = field(repr=False)

    @property
    def days(self) -> int:
        """Give the number of days to be played."""
        return (self.last_day - self.first_day).days + 1


@cache
def read_plan() -> Plan:
    """Read plan.yaml."""
    raw = _read("plan.yaml")
    eras = {name: _era(days) for name, days in raw["eras"].items()}
    return Plan(
        seed=raw["seed"],
        first_day=raw["first_day"],
        last_day=raw["last_day"],
        election=raw["election"],
        people=raw["people"],
        job_levels=raw["job_levels"],
        kinds=tuple(
            Kind(**{("since" if key == "from" else key): value for key, value in k.items()}) for k in raw["kinds"]
        ),
        tracks=tuple(_track(track, eras) for track in raw["tracks"]),
        handed_over=raw["handed_over"],
        raw=raw,
    )


@cache
def read_stories() -> Mapping[str, Any]:
    """Read stories.yaml."""
    return _read("stories.yaml")


def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return content


def earlier_track(one: Mapping[str, Any]) -> Track:
    """Make the road of one case of the earlier body."""
    return Track(
        id=f"sebelum_{one['stage']}",
        status="",
        stage=one["stage"],
        era=Era(comes=Window(one["came"], one["came"])),
        era_id="",
        road=tuple(one["road"]),
        counts={entrance: int(entrance == ENTRANCES[0]) for entrance in ENTRANCES},
        decidable=True,
    )


def _window(days: Mapping[str, date]) -> Window:
    return Window(days["from"], days["until"])


def _era(days: Mapping[str, Any]) -> Era:
    return Era(comes=_window(days), letter=_window(days["letter"]) if "letter" in days else None)


def _track(track: Mapping[str, Any], eras: Mapping[str, Era]) -> Track:
    kept = ("id", "status", "stage", "studied", "decidable", "sanctioned", "category", "companions")
    return Track(
        era=eras[track["era"]],
        era_id=track["era"],
        road=tuple(track["road"]),
        counts={entrance: track.get(entrance, 0) for entrance in ENTRANCES},
        **{key: track[key] for key in kept if key in track},
    )
