"""What an officer may do with a case now, and why the rest is not open or not his."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from sbt.cases.actions.conflict import KINDS as CONFLICTS
from sbt.cases.actions.identity import CONFIRM
from sbt.cases.actions.make_copy import PREPARE, RELEASE
from sbt.web import wording
from sbt.web.formats import label

if TYPE_CHECKING:
    from sbt.cases.queries.file import CaseFileView
    from sbt.rules.decide import Move
    from sbt.rules.process import Step


@dataclass(frozen=True, slots=True)
class Open:
    """A step that may be taken now."""

    step: Step
    label: str
    hint: str
    href: str
    warnings: tuple[str, ...]
    certain: bool
    rank: int
    """0: moves the case on, or acknowledges; 1: adds to it; 2: sends it back; 3: ends it; 4: says who may not go on."""


@dataclass(frozen=True, slots=True)
class Closed:
    """A step that may not be taken, with the reason."""

    label: str
    reason: str
    basis: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Moves:
    """All steps of the present stage, sorted by what they are to this officer."""

    open: tuple[Open, ...]
    not_yet: tuple[Closed, ...]
    not_yours: tuple[Closed, ...]


def moves_of(view: CaseFileView) -> Moves:
    """Sort the steps: open ones (those that move the case on first), those not open yet, those of others."""
    found = [_open(move, view) for move in view.moves if move.refused is None]
    return Moves(
        open=tuple(sorted(found, key=lambda one: one.rank)),
        not_yet=tuple(_closed(move, view) for move in view.moves if move.refused and move.refused.kind != "power"),
        not_yours=tuple(_closed(move, view) for move in view.moves if move.refused and move.refused.kind == "power"),
    )


def href_of(ref: str, step_id: str) -> str:
    """Give the address of a step; confirming who the accused is and copies have pages of their own."""
    if step_id in (PREPARE, RELEASE):
        return reverse("copies", args=[ref])
    return reverse("identity", args=[ref]) if step_id == CONFIRM else reverse("step", args=[ref, step_id])


def _open(move: Move, view: CaseFileView) -> Open:
    step = move.step
    return Open(
        step=step,
        label=label(step.label),
        hint=label(step.hint),
        href=href_of(view.case.ref, step.id),
        warnings=tuple(wording.refusal(warned, view.law) for warned in move.warnings),
        certain=step.warrant.certain or step.warrant.basis == ("sbt",),
        rank=_rank(step, view),
    )


def _rank(step: Step, view: CaseFileView) -> int:
    process = view.law.process
    stages = [process.stage(one) for one in step.target.stages()]
    here, table = process.stage(view.state.stage), view.law.commons.authority.table
    apart = {one.mark for one in table.officials} | ({table.superior.mark} if table.superior else set())
    if step.kind in CONFLICTS or apart & set(step.sets):
        return 4
    last = step.power == here.desk and any(stage.station == here.station + 1 for stage in stages)
    if (
        step.kind == "vote"
        or step.makes == "acknowledgement"
        or last
        or any(not stage.final and stage.station >= here.station for stage in stages)
    ):
        return 0
    if not stages:
        return 1
    return 3 if all(stage.final for stage in stages) else 2


def _closed(move: Move, view: CaseFileView) -> Closed:
    refused = move.refused
    if refused is None:
        raise TypeError(move)
    return Closed(
        label=label(move.step.label),
        reason=wording.refusal(refused, view.law),
        basis=wording.basis(refused),
        certain=refused.warrant.certain or not refused.warrant.basis or refused.warrant.basis == ("sbt",),
    )
