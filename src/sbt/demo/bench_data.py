"""Fills an empty database for measuring: officers, cases at every stage, civil servants. Never beside other data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection

from sbt.cases.models import Case
from sbt.demo.bench_data_asn import write_asn_csv
from sbt.demo.bench_data_copies import ORDER, PATTERNS, play_patterns, posting_id, write_copies
from sbt.demo.bench_data_names import PASSWORD
from sbt.intake.models import Report
from sbt.ledger.leaves import SOURCES
from sbt.people.acting import acting, reading
from sbt.people.actor import JOBS
from sbt.people.demo_factor import give_demo_factor
from sbt.people.models import Officer, Posting
from sbt.register.load import codes_of, import_asn
from sbt.register.models import Asn
from sbt.rulebook.current import law
from sbt.rules.deadline import local_day

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from pathlib import Path

    from sbt.demo.bench_data_copies import Seats


class NotForBenchError(RuntimeError):
    """Data bench hanya dibuat di basis data kosong dengan SBT_MODE=demo; pilih SBT_DATA yang lain"""

    def __str__(self) -> str:
        return str(self.__doc__)


def make_bench_data(
    *, cases: int, asn: int, now: datetime, progress: Callable[[str], None], processes: int = 1
) -> None:
    """Fill the database; raises NotForBenchError where there is a case, a report, an officer or a register already."""
    with reading(JOBS):
        if settings.SBT_MODE != "demo" or any(model.objects.exists() for model in (Case, Report, Officer, Asn)):
            raise NotForBenchError
    played = play_patterns(law(), min(cases, PATTERNS), processes=processes)
    progress(f"{len(played.patterns)} perjalanan dimainkan menurut hukum yang berlaku")
    with acting(JOBS, now=now):
        _seat(played.seats, make_password(PASSWORD), since=local_day(now, "WIB").replace(month=1, day=2))
    _queue_for_the_log("disable", now=now)
    write_copies(played.patterns, cases, now=now, processes=processes, progress=progress)
    _queue_for_the_log("enable", now=now)
    with acting(JOBS, now=now), connection.cursor() as cursor:
        for model in ORDER:
            cursor.execute(f"analyze {model._meta.db_table}")  # noqa: SLF001 (the table's own name)
    if asn:
        _register(settings.SBT_DATA / "bench-asn.csv", asn, now=now, progress=progress)


def _queue_for_the_log(word: str, *, now: datetime) -> None:
    """Keep copies for measuring out of the permanent log: they are nobody's acts."""
    with acting(JOBS, now=now), connection.cursor() as cursor:
        for table in sorted(SOURCES.keys() & {model._meta.db_table for model in ORDER}):  # noqa: SLF001 (its own name)
            cursor.execute(f"alter table {table} {word} trigger queued")


def write_asn(path: Path, *, count: int, progress: Callable[[str], None]) -> None:
    """Write invented civil servants of the institutions of the law to a CSV."""
    write_asn_csv(path, count=count, instansi=sorted(codes_of(law()).instansi), progress=progress)


def _seat(seats: Seats, password: str, *, since: date) -> None:
    """Store an officer for every institution and role that a case meets; all have the one password."""
    postings = [
        Posting(
            id=posting_id(institution, role), institution=institution, role=role, from_on=since, decree="SK bench",
            officer=Officer(
                email=f"{role}.{institution}@bench.sbt.example", name=f"Petugas {role} {institution}", password=password
            ),
        )
        for institution, role in sorted(seats)
    ]  # fmt: skip
    officers = [posting.officer for posting in postings]
    Officer.objects.bulk_create(officers)
    give_demo_factor(officers)
    Posting.objects.bulk_create(postings)


def _register(path: Path, count: int, *, now: datetime, progress: Callable[[str], None]) -> None:
    write_asn(path, count=count, progress=progress)
    with acting(JOBS, now=now):
        outcome = import_asn(path, codes=codes_of(law()), fault=lambda fault: progress(str(fault)), progress=progress)
    progress(str(outcome))
    path.unlink()
