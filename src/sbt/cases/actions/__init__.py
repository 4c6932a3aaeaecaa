"""The only writes to cases. None opens a transaction: they run inside `people.acting.acting` and compose freely."""

from sbt.cases.actions.assign import assign
from sbt.cases.actions.forward import ForwardingInput, ForwardingResult, LineInput, forward
from sbt.cases.actions.hand_over import hand_over
from sbt.cases.actions.identity import confirm_identity
from sbt.cases.actions.lapse import lapse
from sbt.cases.actions.open_case import NewCase, open_case
from sbt.cases.actions.receive_report import Received, add_evidence, receive_report
from sbt.cases.actions.reporter_step import take_reporter_step
from sbt.cases.actions.take_step import Fact, Person, StepInput, take_step
from sbt.cases.actions.take_steps import take_steps

__all__ = [
    "Fact",
    "ForwardingInput",
    "ForwardingResult",
    "LineInput",
    "NewCase",
    "Person",
    "Received",
    "StepInput",
    "add_evidence",
    "assign",
    "confirm_identity",
    "forward",
    "hand_over",
    "lapse",
    "open_case",
    "receive_report",
    "take_reporter_step",
    "take_step",
    "take_steps",
]
