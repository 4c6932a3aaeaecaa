"""From which moment on somebody may read a result. Who, which and when are law data; this says whether it is so far."""

from dataclasses import dataclass

from sbt.rules.case import CaseState
from sbt.rules.mark import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A moment in a case's life: always, or once it bears one of the marks or has come to one of the stages."""

    id: str
    label: Label
    always: bool = False
    marks: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()

    def reached(self, state: CaseState) -> bool:
        """Tell whether the case has come to the moment."""
        return self.always or bool(self.marks & state.marks) or state.stage in self.stages
