"""One case in the database for each case of the oracle, in a stage where everybody concerned has something to do."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from sbt.cases import projection
from sbt.cases.models import Case, CaseFile, CaseReport
from sbt.evidence.models import File
from sbt.intake.models import Report, Statement
from sbt.intake.receipt import new_reference
from sbt.people.acting import acting
from sbt.people.actor import CLOCK
from sbt.register.models import Subject
from sbt.rulebook.current import law
from sbt.rules.case import CaseState, evolve
from sbt.rules.event import Effects, Event
from tests.oracle.expected import Where

RECEIVED = date(2024, 11, 20)
NOW = datetime(2024, 12, 4, 3, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Kept:
    """A case of the oracle with its row."""

    where: Where
    case: Case
    report: Report
    file: File


type Keep = Callable[..., list[Kept]]


@pytest.fixture
def keep(published_law: None) -> Keep:
    """Put cases into the database through the projection, each with a report, a statement and a raw file."""

    def kept(wanted: Iterable[Where], stage: str = "", sets: tuple[str, ...] = (), **values: str) -> list[Kept]:
        pins = law().book.pins_for(received=RECEIVED, act=RECEIVED)
        with acting(CLOCK, now=NOW):
            return [_keep(n, where, pins, stage, sets, values) for n, where in enumerate(wanted)]

    return kept


def _keep(
    number: int, where: Where, pins: dict[str, str], stage: str, sets: tuple[str, ...], values: dict[str, str]
) -> Kept:
    on = RECEIVED + timedelta(days=number % 10)
    mark = secrets.token_hex(6)
    subject = Subject.objects.create(
        name=f"Orang {mark}", unit=f"Unit {mark}", post=f"Jabatan {mark}", nip="198501012010011003", named_office="Kata pelapor", account="@kata-pelapor",
        instansi=where.instansi, confirmed=True, salt=b"s", digest="d",
    )  # fmt: skip
    report = Report.objects.create(
        entrance="laporan", channel="situs", received_on=on, form="social_media", act_from=RECEIVED, act_to=RECEIVED,
        office=where.office,
    )  # fmt: skip
    Statement.objects.create(report=report, story="Cerita rahasia pelapor", salt=b"s", digest="d")
    file = File.objects.create(
        name="asli.jpg", kind="image", media_type="image/jpeg", size=1, sha256="0" * 64, salt=b"s", digest="d",
        stored_on=on,
    )  # fmt: skip
    case = Case(
        ref=new_reference(2024), subject=subject, received_on=on, act_from=RECEIVED,
        act_to=RECEIVED, act_precision="day", form="social_media",
    )  # fmt: skip
    effects = Effects(
        to=stage or ("tindak_lanjut" if where.released else "verifikasi"),
        sets=("tanda_uji", *sets),
        values={
            "office": where.office,
            "instansi": where.instansi,
            "form": "social_media",
            "subject": "confirmed",
            **values,
        },
        pins=pins,
        released=where.released,
    )
    event = Event(
        kind="opened", step="laporan", institution="publik", posting="publik", happened_on=on,
        recorded_at=datetime(2024, 11, 20, tzinfo=UTC), effects=effects,
    )  # fmt: skip
    case_law, before = law().book.law_for(pins), CaseState()
    after = evolve(before, event)
    projection.project(case, after, case_law, on=on)
    case.save(force_insert=True)
    CaseReport.objects.create(case=case, report=report)
    projection.row_of(case, after.seq, event).save(force_insert=True)
    projection.store_desks(case, after, case_law, on=on)
    CaseFile.objects.create(case=case, file=file, number=1, title="Bukti", from_report=True)
    return Kept(where, case, report, file)
