"""Rows of cases: the events are the truth, everything else about a case is a cache or a text that events name."""

from sbt.cases.models.accused import AccusedCode
from sbt.cases.models.case import Assignment, Case, CaseReport, Deadline, Desk, Incident
from sbt.cases.models.content import CaseFile, CaseLetter, Content, Decision
from sbt.cases.models.event import CaseEvent
from sbt.cases.models.forwarding import Forwarding, ForwardingLine

__all__ = [
    "AccusedCode",
    "Assignment",
    "Case",
    "CaseEvent",
    "CaseFile",
    "CaseLetter",
    "CaseReport",
    "Content",
    "Deadline",
    "Decision",
    "Desk",
    "Forwarding",
    "ForwardingLine",
    "Incident",
]
