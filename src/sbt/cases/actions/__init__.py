"""The only writes to cases. None opens a transaction: they run inside `people.acting.acting` and compose freely."""

from sbt.cases.actions.identity import confirm_identity, describe_subject
from sbt.cases.actions.lapse import lapse
from sbt.cases.actions.open_case import NewCase, open_case
from sbt.cases.actions.receive_report import Received, add_evidence, receive_report
from sbt.cases.actions.take_step import Fact, StepInput, take_step

__all__ = [
    "Fact",
    "NewCase",
    "Received",
    "StepInput",
    "add_evidence",
    "confirm_identity",
    "describe_subject",
    "lapse",
    "open_case",
    "receive_report",
    "take_step",
]
