"""Reading a sensitive part leaves a row with purpose; each institution's inspectors see theirs; a breach has its list."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import psycopg
import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sbt.cases.models import Case
from sbt.project import clock, privileges
from sbt.project.command import parser
from sbt.protection import breach, readings
from sbt.protection.models import Reading
from tests.web.conftest import Open, SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    readings._pages.clear()


def test_the_case_page_notes_once_what_it_shows_and_why(sign_in: SignIn, reported: Open) -> None:
    (case,) = reported()
    verifier = sign_in("bkn", "verifikator")
    assert verifier.get(f"/kasus/{case.ref}").status_code == 200
    row = Reading.objects.get()
    assert (row.ref, row.fields, row.purpose, row.institution) == (case.ref, ["laporan"], "menangani", "bkn")
    assert row.watched_by == "bkn"
    assert verifier.get(f"/kasus/{case.ref}").status_code == 200
    assert Reading.objects.count() == 1, "the same page within the hour costs no second row"


def test_the_second_look_asks_the_database_nothing_more(sign_in: SignIn, reported: Open) -> None:
    from django.db import connection

    (case,) = reported()
    verifier = sign_in("bkn", "verifikator")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            verifier.get(f"/kasus/{case.ref}")
        counts.append(sum("protection_reading" in one["sql"] for one in asked.captured_queries))
    assert counts == [1, 0]


def test_who_looks_beyond_his_desk_is_noted_as_looking(sign_in: SignIn, reported: Open) -> None:
    (case,) = reported()
    assert sign_in("bawaslu-32", "pengkaji").get(f"/kasus/{case.ref}").status_code == 200
    assert Reading.objects.get().purpose == "memantau"


def test_the_instansi_that_sees_nothing_leaves_nothing(sign_in: SignIn, reported: Open) -> None:
    (case,) = reported(instansi="pemda-32.01")
    assert sign_in("pemda-32.01", "pic").get(f"/kasus/{case.ref}").status_code == 404
    assert not Reading.objects.exists()


def test_searching_the_register_notes_every_number_shown(
    sign_in: SignIn, reported: Open, in_register: Callable[..., str]
) -> None:
    nip = in_register()
    (case,) = reported(instansi="pemda-32.01")
    page = sign_in("bkn", "verifikator").get(f"/kasus/{case.ref}/identitas")
    assert page.status_code == 200
    row = Reading.objects.get(fields=["nomor_induk"])
    assert row.nips == [nip]


def test_inspectors_see_their_house_and_the_inspectorate_sees_inspectors(sign_in: SignIn, reported: Open) -> None:
    (case,) = reported()
    sign_in("bkn", "verifikator").get(f"/kasus/{case.ref}")
    head = sign_in("bkn", "pimpinan")
    head.get(f"/kasus/{case.ref}")
    sign_in("kemenpanrb", "verifikator").get(f"/kasus/{case.ref}")
    assert sorted(Reading.objects.values_list("institution", "watched_by")) == [
        ("bkn", "bkn"), ("bkn", "kemenpanrb"), ("kemenpanrb", "kemenpanrb"),
    ]  # fmt: skip

    def seen(client: Client) -> str:
        answer = client.get("/pembacaan")
        assert answer.status_code == 200
        return answer.content.decode()

    assert 'href="/pembacaan"' in head.get("/tugas").content.decode()
    own = seen(head)
    assert "<td>Petugas verifikator 1" in own
    assert "<td>Petugas pimpinan 1" not in own
    inspectorate = seen(sign_in("kemenpanrb", "pemegang_kunci"))
    assert "<td>Petugas pimpinan 1" in inspectorate
    assert sign_in("bkn", "verifikator", 2).get("/pembacaan").status_code == 404


def test_many_cases_beyond_the_desk_are_flagged(sign_in: SignIn) -> None:
    now = clock.now()
    Reading.objects.bulk_create(
        Reading(
            at=now - timedelta(minutes=n), on=now.date(), posting="x", institution="bkn", watched_by="bkn",
            ref=f"NET-{n}", fields=["laporan"], purpose="memantau",
        )
        for n in range(25)
    )  # fmt: skip
    page = sign_in("bkn", "pimpinan").get("/pembacaan").content.decode()
    assert "25 kasus dalam satu jam" in page


def listed(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, str]]:
    options = parser().parse_args(["breach-list", *words])
    capsys.readouterr()
    assert options.module.run(options) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_the_breach_list_names_whom_a_posting_read(
    sign_in: SignIn, reported: Open, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = reported("Tegar Wiranusa"), reported("Ratna Kelana")
    reader = sign_in("bkn", "verifikator")
    reader.get(f"/kasus/{first[0].ref}")
    posting = Reading.objects.get().posting
    sign_in("kemenpanrb", "verifikator").get(f"/kasus/{second[0].ref}")
    today = clock.now().date().isoformat()
    days = ("--from", today, "--until", today)
    people = listed(capsys, *days, "--posting", posting)
    assert [(one["orang"], one["nama"], one["kasus"]) for one in people] == [
        ("pelapor (lewat kode laporan)", "", first[0].ref),
        ("terlapor", "Tegar Wiranusa", first[0].ref),
    ]
    everybody = {one["nama"] for one in listed(capsys, *days)}
    assert {"Tegar Wiranusa", "Ratna Kelana"} <= everybody
    table = listed(capsys, *days, "--table", "intake_statement")
    assert {"Tegar Wiranusa", "Ratna Kelana"} <= {one["nama"] for one in table}


@pytest.mark.parametrize("table", sorted(breach.TABLES))
def test_every_table_that_is_offered_can_be_listed(published_law: None, table: str) -> None:
    today = clock.now().date()
    assert list(breach.concerned_by_table(table, today, today)) is not None


NOBODY_IN_IT = {
    *("cases_case_decisions", "cases_assignment", "cases_deadline", "cases_desk", "cases_incident", "cases_forwarding"),
    *("cases_caseletter", "cases_casereport", "cases_decision_cases", "letters_letter", "notices_notice"),
    *("intake_draft", "intake_draftfile", "sealing_custodiankey", "sealing_keyact", "sealing_opening"),
    *("sealing_openingact", "sealing_formalattestation", "intake_pattern", "intake_patternreport"),
    *("protection_disposal", "protection_disposalitem", "protection_disposalapproval"),
}
"""Numbers, days and codes of cases and offices; drafts are sealed with a key that is not here."""
OFFICERS_ONLY = ("people_", "mfa_", "socialaccount_", "account_")
"""Whom `people_officer` lists."""
OF_NOBODY = ("django_", "auth_", "procrastinate_", "project_", "demo_", "rulebook_")


def test_every_table_that_tells_of_somebody_is_offered() -> None:
    left = set(privileges.TABLES) - set(breach.TABLES) - NOBODY_IN_IT
    assert not {one for one in left if not one.startswith((*OFFICERS_ONLY, *OF_NOBODY))}


def test_a_breach_names_everybody_whom_many_readings_concern(
    as_superuser: psycopg.Connection, published_law: None, reported: Open, transactional_db: None
) -> None:
    (case,) = reported()
    columns = [field.column for field in Case._meta.concrete_fields if field.column not in ("id", "ref")]
    kept = ", ".join(f'"{name}"' for name in columns)
    as_superuser.execute(
        f"insert into cases_case (id, ref, {kept}) select gen_random_uuid(), 'NET-B-' || n, {kept}"
        " from cases_case, generate_series(1, 2000) as n where ref = %s",
        [case.ref],
    )
    as_superuser.execute(
        'insert into protection_reading (at, "on", posting, institution, watched_by, ref, fields, nips, purpose)'
        " select now(), current_date, 'p' || n % 50, 'bkn', 'bkn', 'NET-B-' || (n % 2000 + 1), '{laporan}', '{}',"
        " 'memantau' from generate_series(1, 20000) as n"
    )
    today = as_superuser.execute("select current_date").fetchone()
    assert today is not None
    found = list(breach.concerned_by_reading(today[0], today[0]))
    assert len(found) >= 1
    assert sum(len(one.cases.split()) for one in found if one.person == "terlapor") == 2_000
