"""Fills an empty database for measuring: officers, cases at every stage, civil servants. Never beside other data."""

from __future__ import annotations

import uuid
from collections import defaultdict
from itertools import batched
from random import Random
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection

from sbt.cases.models import Case, CaseEvent, CaseReport, Content, Deadline, Desk
from sbt.demo.bench_data_asn import write_asn_csv
from sbt.demo.bench_data_cases import SUBJECT_SALT, PatternMaker
from sbt.demo.bench_data_names import PASSWORD, NameMaker
from sbt.demo.bench_data_rows import DIGEST, NAME, REF, columns
from sbt.evidence.digest import salted
from sbt.intake.models import Report, Statement
from sbt.intake.receipt import new_reference
from sbt.people.acting import acting
from sbt.people.actor import JOBS
from sbt.people.demo_factor import give_demo_factor
from sbt.people.models import Officer, Posting
from sbt.register.load import codes_of, import_asn
from sbt.register.models import Asn, Subject
from sbt.rulebook.current import law
from sbt.rules.deadline import local_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from django.db.models import Model

    from sbt.demo.bench_data_rows import Pattern

PATTERNS = 4000
CHUNK = 5000
SEED = 20241204
ORDER: tuple[type[Model], ...] = (Subject, Report, Statement, Case, CaseReport, CaseEvent, Content, Deadline, Desk)


class NotForBenchError(RuntimeError):
    """Data bench hanya dibuat di basis data kosong dengan SBT_MODE=demo; pilih SBT_DATA yang lain"""

    def __str__(self) -> str:
        return str(self.__doc__)


def make_bench_data(*, cases: int, asn: int, now: datetime, progress: Callable[[str], None]) -> None:
    """Fill the database; raises NotForBenchError where there is a case, a report, an officer or a register already."""
    if settings.SBT_MODE != "demo" or any(model.objects.exists() for model in (Case, Report, Officer, Asn)):
        raise NotForBenchError
    postings = Postings(make_password(PASSWORD), now=now)
    maker = PatternMaker(law(), seed=SEED, posting=postings.of)
    patterns = [maker.make() for _ in range(min(cases, PATTERNS))]
    progress(f"{len(patterns)} perjalanan dimainkan menurut hukum yang berlaku")
    names, chance = NameMaker(SEED), Random(SEED)  # noqa: S311 (invented data)
    written, references = 0, _references()
    with acting(JOBS, now=now):
        postings.store()
    for numbers in batched(range(cases), CHUNK, strict=False):
        chosen = [patterns[number % len(patterns)] for number in numbers]
        with acting(JOBS, now=now):
            _store(chosen, names.names(len(chosen)), references, chance)
        written += len(chosen)
        progress(f"{written} dari {cases} kasus")
    with acting(JOBS, now=now), connection.cursor() as cursor:
        for model in ORDER:
            cursor.execute(f"analyze {model._meta.db_table}")  # noqa: SLF001 (the table's own name)
    if asn:
        _register(settings.SBT_DATA / "bench-asn.csv", asn, now=now, progress=progress)


def write_asn(path: Path, *, count: int, progress: Callable[[str], None]) -> None:
    """Write invented civil servants of the institutions of the law to a CSV."""
    write_asn_csv(path, count=count, instansi=sorted(codes_of(law()).instansi), progress=progress)


class Postings:
    """An officer for every institution and role that a case meets; all have the one password."""

    def __init__(self, password: str, *, now: datetime) -> None:
        self._password, self._since = password, local_day(now, "WIB").replace(month=1, day=2)
        self._found: dict[tuple[str, str], Posting] = {}

    def of(self, institution: str, role: str) -> str:
        """Give the posting of the role in the institution, made on the first asking."""
        key = (institution, role)
        if key not in self._found:
            officer = Officer(
                email=f"{role}.{institution}@bench.sbt.example", name=f"Petugas {role} {institution}",
                password=self._password,
            )  # fmt: skip
            self._found[key] = Posting(
                officer=officer, institution=institution, role=role, from_on=self._since, decree="SK bench"
            )
        return str(self._found[key].id)

    def store(self) -> None:
        """Store all of them."""
        officers = [posting.officer for posting in self._found.values()]
        Officer.objects.bulk_create(officers)
        give_demo_factor(officers)
        Posting.objects.bulk_create(self._found.values())


def _store(patterns: list[Pattern], names: list[str], references: Iterator[str], chance: Random) -> None:
    texts: dict[type[Model], list[str]] = defaultdict(list)
    for pattern, name in zip(patterns, names, strict=True):
        digest = salted(name.encode(), SUBJECT_SALT).digest
        fresh = uuid.UUID(bytes=chance.randbytes(16), version=4)
        for model, text in pattern.copy(fresh, {REF: next(references), NAME: name, DIGEST: digest}).items():
            texts[model].append(text)
    with connection.cursor() as cursor:
        for model in ORDER:
            table = model._meta.db_table  # noqa: SLF001 (the table's own name)
            with cursor.copy(f"copy {table} ({', '.join(columns(model))}) from stdin") as copy:
                copy.write("".join(texts[model]))


def _references() -> Iterator[str]:
    """Give references, none of them twice."""
    given: set[str] = set()
    while True:
        if (reference := new_reference(2024)) not in given:
            given.add(reference)
            yield reference


def _register(path: Path, count: int, *, now: datetime, progress: Callable[[str], None]) -> None:
    write_asn(path, count=count, progress=progress)
    with acting(JOBS, now=now):
        outcome = import_asn(path, codes=codes_of(law()), fault=lambda fault: progress(str(fault)), progress=progress)
    progress(str(outcome))
    path.unlink()
