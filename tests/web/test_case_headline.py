"""The clock at the top of a case binds who holds the case now."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from sbt.cases.actions import receive_report
from sbt.cases.models import Case
from sbt.cases.queries.file import CaseFileView, case_file
from sbt.intake.actions import AccusedInput, ReportInput
from sbt.people.acting import acting
from sbt.people.actor import PUBLIC
from sbt.rulebook.current import law
from sbt.rules.authority import Actor
from sbt.rules.deadline import Clock
from sbt.rules.outcome import Refused
from sbt.rules.period import Period
from sbt.web import case_head

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published_law")]

MORNING = datetime(2024, 10, 14, 2, 0, tzinfo=UTC)
ACT = date(2024, 10, 12)


def opened() -> Case:
    given = ReportInput(
        entrance="laporan",
        channel="web",
        form="partisan_activity",
        act=Period(ACT, ACT),
        story="Terlapor mengumpulkan perangkat desa dan meminta dukungan.",
        accused=(AccusedInput(name="Tegar Wiranusa", instansi="pemda-32.01"),),
        area="32.01",
    )
    with acting(PUBLIC, now=MORNING) as act:
        received = act.settle(receive_report(given, book=law().book, actor=PUBLIC, now=MORNING))
    assert not isinstance(received, Refused), received
    return received.cases[0]


def seen_by(auditor: Actor) -> CaseFileView:
    view = case_file(opened().ref, book=law().book, actor=auditor, now=MORNING)
    assert view is not None
    return view


@pytest.mark.parametrize(
    ("desk", "term"),
    [
        ("pemda-32.01", "sbt_ppk_follow_up"),
        ("bawaslu-32.01", "sbt_bawaslu_study"),
        ("bkn", "sbt_satgas_verification"),
        ("gakkumdu", "sbt_satgas_verification"),
    ],
)
def test_the_headline_is_the_limit_of_the_holder(desk: str, term: str) -> None:
    auditor = Actor(posting="auditor-1", institution="bkn", kind="badan_kepegawaian", role="auditor")
    days = {"sbt_bawaslu_study": 20, "sbt_satgas_verification": 21, "sbt_ppk_follow_up": 28}
    clocks = tuple(
        Clock(term=name, started_on=MORNING.date(), due_on=date(2024, 10, day)) for name, day in days.items()
    )
    view = replace(seen_by(auditor), clocks=clocks, desks=(desk,))
    chosen = case_head.headline(case_head.running(view, MORNING), view)
    assert chosen is not None
    assert chosen.clock.term == term


def test_without_a_limit_of_the_holder_the_nearest_stands_there() -> None:
    auditor = Actor(posting="auditor-1", institution="bkn", kind="badan_kepegawaian", role="auditor")
    clock = Clock(term="sbt_bawaslu_study", started_on=MORNING.date(), due_on=date(2024, 10, 20))
    view = replace(seen_by(auditor), clocks=(clock,), desks=("bkn",))
    chosen = case_head.headline(case_head.running(view, MORNING), view)
    assert chosen is not None
    assert chosen.clock == clock
