"""What happened to a case: codes, references and salted digests only, so that events outlive the texts they name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sbt.rules.deadline import Clock

SHAPE = 1
"""The shape of a stored event; readers for older shapes stay in `read_event` for ever."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A text, person or file by id and salted digest, with the one code about it that rules may use."""

    id: str
    digest: str
    code: str = ""


type FactValue = date | str | int | Ref | tuple[Ref, ...] | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """What an event changes; recorded with it, so that replaying needs no law."""

    to: str | None = None
    sets: tuple[str, ...] = ()
    clears: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    clocks: tuple[Clock, ...] = ()
    """Clocks started or changed, each as it stands after the event."""
    vote: str = ""
    released: bool = False
    pins: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One act, done on a local day, known at an instant."""

    kind: str
    step: str
    institution: str
    posting: str
    happened_on: date
    recorded_at: datetime
    basis: tuple[str, ...] = ()
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    """Codes of the doubts that the officer took upon himself."""
    doubts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Code of a doubt -> what filled its sentence then; nothing for events stored before this was kept."""
    effects: Effects = Effects()


def fact_to_json(value: FactValue) -> object:
    """Give a fact the form in which it is stored."""
    if isinstance(value, Ref):
        return {"id": value.id, "digest": value.digest, **({"code": value.code} if value.code else {})}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, tuple):
        return [fact_to_json(part) for part in value]
    return value


def fact_from_json(stored: object) -> FactValue:
    """Read a stored fact of shape 1; raises ValueError for anything else."""
    match stored:
        case {"date": str(text)}:
            return date.fromisoformat(text)
        case {"id": str(id_), "digest": str(digest), **rest}:
            return Ref(id_, digest, str(rest.get("code", "")))
        case list():
            parts = [fact_from_json(part) for part in stored]
            refs = tuple(part for part in parts if isinstance(part, Ref))
            return refs or tuple(part for part in parts if isinstance(part, str))
        case str() | int():
            return stored
    raise ValueError(stored)


def clock_to_json(clock: Clock) -> dict[str, str]:
    """Give a clock the form in which it is stored."""
    body = {
        "term": clock.term,
        "started": clock.started_on.isoformat(),
        "due": clock.due_on.isoformat(),
        "zone": clock.zone,
        "state": clock.state,
    }
    if clock.due_at is not None:
        body["due_at"] = clock.due_at.isoformat()
    if clock.suspended_on is not None:
        body["suspended"] = clock.suspended_on.isoformat()
    if clock.started_by:
        body["by"] = clock.started_by
    return body


def clock_from_json(stored: Mapping[str, str]) -> Clock:
    """Read a stored clock of shape 1."""
    states = {"running": "running", "suspended": "suspended", "met": "met", "lapsed": "lapsed"}
    return Clock(
        term=stored["term"],
        started_on=date.fromisoformat(stored["started"]),
        due_on=date.fromisoformat(stored["due"]),
        due_at=datetime.fromisoformat(stored["due_at"]) if "due_at" in stored else None,
        zone=stored["zone"],
        state=states[stored["state"]],  # type: ignore[arg-type]  # the table above is the check
        suspended_on=date.fromisoformat(stored["suspended"]) if "suspended" in stored else None,
        started_by=stored.get("by", ""),
    )


def doubts_to_json(event: Event) -> list[object]:
    """Give the accepted doubts the form in which they are stored: each a code, with what filled its sentence."""
    return [
        {"code": code, "params": dict(params)} if (params := event.doubts.get(code)) else code
        for code in event.warnings
    ]


def doubts_from_json(stored: Iterable[object]) -> dict[str, dict[str, str]]:
    """Read stored doubts of shape 1 in their order; a bare code has nothing that fills its sentence."""
    read: dict[str, dict[str, str]] = {}
    for part in stored:
        match part:
            case str():
                read[part] = {}
            case {"code": str(code), "params": dict(params)}:
                read[code] = {str(name): str(value) for name, value in params.items()}
            case _:
                raise ValueError(part)
    return read


def effects_to_json(effects: Effects) -> dict[str, object]:
    """Give effects the form in which they are stored, empty parts left out."""
    body: dict[str, object] = {
        "to": effects.to,
        "sets": list(effects.sets),
        "clears": list(effects.clears),
        "values": dict(effects.values),
        "clocks": [clock_to_json(clock) for clock in effects.clocks],
        "vote": effects.vote,
        "released": effects.released,
        "pins": dict(effects.pins),
    }
    return {key: value for key, value in body.items() if value}


def effects_from_json(stored: Mapping[str, object]) -> Effects:
    """Read stored effects of shape 1."""
    to, sets, clears = stored.get("to"), stored.get("sets", ()), stored.get("clears", ())
    values, clocks, pins = stored.get("values", {}), stored.get("clocks", ()), stored.get("pins", {})
    if not isinstance(values, dict) or not isinstance(pins, dict):
        raise TypeError(stored)
    return Effects(
        to=to if isinstance(to, str) else None,
        sets=_strings(sets),
        clears=_strings(clears),
        values={str(key): str(value) for key, value in values.items()},
        clocks=tuple(clock_from_json(part) for part in clocks) if isinstance(clocks, list) else (),
        vote=str(stored.get("vote", "")),
        released=bool(stored.get("released", False)),
        pins={str(key): str(value) for key, value in pins.items()},
    )


def _strings(stored: object) -> tuple[str, ...]:
    return tuple(str(part) for part in stored) if isinstance(stored, list | tuple) else ()
