"""What is wrong with a law folder: where it stands and what to do about it. Finds nothing itself."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault of the law data, with the place to go to and the remedy in Indonesian."""

    file: str
    line: int
    code: str
    message_id: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message_id} [{self.code}]"


class FaultyLawError(ValueError):
    """The law data holds faults and is not used; `faults` lists all of them."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))
