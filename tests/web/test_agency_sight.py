"""What the accused's agency may not learn once the case is released to it: when it was reported, and by how many."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from sbt.cases.actions import add_evidence
from sbt.cases.models import Case, CaseReport, Deadline
from sbt.evidence.actions import add_file
from sbt.notices.models import Notice
from sbt.people.acting import acting, show_receipt
from sbt.people.actor import PUBLIC
from sbt.people.models import Posting
from sbt.people.tokens import give_token
from sbt.project import clock
from sbt.register.models import Subject
from sbt.rulebook.current import law
from sbt.rules.outcome import Refused
from tests.web.test_officer_journey import on, pdf, study, take

pytestmark = [pytest.mark.django_db(transaction=True)]

Open = Callable[..., list[Case]]
SignIn = Callable[..., Client]
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


@pytest.fixture
def released(sign_in: SignIn, reported: Open, in_register: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> Case:
    """A case reported nine days ago and sent to the agency today."""
    today = clock.now()
    with monkeypatch.context() as earlier:
        earlier.setattr(clock, "now", lambda: today - timedelta(days=9))
        nip, case = in_register(), reported()[0]
    for institution in ("bkn", "bawaslu", "kemenpanrb", "kemendagri"):
        take(sign_in(institution, "verifikator"), case, "suara", vote="lanjut", reason="Uraian dan bukti jelas.")
    take(sign_in("bkn", "verifikator"), case, "simpulkan", conclusion="lanjut", reason="Empat suara lanjut.")
    study(sign_in, case, nip)
    letter = {"number": "123/B-AK/2024", "letter_start": "diterima", "addressee": "ppk", "condition": "bila_terbukti"}
    take(sign_in("bkn", "auditor"), case, "terbitkan_rekomendasi", **letter, **on("letter_date"), letter=pdf())
    return case


def test_neither_limits_nor_conflicts_nor_notices_tell_of_the_report(sign_in: SignIn, released: Case) -> None:
    agency = sign_in("pemda-32.01", "pic")
    began = Deadline.objects.filter(case=released, started_on=released.received_on).values_list("term", flat=True)
    assert began
    for term in began:
        assert agency.get(f"/kasus/{released.ref}/tenggat/{term}").status_code == 404

    token = give_token(Posting.objects.get(institution="pemda-32.01"), now=clock.real_now())
    headers = {"Authorization": f"Bearer {token}", "If-Match": '"0"'}
    address = f"/api/v1/cases/{released.ref}/steps/terima_surat"
    late = agency.post(address, {"facts": {}}, content_type="application/json", headers=headers)
    assert late.status_code == 412
    assert [one["step"] for one in late.json()["meanwhile"]] == ["terbitkan_rekomendasi"]
    assert released.received_on.isoformat() not in late.content.decode()

    Subject.objects.update(named_office="Kantor sebelah saya", account="@tetangga")
    file = agency.get(f"/api/v1/cases/{released.ref}", headers=headers).content.decode()
    assert "tetangga" not in file
    assert "sebelah" not in file

    report, now = CaseReport.objects.get(case=released).report, clock.now()
    with acting(PUBLIC, now=now) as act:
        show_receipt(bytes(report.receipt_hash))
        added = add_file("foto.png", [PNG], institution="", on=now.date())
        assert not isinstance(added, Refused)
        assert act.settle(add_evidence(report, [added], book=law().book, actor=PUBLIC, now=now)) == 1
    told = set(Notice.objects.filter(code="tambah_bukti").values_list("institution", flat=True))
    assert "bawaslu-32.01" in told
    assert "pemda-32.01" not in told


def test_the_list_follows_the_day_of_the_stage_not_of_the_report(sign_in: SignIn, reported: Open) -> None:
    first, second = (reported(name, instansi="pemda-32.01")[0] for name in ("Satu Terlapor", "Dua Terlapor"))
    Case.objects.filter(id=first.id).update(released=True, received_on=date(2024, 11, 1), entered_on=date(2024, 12, 3))
    Case.objects.filter(id=second.id).update(released=True, received_on=date(2024, 12, 1), entered_on=date(2024, 12, 2))
    body = sign_in("pemda-32.01", "pic").get("/kasus").content.decode()
    assert 0 < body.index(first.ref) < body.index(second.ref)
    body = sign_in("bkn", "verifikator").get("/kasus").content.decode()
    assert 0 < body.index(second.ref) < body.index(first.ref)


def test_only_who_may_identify_searches_the_register(
    sign_in: SignIn, reported: Open, in_register: Callable[..., str]
) -> None:
    nip, case = in_register(), reported("Tegar Wiranusa")[0]
    address = f"/kasus/{case.ref}/identitas?cari_nama=Tegar+Wiranusa"
    assert nip in sign_in("bkn", "verifikator").get(address).content.decode()
    watched = sign_in("kemenpanrb", "pengamat").get(address)
    assert watched.status_code == 200
    assert nip not in watched.content.decode()


def test_the_first_thing_offered_after_a_letter_is_to_acknowledge_it(sign_in: SignIn, released: Case) -> None:
    body = sign_in("pemda-32.01", "pic").get(f"/kasus/{released.ref}").content.decode()
    first = [body.index(f"/langkah/{step}") for step in ("terima_surat", "jawab_surat", "bentuk_tim")]
    assert first == sorted(first)
