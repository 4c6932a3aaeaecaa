"""`sbt hand-over`: open cases come under another regime, each by a rule of it; the rest stay where they are."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime

import pytest

from sbt.cases.check_projection import check_projection
from sbt.cases.models import Case, CaseEvent
from sbt.project import clock
from sbt.project.commands import hand_over as command
from sbt.project.errors import Trouble
from sbt.rulebook.current import law
from sbt.rules.period import Period
from tests.shell.test_write_path import received

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("published_law")]

UNDER_KASN = datetime(2024, 8, 20, 2, 0, tzinfo=UTC)
AFTER = datetime(2024, 9, 5, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def day_of_the_handover(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AFTER)


def run(*, to: str = "sbt-bkn", dry_run: bool = False, yes: bool = True) -> int:
    return command.run(argparse.Namespace(to=to, dry_run=dry_run, yes=yes))


def came(now: datetime) -> Case:
    return received(now, act=Period(date(2024, 8, 12), date(2024, 8, 12)))[1]


def test_open_cases_come_under_the_new_regime_once(capsys: pytest.CaptureFixture[str]) -> None:
    case, other = came(UNDER_KASN), came(AFTER)
    before = case.process
    assert run(dry_run=True) == 0
    assert "kasn_di_bawaslu: 1 kasus" in capsys.readouterr().out
    case.refresh_from_db()
    assert case.process == before
    assert run() == 0
    assert "1 kasus dialihkan ke sbt-bkn, 0 ditolak" in capsys.readouterr().out
    case.refresh_from_db()
    assert case.process == other.process
    event = CaseEvent.objects.get(case=case, kind="hand_over")
    assert (event.step, event.institution) == ("kasn_di_bawaslu", "sistem")
    assert run() == 0
    assert CaseEvent.objects.filter(kind="hand_over").count() == 1
    assert list(check_projection(law().book, progress=lambda _: None)) == []


def test_nothing_is_handed_over_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    came(UNDER_KASN)
    assert run(yes=False) == 1
    assert not CaseEvent.objects.filter(kind="hand_over").exists()


@pytest.mark.parametrize("name", ["tidak-ada", "skb-2022-kasn"])
def test_a_regime_that_takes_nothing_over_is_named_with_those_that_do(name: str) -> None:
    with pytest.raises(Trouble, match="sbt-bkn"):
        run(to=name)
