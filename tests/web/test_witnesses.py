"""Witnesses whom a reporter names are protected as he is: nobody on the side of the accused reads of them anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import psycopg
import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver

from sbt.api.urls import urlpatterns as api_patterns
from sbt.cases.models import Case, CaseEvent, Content
from sbt.letters.models import Letter
from sbt.notices.models import Notice
from sbt.people.models import Posting
from sbt.people.tokens import give_token
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.sight import INSTANSI
from sbt.web.officer_urls import urlpatterns as officer_patterns
from tests.web.conftest import Open
from tests.web.test_officer_journey import on, pdf, study, take

pytestmark = pytest.mark.django_db(transaction=True)

SignIn = Callable[..., Client]

WITNESS = "Ibu Zqwsaksiyanti"
WORD = "Zqwsaksiyanti"
AGENCY = "pemda-32.01"


def roles_of_agency() -> list[str]:
    """The roles that see a case because its accused works where they do."""
    return [role.id for role in law().book.commons.authority.roles if role.sees == INSTANSI]


@pytest.fixture
def released(sign_in: SignIn, reported: Open, in_register: Callable[..., str], as_migrator: psycopg.Connection) -> Case:
    """A case with a witness, sent to the agency of the accused."""
    nip, case = in_register(), reported()[0]
    as_migrator.execute("update intake_statement set witnesses = %s", [f'["{WITNESS}, 0812-3456-7890"]'])
    for institution in ("bkn", "bawaslu", "kemenpanrb", "kemendagri"):
        take(sign_in(institution, "verifikator"), case, "suara", vote="lanjut", reason="Uraian dan bukti jelas.")
    take(sign_in("bkn", "verifikator"), case, "simpulkan", conclusion="lanjut", reason="Empat suara lanjut.")
    study(sign_in, case, nip)
    letter = {"number": "123/B-AK/2024", "letter_start": "diterima", "addressee": "ppk", "condition": "bila_terbukti"}
    take(sign_in("bkn", "auditor"), case, "terbitkan_rekomendasi", **letter, **on("letter_date"), letter=pdf())
    return case


def addresses(patterns: list[URLPattern | URLResolver], case: Case, before: str = "") -> Iterator[str]:
    """Every address of the house with the case, and what hangs on it, in its places."""
    letters = [str(one) for one in Letter.objects.values_list("id", flat=True)]
    words = {
        "ref": case.ref, "number": "1", "at": "1", "step_id": "terima_surat", "step": "terima_surat", "term": "sbt-verifikasi",
        "letter_id": letters[0], "letter": letters[0],
    }  # fmt: skip
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, case, before + str(one.pattern))
            continue
        names = one.pattern.converters
        if set(names) <= set(words):
            route = str(one.pattern)
            for name in names:
                start = route.index("<")
                route = f"{route[:start]}{words[name]}{route[route.index('>') + 1 :]}"
            yield f"{before}{route}"


def test_the_office_of_the_place_reads_the_witness_and_the_agency_reads_nothing(
    sign_in: SignIn, released: Case
) -> None:
    assert WITNESS in sign_in("bawaslu-32.01", "pengkaji", 7).get(f"/kasus/{released.ref}").content.decode()
    pages = [f"/{one}" for one in addresses(officer_patterns, released)]
    calls = [f"/api/v1/{one}" for one in addresses(api_patterns, released)]
    assert f"/kasus/{released.ref}" in pages
    assert f"/api/v1/cases/{released.ref}" in calls
    read = 0
    for role in roles_of_agency():
        browser = sign_in(AGENCY, role, 8)
        posting = Posting.objects.filter(institution=AGENCY, role=role).latest("id")
        token = give_token(posting, now=clock.real_now())
        for where in (f"/kasus?cari={WORD}", f"/tugas?meja=semua&cari={WORD}"):
            assert released.ref.encode() not in browser.get(where).content, "a search tells nothing either"
        for where in pages:
            answer = browser.get(where)
            read += answer.status_code == 200
            body = b"".join(answer) if answer.streaming else answer.content
            assert b"Zqwsaksiyanti" not in body, (role, where)
        for where in calls:
            answer = Client().get(where, headers={"Authorization": f"Bearer {token}"})
            read += answer.status_code == 200
            body = b"".join(answer) if answer.streaming else answer.content
            assert b"Zqwsaksiyanti" not in body, (role, where)
    assert read > 10 * len(roles_of_agency()), "the doors were open"


def test_no_letter_notice_event_or_text_of_the_case_names_the_witness(released: Case) -> None:
    kept = [
        *CaseEvent.objects.values_list("facts", "effects", "warnings"),
        *Content.objects.values_list("text"),
        *Letter.objects.values_list(),
        *Notice.objects.values_list(),
    ]
    assert len(kept) > 8
    assert "Zqwsaksiyanti" not in str(kept)


def test_the_table_of_powers_opens_reports_to_no_agency() -> None:
    table = law().book.commons.authority.table
    for group in ("laporan", "pelapor", "bukti_asli"):
        assert not table.shows(INSTANSI, group)
    told = {row.item for row in law().disclosure.rows if row.reader in {INSTANSI, "terlapor"} and row.when != "never"}
    assert not told & {"identitas_pelapor", "keterangan_pelaporan", "saksi"}
