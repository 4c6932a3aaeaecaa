"""What a step may hand to the accused's instansi: copies that two persons answered for, never what was handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbt.evidence.models import File, ReleaseCopy
from sbt.rules.outcome import Refused
from sbt.rules.sight import INSTANSI

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from sbt.cases.actions.take_step import Fact
    from sbt.cases.models import Case
    from sbt.rules.authority import Actor
    from sbt.rules.book import Commons
    from sbt.rules.process import Step

MADE, RELEASED = "copies_made", "copies_released"
"""Sources of file facts: copies of the case that wait for the second person, and those that he released."""
APPROVES = "salinan_dilepas"
"""The mark that a step sets by which the second person releases copies."""
ORIGINALS = "bukti_asli"


def settle_copies(
    case: Case, step: Step, facts: Mapping[str, Fact], *, actor: Actor, commons: Commons, on: date
) -> Refused | None:
    """Refuse files that may not go where the step brings them, and note whose approval released which copies."""
    for known in step.facts:
        files = _files(facts.get(known.name))
        if known.kind != "file" or not files:
            continue
        if known.source:
            refused = _named_copies(case, files, known.name, known.source)
            refused = refused or (_approved(case, files, actor, on) if APPROVES in step.sets else None)
        elif INSTANSI not in step.hidden_from and commons.shows(commons.sight_for(actor), ORIGINALS):
            refused = _as_handed_in(case, files, known.name)
        else:
            refused = None
        if refused:
            return refused
    return None


def _named_copies(case: Case, files: tuple[File, ...], fact: str, source: str) -> Refused | None:
    known = ReleaseCopy.objects.filter(case=case.id, result__in=files)
    known = known.filter(released_by="") if source == MADE else known.exclude(released_by="")
    if known.count() == len({file.id for file in files}):
        return None
    return Refused("copy_unknown" if source == MADE else "copy_not_released", "facts", {}, fact)


def _approved(case: Case, files: tuple[File, ...], actor: Actor, on: date) -> Refused | None:
    copies = ReleaseCopy.objects.filter(case=case.id, result__in=files)
    if copies.filter(made_by__in=[*actor.hats, actor.posting]).exists():
        return Refused("copy_by_same_person", "guard", {}, "copies")
    copies.update(released_by=actor.posting, released_on=on)
    return None


def _as_handed_in(case: Case, files: tuple[File, ...], fact: str) -> Refused | None:
    """Refuse bytes that a reporter or witness handed in; the accused's own officers are not told which those are."""
    same = case.file_links.filter(from_report=True, file__sha256__in=[file.sha256 for file in files])
    return Refused("file_as_handed_in", "facts", {}, fact) if same.exists() else None


def _files(fact: Fact | None) -> tuple[File, ...]:
    parts: Iterable[object] = fact if isinstance(fact, tuple) else (fact,)
    return tuple(part for part in parts if isinstance(part, File))
