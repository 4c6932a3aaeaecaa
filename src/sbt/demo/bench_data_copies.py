"""Plays the patterns and writes their copies, on as many cores as there are: each process has its own connection."""

from __future__ import annotations

import uuid
from collections import defaultdict
from itertools import batched
from multiprocessing import get_context
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection, connections

from sbt.cases.models import Case, CaseEvent, CaseReport, Content, Deadline, Desk
from sbt.demo.bench_data_cases import SUBJECT_SALT, PatternMaker
from sbt.demo.bench_data_names import NameMaker
from sbt.demo.bench_data_rows import DIGEST, NAME, REF, columns
from sbt.evidence.digest import digest_under
from sbt.intake.models import Report, Statement
from sbt.intake.receipt import new_reference
from sbt.people.acting import acting
from sbt.people.actor import JOBS
from sbt.register.models import Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from django.db.models import Model

    from sbt.demo.bench_data_rows import Pattern
    from sbt.rulebook.law import Law

PATTERNS, PLAYED_AT_ONCE, CHUNK = 4000, 250, 2500
SEED = 20241204
WAY = "fork"
"""A child begins with the law and the patterns that its parent holds."""
ORDER: tuple[type[Model], ...] = (Subject, Report, Statement, Case, CaseReport, CaseEvent, Content, Deadline, Desk)

type Seats = set[tuple[str, str]]
"""Institutions and roles whose officers act in the patterns."""


class Played(NamedTuple):
    """Some patterns, and who acts in them."""

    patterns: list[Pattern]
    seats: Seats


class Copies(NamedTuple):
    """What tells copies apart: of which pattern each is, whom it accuses, and its reference."""

    numbers: tuple[int, ...]
    names: list[str]
    references: list[str]


class _Known:
    """What a child has from its parent."""

    law: Law
    patterns: list[Pattern]
    now: datetime


def posting_id(institution: str, role: str) -> uuid.UUID:
    """Give the posting of the role in the institution; every process gives it the same id."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"bench {role} {institution}")


def play_patterns(law: Law, count: int, *, processes: int) -> Played:
    """Play so many cases under the law, each process its share."""
    _Known.law = law
    shares = [
        (SEED + number, len(part)) for number, part in enumerate(batched(range(count), PLAYED_AT_ONCE, strict=False))
    ]
    played = list(_done(_play, shares, processes))
    return Played(
        [pattern for share in played for pattern in share.patterns], {seat for share in played for seat in share.seats}
    )


def write_copies(
    patterns: list[Pattern], cases: int, *, now: datetime, processes: int, progress: Callable[[str], None]
) -> None:
    """Write so many cases, the patterns in turn."""
    _Known.patterns, _Known.now = patterns, now
    written = 0
    for count in _done(_write, _copies(len(patterns), cases), processes):
        written += count
        progress(f"{written} dari {cases} kasus")


def _done[Share, Done](work: Callable[[Share], Done], shares: Iterable[Share], processes: int) -> Iterator[Done]:
    if processes == 1:
        yield from map(work, shares)
        return
    connections.close_all()
    with get_context(WAY).Pool(processes) as pool:
        yield from pool.imap_unordered(work, shares)


def _play(share: tuple[int, int]) -> Played:
    seed, count = share
    seats: Seats = set()

    def posting(institution: str, role: str) -> str:
        seats.add((institution, role))
        return str(posting_id(institution, role))

    maker = PatternMaker(_Known.law, seed=seed, posting=posting)
    return Played([maker.make() for _ in range(count)], seats)


def _copies(patterns: int, cases: int) -> Iterator[Copies]:
    names, references = NameMaker(SEED), _references()
    for numbers in batched(range(cases), CHUNK, strict=False):
        chosen = tuple(number % patterns for number in numbers)
        yield Copies(chosen, names.names(len(chosen)), [next(references) for _ in chosen])


def _references() -> Iterator[str]:
    """Give references, none of them twice."""
    given: set[str] = set()
    while True:
        if (reference := new_reference(2024)) not in given:
            given.add(reference)
            yield reference


def _write(copies: Copies) -> int:
    texts: dict[type[Model], list[str]] = defaultdict(list)
    for number, name, reference in zip(*copies, strict=True):
        digest = digest_under(SUBJECT_SALT, name.encode())
        rows = _Known.patterns[number].copy(uuid.uuid4(), {REF: reference, NAME: name, DIGEST: digest})
        for model, text in rows.items():
            texts[model].append(text)
    with acting(JOBS, now=_Known.now), connection.cursor() as cursor:
        for model in ORDER:
            table = model._meta.db_table  # noqa: SLF001 (the table's own name)
            with cursor.copy(f"copy {table} ({', '.join(columns(model))}) from stdin") as copy:
                copy.write("".join(texts[model]))
    return len(copies.numbers)
