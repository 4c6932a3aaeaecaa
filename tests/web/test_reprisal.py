"""A report of reprisal goes to an institution other than the employer's and is answered there; nobody else reads of it."""

from __future__ import annotations

import re
from collections.abc import Callable

import psycopg
import pytest
from django.test import Client

from sbt.cases.models import Case, CaseEvent
from sbt.intake.models import Reprisal, ReprisalAct
from sbt.intake.receipt import new_receipt, receipt_hash
from sbt.notices.models import Notice
from sbt.rulebook.current import law
from tests.web.conftest import Open

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("published_law")]

SignIn = Callable[..., Client]
STORY = "Sesudah melapor saya dipindah ke kecamatan paling jauh dan diancam tidak naik pangkat."
HANDLES = "pemegang_kunci"


def told(citizen: Client, **more: str) -> str:
    """Hand one in and give its receipt."""
    form = citizen.get("/lapor/balasan").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', form)
    assert key
    employer = next(one.name.id for one in law().accused_offices() if one.area.startswith("32.9"))
    given = {"story": STORY, "employer": employer, "key": key[1]} | more
    answer = citizen.post("/lapor/balasan", given)
    assert answer.status_code == 201, answer.content.decode()
    found = re.search(r'<output class="code">(.*?)</output>', answer.content.decode())
    assert found
    again = citizen.post("/lapor/balasan", given)
    assert found[1] in again.content.decode(), "the same form sent twice is one report"
    return found[1].replace("<wbr>", "")


def status(citizen: Client, receipt: str) -> str:
    citizen.post("/status", {"code": receipt})
    return citizen.get("/status").content.decode()


def test_it_is_acknowledged_answered_and_closed_by_another_institution(sign_in: SignIn) -> None:
    citizen = Client(headers={"accept-language": "id"})
    receipt = told(citizen)
    row = Reprisal.objects.get()
    assert row.recipient == law().reprisal.recipients[0].institution != row.employer
    assert bytes(row.receipt_hash) == receipt_hash(receipt)
    assert "Belum dibuka penerima" in status(citizen, receipt)
    officer = sign_in(row.recipient, HANDLES)
    assert STORY in officer.get("/balasan").content.decode()
    address = f"/balasan/{row.id}"
    assert officer.post(address, {"act": "jawab", "text": "Terlalu cepat."}).status_code == 409
    assert officer.post(address, {"act": "terima"}).status_code == 302
    assert officer.post(address, {"act": "terima"}).status_code == 409
    assert officer.post(address, {"act": "jawab", "text": ""}).status_code == 422
    assert officer.post(address, {"act": "jawab", "text": "Datanglah ke kantor kami."}).status_code == 302
    assert officer.post(address, {"act": "tutup", "text": "Perlindungan diberikan."}).status_code == 302
    assert officer.post(address, {"act": "jawab", "text": "Sudah lewat."}).status_code == 409
    page = status(citizen, receipt)
    assert "Datanglah ke kantor kami." in page
    assert "Ditutup" in page
    assert [one.act for one in ReprisalAct.objects.order_by("id")] == ["terima", "jawab", "tutup"]


def test_whose_employer_is_the_first_recipient_is_heard_by_the_next(as_migrator: psycopg.Connection) -> None:
    first, second = law().reprisal.recipients[:2]
    assert law().reprisal.recipient_for(first.institution) == second
    assert law().reprisal.recipient_for("pemda-32.01") == first
    assert all(law().institution(name) for name in law().reprisal.institutions())
    with pytest.raises(psycopg.errors.CheckViolation):
        as_migrator.execute(
            "insert into intake_reprisal (id, receipt_hash, received_on, employer, recipient, shown_receipt, story)"
            " values (gen_random_uuid(), 'x', '2024-12-04', 'satu', 'satu', false, 'x')"
        )


def test_nobody_else_reads_of_it_and_no_case_does(sign_in: SignIn, reported: Open) -> None:
    case = reported(instansi="pemda-32.01")[0]
    before = CaseEvent.objects.count(), Notice.objects.count()
    told(Client(headers={"accept-language": "id"}))
    row = Reprisal.objects.get()
    Case.objects.filter(id=case.id).update(released=True)
    assert (CaseEvent.objects.count(), Notice.objects.count()) == before
    strangers = [("pemda-32.01", "pic"), ("pemda-32.01", "ppk"), ("bkn", "verifikator"), ("bawaslu", HANDLES)]
    for institution, role in strangers:
        browser = sign_in(institution, role)
        assert browser.get("/balasan").status_code == 404
        assert browser.post(f"/balasan/{row.id}", {"act": "terima"}).status_code == 404
    other = law().reprisal.recipients[1]
    browser = sign_in(other.institution, other.role)
    assert STORY not in browser.get("/balasan").content.decode()
    assert browser.post(f"/balasan/{row.id}", {"act": "terima"}).status_code == 404
    assert not ReprisalAct.objects.exists()


def test_a_code_is_only_said_to_be_right_and_a_wrong_one_is_answered_alike() -> None:
    told(Client(headers={"accept-language": "id"}), code=new_receipt())
    assert not Reprisal.objects.get().shown_receipt
    columns = {field.column for field in Reprisal._meta.concrete_fields}
    assert not columns & {"report_id", "case_id", "ref"}


def test_what_is_missing_is_said_and_kept() -> None:
    citizen = Client(headers={"accept-language": "id"})
    answer = citizen.post("/lapor/balasan", {"story": STORY, "employer": "Kantor Entah", "happened_year": "2099"})
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "Pilih nama instansi dari daftar" in body
    assert STORY in body
    assert not Reprisal.objects.exists()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "id",
            (
                "Server melihat tulisan Anda",
                "Jaringan kantor",
                "riwayat",
                "hanya Anda yang tahu",
                "kantor kecil",
                "LPSK",
            ),
        ),
        ("en", ("server sees", "office network", "history", "only you know", "small office", "LPSK")),
    ],
)
def test_the_guide_says_what_nobody_can_protect_from(language: str, words: tuple[str, ...]) -> None:
    reader = Client(headers={"accept-language": language})
    body = reader.get("/panduan-pelapor").content.decode()
    for one in words:
        assert one.lower() in body.lower()
    for page in ("/lapor", "/bantuan", "/lapor/balasan"):
        assert "/panduan-pelapor" in reader.get(page).content.decode()
    assert "/lapor/balasan" in body
