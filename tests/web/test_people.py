"""Postings need two persons, end within one request, and hand over what was assigned; all of it stays noted."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from sbt.cases.models import Assignment
from sbt.notices.models import Notice
from sbt.people.factors import RECORDS
from sbt.people.models import Enrolment, PeopleEvent, Posting, Proposal
from sbt.people.tokens import give_token
from sbt.project import clock

from .conftest import Open, SignIn, posting_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published_law")]
HERE = "pemda-32.01"


def on(name: str, day: str = "2", month: str = "12", year: str = "2024") -> dict[str, str]:
    return {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year}


def propose(client: Client, **typed: str) -> Any:
    given = {"email": "baru@contoh.example", "name": "Sari Baru", "role": "pic", "decree": "800/1/2024"} | on("from_on")
    return client.post("/petugas/baru", given | typed)


def settle(client: Client, verdict: str = "sahkan") -> int:
    return client.post(f"/petugas/usul/{Proposal.objects.get().id}/putusan", {"putusan": verdict}).status_code


def test_one_proposes_another_confirms_and_both_are_noted(sign_in: SignIn) -> None:
    one, two = sign_in(HERE, "operator"), sign_in(HERE, "operator", 2)
    assert propose(one).status_code == 302
    assert not Posting.objects.filter(decree="800/1/2024").exists()
    assert settle(one) == 409
    assert "Sari Baru" in two.get(f"/petugas/usul/{Proposal.objects.get().id}").content.decode()
    assert settle(two) == 302
    given = Posting.objects.get(decree="800/1/2024")
    assert (given.institution, given.role, given.officer.email) == (HERE, "pic", "baru@contoh.example")
    assert not given.officer.has_usable_password()
    noted = PeopleEvent.objects.get(kind="posting_granted")
    assert noted.first.email == f"operator1@{HERE}.example"
    assert noted.second.email == f"operator2@{HERE}.example"
    assert noted.facts["decree"] == "800/1/2024"
    assert settle(two) == 404
    page = two.get("/petugas").content.decode()
    assert "Penugasan diberikan" in page
    assert "Belum mengaktifkan akun" in page


def test_nobody_grants_to_himself(sign_in: SignIn) -> None:
    one, two = sign_in(HERE, "operator"), sign_in(HERE, "operator", 2)
    assert propose(one, email=f"operator1@{HERE}.example").status_code == 409
    assert propose(one, email=f"operator2@{HERE}.example").status_code == 302
    assert settle(two) == 409
    assert not Posting.objects.filter(role="pic").exists()
    assert settle(sign_in("bkn", "operator")) == 302
    assert Posting.objects.filter(role="pic", officer__email=f"operator2@{HERE}.example").exists()


def test_a_coordinator_grants_within_his_institution_only(sign_in: SignIn) -> None:
    one, other = sign_in(HERE, "operator"), sign_in("pemda-32.02", "operator")
    assert propose(one, institution="pemda-32.02").status_code == 302
    assert Proposal.objects.get().content["rows"][0]["institution"] == HERE
    assert settle(other) == 404
    assert settle(one, "tolak") == 302
    assert propose(sign_in(HERE, "pic")).status_code == 403
    bkn = sign_in("bkn", "operator")
    assert propose(bkn, institution="pemda-32.02").status_code == 302
    assert Proposal.objects.filter(settled_at=None).get().content["rows"][0]["institution"] == "pemda-32.02"


def test_the_database_itself_refuses_one_person_or_the_one_concerned(sign_in: SignIn) -> None:
    first, second = posting_of(HERE, "operator").officer, posting_of(HERE, "operator", 2).officer
    row: dict[str, Any] = {"kind": "postings", "institution": HERE, "content": {}, "proposed_at": clock.real_now()}
    done = {"sent_at": clock.real_now(), "settled_at": clock.real_now(), "confirmed": True}
    for wrong in (
        {"proposed_by": first, "settled_by": first} | done,
        {"proposed_by": first, "settled_by": second, "officers": [second.id]} | done,
        {"proposed_by": first, "officers": [first.id]},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Proposal.objects.create(**row | wrong)
    Proposal.objects.create(**row | {"proposed_by": first, "settled_by": second} | done)


def test_what_was_noted_is_never_changed() -> None:
    posting = posting_of(HERE, "operator")
    one = PeopleEvent.objects.create(at=clock.real_now(), on=date(2024, 12, 4), kind="setup", institution=HERE)
    for change in (lambda: PeopleEvent.objects.update(institution="x"), one.delete):
        with pytest.raises(Exception, match=r"permission denied|never|tidak"), transaction.atomic():
            change()
    assert posting.live_on(date(2024, 12, 4))


def sheet(rows: list[dict[str, str]]) -> SimpleUploadedFile:
    out = io.StringIO()
    writer = csv.DictWriter(out, ["Email dinas", "Nama", "Lembaga", "Peran", "Mulai", "Sampai", "Nomor surat"])
    writer.writeheader()
    writer.writerows(rows)
    return SimpleUploadedFile("penugasan.csv", out.getvalue().encode())


def row(n: int, **other: str) -> dict[str, str]:
    return {
        "Email dinas": f"orang{n}@contoh.example",
        "Nama": f"Orang {n}",
        "Lembaga": HERE,
        "Peran": "pic",
        "Mulai": "2024-12-02",
        "Sampai": "",
        "Nomor surat": f"800/{n}/2024",
    } | other


def test_hundreds_at_once_are_accepted_whole_after_a_look(sign_in: SignIn) -> None:
    bkn, second = sign_in("bkn", "operator"), sign_in("bkn", "operator", 2)
    rows = [row(n) for n in range(300)] + [row(900, Lembaga="Pemerintah Kabupaten Sukabumi", Peran="PIC instansi")]
    looked = bkn.post("/petugas/lembar", {"sheet": sheet(rows)})
    assert looked.status_code == 302, looked.content.decode()[:4000]
    assert "Belum diajukan" in bkn.get(looked.url).content.decode()
    assert second.get(looked.url).status_code == 404
    assert settle(bkn, "ajukan") == 302
    assert settle(second) == 302
    assert Posting.objects.filter(decree__startswith="800/").count() == 301
    assert PeopleEvent.objects.filter(kind="posting_granted").count() == 301
    assert "0 dari 301" in second.get(looked.url).content.decode()


def test_one_wrong_row_refuses_the_sheet_and_says_so_at_its_row(sign_in: SignIn) -> None:
    one = sign_in(HERE, "operator")
    rows = [row(1), row(2, Lembaga="pemda-32.02"), row(3, **{"Nomor surat": ""}), row(1)]
    answer = one.post("/petugas/lembar", {"sheet": sheet(rows)})
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "tidak dikenal" in said
    rows[1] = row(2)
    said = one.post("/petugas/lembar", {"sheet": sheet(rows)}).content.decode()
    assert "2 baris perlu diperbaiki" in said
    assert "isi nomornya" in said
    assert "baris di atas" in said
    assert not Proposal.objects.exists()
    assert one.post("/petugas/lembar").status_code == 422
    assert one.post("/petugas/lembar", {"sheet": SimpleUploadedFile("a.xlsx", b"PK\x03\x04x")}).status_code == 422


def test_columns_that_need_not_be_there_may_be_absent(sign_in: SignIn) -> None:
    lines = "Email dinas,Nama,Peran,Mulai,Nomor surat\na@contoh.example,A,pic,2024-10-01,\n"
    answer = sign_in(HERE, "operator").post("/petugas/lembar", {"sheet": SimpleUploadedFile("p.csv", lines.encode())})
    assert answer.status_code == 422
    assert "1 baris perlu diperbaiki" in answer.content.decode()


def test_the_empty_sheet_that_is_handed_out_can_be_read_back(sign_in: SignIn) -> None:
    one = sign_in(HERE, "operator")
    empty = one.get("/petugas/lembar/contoh").content
    answer = one.post("/petugas/lembar", {"sheet": SimpleUploadedFile("p.xlsx", empty)})
    assert "Lembar ini kosong" in answer.content.decode()


def test_a_new_officer_sets_his_own_password_once(sign_in: SignIn) -> None:
    one, two = sign_in(HERE, "operator"), sign_in(HERE, "operator", 2)
    propose(one)
    settle(two)
    links = two.post(f"/petugas/usul/{Proposal.objects.get().id}/tautan").content.decode()
    path = re.findall(r"/aktivasi/[\w-]+", links)[0]
    token = path.rsplit("/", 1)[1]
    assert token.encode() not in bytes(Enrolment.objects.get().hash)
    visitor = Client()
    password = "kerbau payung sungai lontar 41"
    assert visitor.post(path, {"password": "password", "again": "password"}).status_code == 422
    assert visitor.post(path, {"password": password, "again": "lain"}).status_code == 422
    assert visitor.post(path, {"password": password, "again": password}).status_code == 302
    assert authenticate(None, username="baru@contoh.example", password=password) is not None
    assert visitor.get(path).status_code == 404
    assert visitor.get("/aktivasi/karangan").status_code == 404
    assert not re.findall(r"/aktivasi/", two.post(f"/petugas/usul/{Proposal.objects.get().id}/tautan").content.decode())


def end(client: Client, posting: Posting, **typed: str) -> Any:
    return client.post(f"/petugas/penugasan/{posting.id}", {"buat": "akhiri", "when": "now"} | typed)


def test_a_posting_that_ends_takes_sessions_and_tokens_within_one_request(sign_in: SignIn) -> None:
    one, leaver = sign_in(HERE, "operator"), sign_in(HERE, "pic")
    posting = posting_of(HERE, "pic")
    token = give_token(posting, now=clock.real_now())
    assert leaver.get("/tugas").status_code == 200
    api = {"HTTP_AUTHORIZATION": f"Bearer {token}"}
    assert leaver.get("/api/v1/cases", **api).status_code == 200
    assert end(one, posting).status_code == 302
    gone = leaver.get("/tugas")
    assert (gone.status_code, gone.url) == (302, "/masuk?berakhir=1")
    assert leaver.get("/api/v1/cases", **api).status_code == 401
    noted = PeopleEvent.objects.get(kind="posting_ended")
    assert noted.facts["on"] == "at_once"
    assert end(sign_in("pemda-32.02", "operator"), posting_of(HERE, "pejabat")).status_code == 404


def test_assigned_cases_go_to_the_successor_and_the_institution_is_told(sign_in: SignIn, reported: Open) -> None:
    cases = [reported()[0], reported()[0]]
    leaving, heir = posting_of("bkn", "verifikator"), posting_of("bkn", "verifikator", 2)
    for case in cases:
        Assignment.objects.create(case=case, institution="bkn", posting=leaving)
    one = sign_in("bkn", "operator")
    assert "<dd>2</dd>" in one.get(f"/petugas/penugasan/{leaving.id}").content.decode()
    stranger = posting_of("bkn", "auditor")
    assert end(one, leaving, successor=str(stranger.id)).status_code == 422
    assert end(one, leaving, successor=str(heir.id)).status_code == 302
    assert set(Assignment.objects.values_list("posting", flat=True)) == {heir.id}
    told = Notice.objects.filter(institution="bkn", code="assignment_moved")
    assert set(told.values_list("ref", flat=True)) == {case.ref for case in cases}
    facts = PeopleEvent.objects.get(kind="posting_ended").facts
    assert (facts["successor"], facts["cases"]) == (str(heir.id), 2)
    assert "pindah" in sign_in("bkn", "verifikator", 2).get("/pemberitahuan").content.decode()
    end(one, heir)
    assert not Assignment.objects.exists()


def sign_in_as(posting: Posting) -> Client:
    client = Client(headers={"accept-language": "id"})
    client.force_login(posting.officer)
    session = client.session
    session["penugasan"] = str(posting.id)
    session[RECORDS] = [{"method": "mfa", "at": clock.real_now().timestamp()}]
    session.save()
    return client


def replace(client: Client, posting: Posting, **typed: str) -> Any:
    given = {"buat": "ganti", "email": "plt@contoh.example", "name": "Wira Pengganti", "acting_as": "plt"}
    days = on("from_on") | on("until_on", "31")
    return client.post(f"/petugas/penugasan/{posting.id}", given | days | {"decree": "821/9/2024"} | typed)


def test_a_substitute_acts_for_a_time_by_a_letter_that_two_persons_confirmed(sign_in: SignIn) -> None:
    one, two = sign_in(HERE, "operator"), sign_in(HERE, "operator", 2)
    away = posting_of(HERE, "pic")
    assert replace(one, away, **on("until_on", "", "", "")).status_code == 422
    assert replace(one, away, email=f"pic1@{HERE}.example").status_code == 422
    assert replace(one, away).status_code == 302
    assert settle(two) == 302
    made = Posting.objects.get(acts_for=away)
    assert (made.role, made.institution, made.acting_as, str(made.until_on)) == ("pic", HERE, "plt", "2024-12-31")
    assert not made.live_on(date(2025, 1, 1))
    assert PeopleEvent.objects.get(kind="substitute_granted").facts["acts_for"] == str(away.id)
    assert "Plt" in two.get("/petugas").content.decode()
    assert "Plt PIC instansi" in sign_in_as(made).get("/tugas").content.decode()
    assert replace(one, made).status_code == 422


def test_granting_needs_a_fresh_factor_and_a_coordinator(sign_in: SignIn) -> None:
    for path in ("/petugas", "/petugas/baru", "/petugas/lembar", "/petugas/sistem"):
        assert sign_in(HERE, "pic").get(path).status_code == 403
        assert sign_in(HERE, "operator").get(path).status_code == 200
