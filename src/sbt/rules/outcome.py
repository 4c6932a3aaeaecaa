"""The answer to a command: accepted with its event, or refused with a reason that can be shown and cited."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from sbt.rules.event import Event
from sbt.rules.mark import Warrant

type RefusalKind = Literal["power", "order", "stale", "facts", "guard", "unknown"]


@dataclass(frozen=True, slots=True)
class Refused:
    """An outcome that the law foresees: why not, for which field, with what to cite."""

    code: str
    kind: RefusalKind
    params: Mapping[str, str] = field(default_factory=dict)
    fact: str = ""
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True)
class Warned:
    """A doubt that an officer may take upon himself by naming it; it is recorded with the event."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)
    warrant: Warrant = Warrant()


@dataclass(frozen=True, slots=True)
class Accepted:
    """The event that the command makes, and whom to tell."""

    event: Event
    tells: tuple[str, ...] = ()


type Outcome = Accepted | Refused
