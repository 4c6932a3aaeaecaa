"""Files for tests: real little ones, handed in and looked into."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from sbt.demo.papers import Paper
from sbt.evidence.actions import add_file
from sbt.evidence.inspection import inspect
from sbt.evidence.models import File
from sbt.people.acting import acting
from sbt.people.actor import JOBS
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
