"""Open cases of an ended regime: what would change, a second look, and a result for each case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from sbt.cases.actions import receive_report
from sbt.cases.check_projection import check_projection
from sbt.cases.models import Case, CaseEvent
from sbt.intake.actions import AccusedInput, ReportInput
from sbt.people.acting import acting
from sbt.people.actor import PUBLIC
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.outcome import Refused
from sbt.rules.period import Period

pytestmark = [pytest.mark.django_db(transaction=True)]

SignIn = Callable[..., Client]
UNDER_KASN = datetime(2024, 8, 20, 2, 0, tzinfo=UTC)


def came(name: str, area: str = "32.01") -> Case:
    given = ReportInput(
        entrance="laporan",
        channel="situs",
        form="social_media",
        act=Period(date(2024, 8, 12), date(2024, 8, 12)),
        story="Terlapor mengajak warga memilih satu pasangan calon.",
        accused=(AccusedInput(name=name),),
        area=area,
    )
    with acting(PUBLIC, now=UNDER_KASN) as act:
        outcome = act.settle(receive_report(given, book=law().book, actor=PUBLIC, now=UNDER_KASN))
    assert not isinstance(outcome, Refused), outcome
    return outcome.cases[0]


def test_cases_are_looked_at_twice_and_handed_over_with_a_result_each(sign_in: SignIn) -> None:
    auditor = sign_in("bkn", "auditor")
    first, second = came("Satu Terlapor"), came("Dua Terlapor")
    shown = auditor.get("/pengalihan").content.decode()
    assert first.ref in shown
    assert "Masih pada Bawaslu" in shown
    assert "Mulai: Kajian Bawaslu" in shown
    looked = auditor.post("/pengalihan", {"kasus": [first.ref], "go": "periksa"}).content.decode()
    assert "Alihkan 1 kasus" in looked
    assert second.ref not in looked
    assert not CaseEvent.objects.filter(kind="hand_over").exists()
    done = auditor.post("/pengalihan", {"kasus": [first.ref], "go": "alihkan"}).content.decode()
    assert "1 kasus dialihkan, 0 tidak" in done
    event = CaseEvent.objects.get(kind="hand_over")
    assert (event.case_id, event.step, event.institution) == (first.id, "kasn_di_bawaslu", "bkn")
    again = auditor.get("/pengalihan").content.decode()
    assert first.ref not in again
    assert second.ref in again
    assert list(check_projection(law().book, progress=lambda _: None)) == []


def test_nothing_chosen_is_said_and_a_repeated_sending_changes_nothing(sign_in: SignIn) -> None:
    auditor, case = sign_in("bkn", "auditor"), came("Satu Terlapor")
    assert auditor.post("/pengalihan", {"go": "periksa"}).status_code == 422
    for _ in range(2):
        assert auditor.post("/pengalihan", {"kasus": [case.ref], "go": "alihkan"}).status_code == 200
    assert CaseEvent.objects.filter(kind="hand_over").count() == 1


def test_only_those_with_the_power_and_only_cases_in_sight(sign_in: SignIn) -> None:
    near, far = came("Satu Terlapor"), came("Dua Terlapor", "32.02")
    assert sign_in("kemenpanrb", "pengamat").get("/pengalihan").status_code == 403
    office = sign_in("bawaslu-32.01", "pengkaji")
    shown = office.get("/pengalihan").content.decode()
    assert near.ref in shown
    assert far.ref not in shown
    office.post("/pengalihan", {"kasus": [far.ref], "go": "alihkan"})
    assert not CaseEvent.objects.filter(kind="hand_over").exists()
    assert "/pengalihan" in office.get("/kasus").content.decode()
    assert clock.now().year == 2024
