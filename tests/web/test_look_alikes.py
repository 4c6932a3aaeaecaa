"""Look-alike reports are shown to whoever checks a case, in plain words; they are never turned away and lower nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import psycopg
import pytest
import yaml
from django.test import Client

from sbt.cases.actions import receive_report
from sbt.cases.jobs import compare
from sbt.cases.models import Case, CaseEvent, Desk
from sbt.evidence.models import File
from sbt.intake.actions import AccusedInput, ReportInput
from sbt.intake.models import Pattern, PatternReport, Report
from sbt.people.acting import acting
from sbt.people.actor import PUBLIC
from sbt.people.models import Posting
from sbt.people.tokens import give_token
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.outcome import Refused
from sbt.rules.period import Period
from tests.rules.test_likeness import COPY
from tests.shell.evidence_files import handed_in, inspected, picture

pytestmark = pytest.mark.django_db(transaction=True)

SignIn = Callable[..., Client]
ACCUSED = "Tegar Wiranusa"
DAY = date(2024, 11, 20)
ALARM = ("palsu", "fitnah", "curiga", "mencurigakan", "terkoordinasi", "serangan", "penyalahgunaan", "bohong", "spam")
PLACES = (
    "lapangan",
    "alun-alun",
    "aula",
    "gedung",
    "pasar",
    "terminal",
    "stadion",
    "balai desa",
    "taman",
    "jalan raya",
)
HONEST: list[str] = yaml.safe_load((Path(__file__).parent / "honest_reports.yaml").read_text())


def report(story: str, *, name: str = ACCUSED, area: str = "32.01", files: tuple[File, ...] = ()) -> Case:
    now = clock.now()
    given = ReportInput(
        entrance="laporan", channel="situs", form="social_media", act=Period(DAY, DAY), story=story,
        accused=(AccusedInput(name=name),), area=area,
    )  # fmt: skip
    with acting(PUBLIC, now=now) as act:
        outcome = act.settle(receive_report(given, book=law().book, actor=PUBLIC, now=now, files=files))
    assert not isinstance(outcome, Refused), outcome
    return outcome.cases[0]


def copied(n: int) -> str:
    """The same letter with another date and another closing."""
    return COPY.replace("20 November", f"{n % 28 + 1} November").replace("warga", f"warga {PLACES[n % 10]}")


def honest(n: int) -> str:
    """What one of many who saw a public event wrote."""
    return HONEST[n]


@pytest.fixture
def open_case(published_law: None) -> Callable[[int, Callable[[int], str]], list[Case]]:
    def many(count: int, said: Callable[[int], str]) -> list[Case]:
        return [report(said(n)) for n in range(count)]

    return many


type Many = Callable[[int, Callable[[int], str]], list[Case]]


def test_thirty_copied_reports_are_taken_and_shown_side_by_side(open_case: Many, sign_in: SignIn) -> None:
    cases = open_case(30, copied)
    before = list(Case.objects.order_by("id").values()), list(Desk.objects.order_by("id").values())
    happened = CaseEvent.objects.count()
    assert compare(clock.now().date()) > 0
    assert compare(clock.now().date()) == 0, "what was found once is not found again"
    assert (list(Case.objects.order_by("id").values()), list(Desk.objects.order_by("id").values())) == before
    assert CaseEvent.objects.count() == happened, "no case has gone up or down by it"
    texts = Pattern.objects.get(kind="text")
    assert texts.members.count() == 30

    browser, ref = sign_in("bkn", "verifikator"), cases[4].ref
    page = browser.get(f"/kasus/{ref}").content.decode()
    assert "Ada laporan lain yang mirip" in page
    assert "Kemiripan bukan alasan menolak" in page
    beside = browser.get(f"/kasus/{ref}/mirip").content.decode()
    assert "30 laporan" in beside
    assert beside.count("Kepala Dinas Perhubungan mengumpulkan") == 30
    assert not [word for word in ALARM if word in (page + beside).lower()]


def test_thirty_honest_reports_of_a_public_event_raise_no_alarm(open_case: Many, sign_in: SignIn) -> None:
    cases = open_case(30, honest)
    compare(clock.now().date())
    assert {one.kind for one in Pattern.objects.all()} == {"person", "place"}, "nobody is told that they copied"
    browser = sign_in("bkn", "verifikator")
    page = browser.get(f"/kasus/{cases[0].ref}").content.decode()
    beside = browser.get(f"/kasus/{cases[0].ref}/mirip").content.decode()
    assert "kata demi kata" not in page + beside
    assert "peristiwa terbuka biasa dilaporkan banyak orang" in beside
    assert not [word for word in ALARM if word in (page + beside).lower()]
    assert {one.stage for one in Case.objects.all()} == {"verifikasi"}, "every one of them goes its way"


def test_a_few_reports_about_one_person_and_place_are_no_pattern(open_case: Many) -> None:
    open_case(6, honest)
    assert compare(clock.now().date()) == 0


def test_the_same_file_handed_in_again_and_again_is_found_whatever_was_written(published_law: None) -> None:
    now = clock.now()
    for n in range(3):
        file = inspected(handed_in("bukti.png", picture(), now), now)
        report(honest(n * 7), name=f"Pegawai {n}", files=(file,))
    compare(now.date())
    assert [one.kind for one in Pattern.objects.all()] == ["files"]
    assert PatternReport.objects.count() == 3


def test_a_later_report_joins_the_pattern_that_is_known(open_case: Many) -> None:
    open_case(3, copied)
    assert compare(clock.now().date()) == 3
    report(copied(5))
    assert compare(clock.now().date()) == 1
    assert Pattern.objects.count() == 1


def test_what_lies_a_month_apart_is_not_compared(open_case: Many) -> None:
    open_case(3, copied)
    assert compare(clock.now().date() + timedelta(days=31)) == 0


def test_each_reader_sees_the_look_alikes_in_his_sight_and_the_accuseds_agency_none(
    open_case: Many, sign_in: SignIn, as_migrator: psycopg.Connection
) -> None:
    here = open_case(4, copied)
    elsewhere = report(copied(9), area="73.01")
    compare(clock.now().date())
    near = sign_in("bawaslu-32.01", "pengkaji").get(f"/kasus/{here[0].ref}/mirip").content.decode()
    assert "4 laporan" in near
    assert elsewhere.ref not in near
    assert elsewhere.ref in sign_in("bkn", "verifikator").get(f"/kasus/{here[0].ref}/mirip").content.decode()

    as_migrator.execute("update cases_case set instansi = 'pemda-32.01', released = true")
    for role in ("pic", "pejabat", "ppk", "pemeriksa"):
        browser = sign_in("pemda-32.01", role)
        page = browser.get(f"/kasus/{here[0].ref}")
        assert page.status_code == 200
        assert "mirip" not in page.content.decode().lower()
        assert browser.get(f"/kasus/{here[0].ref}/mirip").status_code == 404
        token = give_token(Posting.objects.filter(role=role).latest("id"), now=clock.real_now())
        headers = {"Authorization": f"Bearer {token}"}
        assert Client().get(f"/api/v1/cases/{here[0].ref}", headers=headers).json()["reports"] == []
        assert Client().get(f"/api/v1/cases/{here[0].ref}/look-alikes", headers=headers).status_code == 404


def test_the_same_by_the_api(open_case: Many, sign_in: SignIn) -> None:
    cases = open_case(3, copied)
    compare(clock.now().date())
    sign_in("bkn", "verifikator")
    token = give_token(Posting.objects.get(role="verifikator"), now=clock.real_now())
    headers = {"Authorization": f"Bearer {token}"}
    assert Client().get(f"/api/v1/cases/{cases[0].ref}", headers=headers).json()["reports"][0]["alike"] == ["text"]
    found = Client().get(f"/api/v1/cases/{cases[0].ref}/look-alikes", headers=headers).json()
    assert [one["kinds"] for one in found["groups"]] == [["text"]]
    assert {ref for one in found["groups"][0]["reports"] for ref in one["cases"]} == {one.ref for one in cases}


def test_nothing_finer_than_a_day_and_nothing_of_a_device_is_kept(as_migrator: psycopg.Connection) -> None:
    columns = as_migrator.execute(
        "select table_name, column_name, data_type from information_schema.columns"
        " where table_name in ('intake_pattern', 'intake_patternreport') order by 1, 2"
    ).fetchall()
    assert columns == [
        ("intake_pattern", "found_on", "date"),
        ("intake_pattern", "id", "uuid"),
        ("intake_pattern", "kind", "character varying"),
        ("intake_patternreport", "id", "bigint"),
        ("intake_patternreport", "pattern_id", "uuid"),
        ("intake_patternreport", "report_id", "uuid"),
    ]


def test_handing_in_compares_nothing(open_case: Many) -> None:
    open_case(3, copied)
    assert not Pattern.objects.exists()
    assert Report.objects.count() == 3
    assert json.dumps(list(Report.objects.values_list("identity", flat=True))) == '["anonim", "anonim", "anonim"]'
