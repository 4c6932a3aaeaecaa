"""Conflicts of interest on the screens: who records, who declares, what the person then finds, without script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from sbt.cases.models import Case
from sbt.people.models import Posting
from tests.web.test_officer_journey import studied, take

pytestmark = pytest.mark.django_db(transaction=True)

Open = Callable[..., list[Case]]
SignIn = Callable[..., Client]
REASON = "Kakak ipar terlapor menurut keterangannya sendiri."


def test_whoever_declares_an_interest_loses_the_case_and_nothing_else(sign_in: SignIn, reported: Open) -> None:
    case, other = reported()[0], reported()[0]
    verifier, colleague = sign_in("kemenpanrb", "verifikator"), sign_in("kemendagri", "verifikator")
    address = f"/kasus/{case.ref}/langkah/nyatakan_benturan"
    assert "Nyatakan diri berkepentingan" in verifier.get(f"/kasus/{case.ref}").content.decode()
    answer = verifier.post(address, {"conflict": "kerabat", "reason": REASON, "key": "k"})
    assert answer.status_code == 302
    assert "Benturan kepentingan Anda tercatat" in verifier.get(answer["Location"]).content.decode()
    for page in ("/kasus", "/tugas", "/pemberitahuan"):
        assert case.ref not in verifier.get(page).content.decode(), page
    assert verifier.get(f"/kasus/{case.ref}").status_code == 404
    assert verifier.get(address).status_code == 404
    assert verifier.get(f"/kasus/{other.ref}").status_code == 200
    assert colleague.get(f"/kasus/{case.ref}").status_code == 200


def test_the_agency_records_it_for_another_and_sees_that_the_case_waits(
    sign_in: SignIn, reported: Open, in_register: Callable[..., str]
) -> None:
    case = reported()[0]
    studied(sign_in, case, in_register())
    auditor, examiner = sign_in("bkn", "auditor"), sign_in("bawaslu-32.01", "pengkaji")
    seat = Posting.objects.get(institution="bawaslu-32.01", role="pengkaji")
    form = auditor.get(f"/kasus/{case.ref}/langkah/catat_benturan").content.decode()
    assert f'value="{seat.id}"' in form
    assert seat.officer.name in form
    take(auditor, case, "catat_benturan", officer=str(seat.id), conflict="kerabat", reason=REASON)
    assert examiner.get(f"/kasus/{case.ref}").status_code == 404
    page = auditor.get(f"/kasus/{case.ref}").content.decode()
    assert "menunggu petugas tanpa benturan kepentingan" in page
    assert "Pengkaji Bawaslu" in page
    assert case.ref in auditor.get("/tugas?tahap=").content.decode()
    refused = examiner.post(f"/kasus/{case.ref}/langkah/catat_benturan", {"officer": str(seat.id)})
    assert refused.status_code == 404
