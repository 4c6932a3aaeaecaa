"""One contradiction in the law data, as a code with the path to what is wrong. Says nothing in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

type Where = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong (`code`), on which entry (`where`: kind, id, part, id of the part, key), with what to say."""

    code: str
    where: Where
    params: Mapping[str, str] = field(default_factory=dict)
