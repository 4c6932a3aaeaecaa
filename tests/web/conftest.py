"""What tests of officers' pages share: officers who are signed in, cases to look at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import psycopg
import pytest
from django.test import Client

from sbt.cases.actions import receive_report
from sbt.cases.models import Case
from sbt.intake.actions import AccusedInput, ReportInput
from sbt.people.acting import acting
from sbt.people.actions import add_officer, post_officer
from sbt.people.actor import PUBLIC
from sbt.people.factors import RECORDS
from sbt.people.models import Posting
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.outcome import Refused
from sbt.rules.period import Period

type SignIn = Callable[[str, str], Client]
type Open = Callable[..., list[Case]]


def posting_of(institution: str, role: str, n: int = 1) -> Posting:
    officer = add_officer(f"{role}{n}@{institution}.example", f"Petugas {role} {n}")
    return post_officer(officer, institution, role, from_on=date(2024, 1, 1), decree="SK 1")


@pytest.fixture
def sign_in(published_law: None) -> SignIn:
    """Give the browser of an officer of the institution in the role, signed in with that posting."""

    def browser(institution: str, role: str, n: int = 1) -> Client:
        posting = posting_of(institution, role, n)
        client = Client(headers={"accept-language": "id"})
        client.force_login(posting.officer)
        session = client.session
        session["penugasan"] = str(posting.id)
        session[RECORDS] = [{"method": "mfa", "at": clock.real_now().timestamp()}]
        session.save()
        return client

    return browser


@pytest.fixture
def reported(published_law: None) -> Open:
    """Hand in a citizen's report about the named persons and give its cases."""

    def report(*names: str, area: str = "32.01", instansi: str = "") -> list[Case]:
        now = clock.now()
        given = ReportInput(
            entrance="laporan",
            channel="situs",
            form="social_media",
            act=Period(date(2024, 11, 20), date(2024, 11, 20)),
            story="Terlapor mengajak warga memilih satu pasangan calon.",
            accused=tuple(AccusedInput(name=name, instansi=instansi) for name in names or ("Tegar Wiranusa",)),
            area=area,
        )
        with acting(PUBLIC, now=now) as act:
            outcome = act.settle(receive_report(given, book=law().book, actor=PUBLIC, now=now))
        assert not isinstance(outcome, Refused), outcome
        return list(outcome.cases)

    return report


@pytest.fixture
def in_register(as_migrator: psycopg.Connection) -> Callable[..., str]:
    """Add a civil servant to the register and give his NIP."""

    def add(name: str = "Tegar Wiranusa", *, instansi: str = "pemda-32.01", nip: str = "198501012010011003") -> str:
        as_migrator.execute(
            "insert into register_asn (nip, name, name_key, instansi, unit, post, job_level, employment, standing)"
            " values (%s, %s, %s, %s, 'Dinas Perhubungan', 'Kepala Seksi', 'pengawas', 'pns', 'active')",
            [nip, name, name.lower(), instansi],
        )
        return nip

    return add
