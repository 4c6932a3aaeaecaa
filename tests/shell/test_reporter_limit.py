"""The limit on the reporter's page: the nearest of those that the law makes public, never one that tells of a result."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from sbt.cases.actions import StepInput, receive_report, take_step
from sbt.cases.queries import status_of
from sbt.intake.actions import AccusedInput, ReportInput
from sbt.people.acting import acting
from sbt.people.actor import PUBLIC
from sbt.rulebook.current import law
from sbt.rules.authority import Actor
from sbt.rules.outcome import Refused
from sbt.rules.period import Period

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published_law")]

MORNING = datetime(2024, 10, 14, 2, 0, tzinfo=UTC)
ACT = date(2024, 10, 12)


def test_a_suspected_crime_changes_nothing_on_the_page_before_it_is_handed_over() -> None:
    given = ReportInput(
        entrance="laporan",
        channel="web",
        form="partisan_activity",
        act=Period(ACT, ACT),
        story="Terlapor mengumpulkan perangkat desa dan meminta dukungan.",
        accused=(AccusedInput(name="Tegar Wiranusa"),),
        area="32.01",
    )
    with acting(PUBLIC, now=MORNING) as act:
        received = act.settle(receive_report(given, book=law().book, actor=PUBLIC, now=MORNING))
    assert not isinstance(received, Refused), received
    before = status_of(received.receipt, law=law(), now=MORNING)
    office = law().book.commons.institutions["bawaslu-32.01"]
    examiner = Actor(posting="pengkaji-1", institution=office.id, kind=office.kind, role="pengkaji", area=office.area)
    facts = {"declared_on": MORNING.date(), "article": "Pasal 188"}
    with acting(examiner, now=MORNING) as act:
        step = StepInput(step="nyatakan_pidana", facts=facts)
        outcome = act.settle(take_step(received.cases[0].ref, step, book=law().book, actor=examiner, now=MORNING))
    assert not isinstance(outcome, Refused), outcome
    after = status_of(received.receipt, law=law(), now=MORNING)
    assert after == before
    assert after is not None
    assert after.cases[0].limit is not None
    assert after.cases[0].limit.label.id == "Verifikasi bersama"
