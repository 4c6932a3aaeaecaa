"""Files for tests: real little ones, handed in and looked into."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from sbt.cases.actions import StepInput, take_step
from sbt.cases.actions.make_copy import RELEASE, make_copy
from sbt.demo.papers import Paper
from sbt.evidence.actions import add_file
from sbt.evidence.copies import PageRecipe
from sbt.evidence.inspection import inspect
from sbt.evidence.models import File
from sbt.people.acting import acting
from sbt.people.actor import JOBS
from sbt.rulebook.current import law
from sbt.rules.authority import Actor
from sbt.rules.outcome import Refused


@cache
def picture(line: str = "bukti") -> bytes:
    """A real PNG of its own colours."""
    return b"".join(Paper("bukti.png", line).pieces())


@cache
def paper(line: str = "berkas") -> bytes:
    """A real PDF of one page."""
    return b"".join(Paper("berkas.pdf", line).pieces())


def handed_in(name: str, content: bytes, now: datetime, *, institution: str = "") -> File:
    """A file in quarantine."""
    with acting(JOBS, now=now):
        file = add_file(name, [content], institution=institution, on=now.date())
    assert not isinstance(file, Refused), file
    return file


def inspected(file: File, now: datetime) -> File:
    """The same file, looked into."""
    with acting(JOBS, now=now):
        return inspect(file)


WHY = "Tidak ada orang, cermin, atau nama akun di dalamnya."


def filed(ref: str, content: bytes, examiner: Actor, now: datetime, name: str = "lhp.pdf") -> File:
    """A paper of the study office on the case, looked into."""
    file = handed_in(name, content, now, institution=examiner.institution)
    with acting(examiner, now=now) as act:
        given = StepInput(step="simpan_berkas", facts={"files": (file,)})
        outcome = act.settle(take_step(ref, given, book=law().book, actor=examiner, now=now))
    assert not isinstance(outcome, Refused), outcome
    return inspected(file, now)


def copied(ref: str, file: File, examiner: Actor, now: datetime, *recipes: PageRecipe) -> File:
    """A release copy of the file that waits for the second person."""
    with acting(examiner, now=now) as act:
        made = act.settle(
            make_copy(
                ref, file.id, recipes or [PageRecipe(1)],
                shows_taker="tidak", reason=WHY, book=law().book, actor=examiner, now=now,
            )
        )  # fmt: skip
    assert not isinstance(made, Refused), made
    return made.result


def approve(ref: str, copies: tuple[File, ...], second: Actor, now: datetime) -> object:
    """What comes of the second person's approval."""
    with acting(second, now=now) as act:
        given = StepInput(step=RELEASE, facts={"copies": copies})
        return act.settle(take_step(ref, given, book=law().book, actor=second, now=now))


def released(ref: str, examiner: Actor, second: Actor, now: datetime) -> File:
    """A copy of a paper that both persons answered for."""
    copy = copied(ref, filed(ref, paper(), examiner, now), examiner, now)
    outcome = approve(ref, (copy,), second, now)
    assert not isinstance(outcome, Refused), outcome
    return copy
