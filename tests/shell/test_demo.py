"""The demo as it is played by the real executable, once interrupted by force: its figures, its people, its officers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date

import psycopg
import pytest
import pytest_django
from django.conf import settings
from django.test import Client

from sbt.cases.check_projection import check_projection
from sbt.cases.models import AccusedCode, Case, CaseEvent, Content, Desk, Forwarding
from sbt.cases.queries.openings import openings_for
from sbt.cases.queries.worklist import WorklistFilter, worklist
from sbt.demo.custodians import PASSPHRASE, folder
from sbt.demo.models import Played
from sbt.demo.people import FAR_OFF
from sbt.demo.script import read_plan
from sbt.information.models import Request
from sbt.information.queries import desk, serves
from sbt.intake.models import Question, Report, Statement
from sbt.people.actor import actor_for
from sbt.people.models import Officer, Posting
from sbt.people.queries import postings_of
from sbt.project import clock
from sbt.project.welcome import demo_password
from sbt.register.models import Asn, Subject
from sbt.rulebook.current import law
from sbt.rules.identity import Nip, check_nip
from sbt.sealing import envelope, keyfile
from sbt.sealing.keys import holds
from sbt.sealing.models import FormalAttestation, Opening
from sbt.sealing.queries import envelope_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("played")]

FINAL_DAY = date(2024, 12, 4)
PUBLISHED = {
    "waiting_bkn_verification": 667,
    "waiting_ppk_follow_up": 436,
    "left_service": 4,
    "not_proven": 24,
    "cancelled": 27,
}
TOTAL, REJECTED, SANCTIONED = 1158, 60, 19
POSITIONS = {
    "fungsional": 23.3,
    "jpt": 22.9,
    "pelaksana": 18.3,
    "kepala_wilayah": 16.7,
    "administrator": 10.4,
}
FORMS = {"campaign_participation": 12.9, "partisan_activity": 10.8, "party_membership": 7.1}
POST_OR_FOLLOW, PROMOTION = ("skb22-e4", "skb22-d6"), ("skb22-e2", "skb22-d2")
POST_OR_FOLLOW_SHARE, PROMOTION_SHARE = 15.8, 11.3
MERGED = "merged"


@pytest.fixture(scope="module")
def played(
    django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker, as_superuser: psycopg.Connection
) -> Iterator[None]:
    """Prepare as `sbt run` does, play, kill after three weeks, play on; afterwards leave the database empty."""
    command("prepare")
    first = start("demo")
    assert first.stdout is not None
    for line in first.stdout:
        if "hari 21 " in line:
            break
    first.kill()
    first.wait()
    first.stdout.close()
    with django_db_blocker.unblock():
        days = clock.demo_days()
    assert days is not None
    assert days[0] >= 21
    assert days[1] == 92
    said = command("demo")
    assert "demo siap: 1231 laporan" in said
    assert command("demo") == ""
    yield
    names = as_superuser.execute(
        "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'"
    )
    kept = ("django_", "auth_", "project_", "rulebook_")
    with as_superuser.transaction():
        as_superuser.execute("set local session_replication_role = replica")
        for (name,) in names.fetchall():
            if not name.startswith(kept):
                as_superuser.execute(psycopg.sql.SQL("delete from {}").format(psycopg.sql.Identifier(name)))


def start(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "sbt.project.command", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )


def command(*words: str) -> str:
    done = start(*words)
    said, _ = done.communicate()
    assert done.returncode == 0, said
    return said


def status_of_reports() -> Counter[str]:
    """Count each report of Pilkada 2024 once: under the status of the first person it names.

    A report whose case was merged counts under the status of the case it was merged into.
    """
    cases: dict[str, list[str]] = {}
    links = Report.objects.filter(election=read_plan().election).order_by("case_links__id")
    for report, status in links.values_list("id", "case_links__case__status"):
        cases.setdefault(str(report), []).append(status)
    return Counter(next(status for status in statuses if status != MERGED) for statuses in cases.values())


def pilkada() -> list[Case]:
    return list(Case.objects.filter(election=read_plan().election).exclude(status=MERGED).select_related("subject"))


def share(part: int, whole: int) -> float:
    return 100 * part / whole


def test_the_split_is_the_published_one() -> None:
    counted = status_of_reports()
    assert {status: counted[status] for status in PUBLISHED} == PUBLISHED
    assert sum(PUBLISHED.values()) == TOTAL
    assert counted["rejected"] == REJECTED
    assert set(counted) == {*PUBLISHED, "rejected"}
    assert counted.total() == TOTAL + REJECTED


def test_the_sanctioned_stand_among_those_waiting_for_the_ppk() -> None:
    sanctioned = [case for case in pilkada() if case.outcome == "sanctioned"]
    assert len(sanctioned) == SANCTIONED
    assert {case.status for case in sanctioned} == {"waiting_ppk_follow_up"}
    assert all(case.sanction and not case.final for case in sanctioned)


def test_positions_are_spread_as_published() -> None:
    levels = Counter(case.subject.job_level for case in pilkada() if case.subject.confirmed)
    levels["jpt"] = sum(count for level, count in levels.items() if level.startswith("jpt_"))
    whole = sum(count for level, count in levels.items() if level != "jpt" and level)
    assert whole > 500
    for level, published in POSITIONS.items():
        assert share(levels[level], whole) == pytest.approx(published, abs=1.0), level


def test_forms_are_spread_as_published() -> None:
    cases = pilkada()
    forms = Counter(case.form for case in cases)
    for form, published in FORMS.items():
        assert share(forms[form], len(cases)) == pytest.approx(published, abs=1.0), form
    classified = [case for case in cases if case.row]
    rows = Counter(case.row for case in classified)
    for pair, published in ((POST_OR_FOLLOW, POST_OR_FOLLOW_SHARE), (PROMOTION, PROMOTION_SHARE)):
        assert share(sum(rows[row] for row in pair), len(classified)) == pytest.approx(published, abs=1.0), pair


def test_every_place_is_invented_and_no_text_names_a_real_one() -> None:
    regencies = law().regencies
    real = {regency.code for regency in regencies.values() if not regency.demo}
    assert not Case.objects.filter(area__in=real).exists()
    assert not Case.objects.filter(instansi__in=[f"pemda-{code}" for code in real]).exists()
    names = {
        f"{'Kota' if one.kind == 'kota' else 'Kabupaten'} {one.name}" for one in regencies.values() if not one.demo
    }
    texts = [
        *Statement.objects.values_list("story", flat=True),
        *Statement.objects.values_list("place", flat=True),
        *Content.objects.values_list("text", flat=True),
        *Subject.objects.values_list("named_office", flat=True),
    ]
    assert len(set(texts)) > 1500
    whole = "\n".join(texts)
    assert not [name for name in names if f"{name}\n" in whole or f"{name} " in whole or f"{name}." in whole]


def test_every_number_is_of_the_right_structure_and_nobodys() -> None:
    numbers = [check_nip(nip) for nip in Asn.objects.values_list("nip", flat=True)]
    assert len(numbers) >= 3000
    assert all(isinstance(number, Nip) and int(number.sequence) > FAR_OFF for number in numbers)


def test_every_reporters_name_is_sealed_and_opens_with_the_demos_own_keys() -> None:
    files = {path.stem: json.loads(path.read_text()) for path in folder().glob("*.json")}
    assert files.pop("sesi-pemohon")["kind"] == keyfile.KIND
    assert set(files) == {"unit_penerima", "inspektorat", "pelindung"}
    keys = {one: (file["key"], keyfile.read(file).unlock(PASSPHRASE)) for one, file in files.items()}
    reports = Report.objects.exclude(identity="anonim")
    assert {report.identity for report in reports} == {"rahasia", "terbuka"}
    for report in reports:
        sealed = envelope_of(report.id)
        assert sealed is not None
        assert sealed.choice == report.identity
        shares = {one: envelope.open_share(sealed, *keys[one]) for one in sealed.offices[1:]}
        assert envelope.open_identity(sealed, shares)["email"].endswith("@warga.example")


def test_there_is_something_to_try_of_the_sealing() -> None:
    assert Opening.objects.count() == 1
    assert not Opening.objects.get().acts.exists(), "it waits for the custodians"
    assert Question.objects.exists()
    assert FormalAttestation.objects.exists()


def test_requests_for_information_stand_at_different_places_of_their_road() -> None:
    rows = {row: [act.act for act in row.acts.order_by("id")] for row in Request.objects.order_by("received_on")}
    assert list(rows.values()) == [["uji", "setujui_uji", "jawab", "keberatan"], ["jawab"], []]
    assert [row.closed_on is None for row in rows] == [True, False, True]


def test_every_account_signs_in_and_has_work() -> None:
    password, whole = demo_password(settings.SBT_DATA), law()
    assert whole.demo is not None
    first, gone = whole.demo.accounts[0], set()
    assert Client().login(username=first.email, password=password)
    opens = Officer.objects.get(email=first.email).password
    for account in whole.demo.accounts:
        officer = Officer.objects.get(email=account.email)
        assert officer.is_active
        assert officer.password == opens, f"{account.email} has another password"
        live = list(postings_of(officer.id, on=FINAL_DAY))
        known = whole.book.commons.institutions[account.institution]
        if known.span.until is not None and known.span.until < FINAL_DAY:
            gone.add(account.institution)
            assert not live
            assert Posting.objects.get(officer=officer).until_on == known.span.until
            continue
        assert [(posting.institution, posting.role) for posting in live] == [(account.institution, account.role)]
        actor = actor_for(live[0], whole.book.commons)
        if holds(actor, whole):
            assert openings_for(actor, clock.now())[1], account.email
            assert not worklist(actor, WorklistFilter()).rows, "who holds keys sees no case"
            continue
        if serves(actor, whole):
            assert desk(actor, whole, most=9), account.email
            assert not worklist(actor, WorklistFilter()).rows, "who serves requests for information sees no case"
            continue
        assert account.role in whole.coordinators or worklist(actor, WorklistFilter()).rows, account.email
    assert gone == {"kasn"}


def test_cases_of_the_body_before_are_handed_over_and_stand_apart() -> None:
    before = Case.objects.filter(election="pemilu2024")
    assert before.count() == len(read_plan().raw["earlier"])
    assert Case.objects.exclude(election__in=("pemilu2024", "pilkada2024")).count() == 0
    handed = CaseEvent.objects.filter(kind="hand_over")
    assert {event.happened_on for event in handed} == {read_plan().handed_over}
    assert {event.case.election for event in handed.select_related("case")} == {"pemilu2024"}
    late = CaseEvent.objects.filter(institution="kasn", happened_on__gt=date(2024, 8, 24))
    assert not late.exists()


def test_forwardings_reach_from_one_person_to_eighty_six_and_one_was_refused() -> None:
    sizes = [forwarding.lines.count() for forwarding in Forwarding.objects.filter(accepted=True)]
    assert min(sizes) == 1
    assert max(sizes) == 86
    refused = Forwarding.objects.get(accepted=False)
    assert all(line.faults and line.case is None for line in refused.lines.all())


def test_every_step_of_the_relay_was_taken_by_somebody() -> None:
    taken = set(CaseEvent.objects.values_list("step", flat=True))
    for step in ("suara", "pleno", "terbitkan_rekomendasi", "tandai_benturan", "tegur_kepala_daerah", "sahkan_blokir"):
        assert step in taken
    assert taken >= {"ajukan_keberatan", "ajukan_banding", "jawab_surat", "gabungkan", "lepas_berkas", "buka_blokir"}
    assert taken >= {"nyatakan_benturan", "terbitkan_pemulihan"}
    assert Case.objects.filter(due_on__lt=FINAL_DAY, final=False).count() > 100
    assert not CaseEvent.objects.filter(happened_on__gt=FINAL_DAY).exists()


def test_one_case_waits_at_the_agency_and_one_name_is_cleared_by_a_letter() -> None:
    waiting = CaseEvent.objects.get(step="nyatakan_benturan").case
    assert Desk.objects.filter(case=waiting, institution="bkn").exists()
    letter = CaseEvent.objects.get(step="terbitkan_pemulihan")
    assert AccusedCode.objects.filter(case=letter.case, ended_on__isnull=True).count() == 1


def test_rows_are_what_their_events_make_them() -> None:
    assert list(check_projection(law().book, progress=lambda _: None)) == []


def test_the_demo_is_complete_and_says_so() -> None:
    assert clock.demo_days() is None
    assert Played.objects.filter(finished=True).count() == 1
