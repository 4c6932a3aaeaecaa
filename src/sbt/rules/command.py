"""What somebody wants done to a case."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sbt.rules.event import FactValue


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """Open a case through an entrance, with what is known of it as codes."""

    entrance: str
    values: Mapping[str, str]
    pins: Mapping[str, str]
    facts: Mapping[str, FactValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeStep:
    """Take a step with its facts; `stage_entry` is the stage entry that the officer saw."""

    step: str
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    stage_entry: int | None = None
    happened_on: date | None = None
    accepts: frozenset[str] = frozenset()
    """Warnings that the officer has read and takes upon himself."""
    along: bool = False
    """Whether it comes with a step on another case, the only way to a step of that kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapse:
    """Let a clock's limit have its effect; the event is dated on the day after the last day."""

    term: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """Put an open case under another process by one of that process's handover rules."""

    pins: Mapping[str, str]
    rule: str


type Command = OpenCase | TakeStep | Lapse | HandOver
