"""What officers enter themselves: reports on paper, findings, initial information."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from sbt.cases.models import Case
from sbt.intake.models import Report
from sbt.sealing.queries import envelope_of
from tests.sealing.custodians import appointed

pytestmark = [pytest.mark.django_db(transaction=True)]

SignIn = Callable[..., Client]
TYPED = {
    "entrance": "temuan",
    "channel": "pengawasan",
    "form": "social_media",
    "precision": "day",
    "act_day": "20", "act_month": "11", "act_year": "2024",
    "story": "Pengawas melihat unggahan dukungan pada akun terbuka.",
    "people": "1",
    "p1-name": "Gilang Prawira",
    "p1-post": "Camat",
    "buat": "catat",
}  # fmt: skip


@pytest.fixture
def office(sign_in: SignIn) -> Client:
    return sign_in("bawaslu-32.01", "pengkaji")


def enter(office: Client, **more: Any) -> Any:
    return office.post("/temuan/baru", TYPED | more)


def test_a_finding_opens_a_case_in_the_office_of_the_place(office: Client) -> None:
    answer = enter(office)
    assert answer.status_code == 302, answer.content.decode()
    case = Case.objects.get()
    assert answer.url == f"/kasus/{case.ref}"
    assert (case.office, case.area, case.stage) == ("bawaslu-32.01", "32.01", "verifikasi")
    assert Report.objects.get().receipt_hash is None


def test_two_persons_are_two_linked_cases(office: Client) -> None:
    more = enter(office, buat="tambah").content.decode()
    assert 'name="people" value="2"' in more
    assert enter(office, people="2", **{"p2-name": "Sekar Ayu"}).status_code == 302
    assert Case.objects.filter(incident__isnull=False).count() == 2


def test_the_same_form_twice_is_one_finding(office: Client) -> None:
    assert enter(office, key="satu").url == enter(office, key="satu").url
    assert Report.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"act_year": "2034"}, "tidak boleh lebih dari hari ini"),
        ({"act_day": "31", "act_month": "2"}, "tidak ada pada bulan"),
        ({"story": ""}, "paling sedikit satu kalimat"),
        ({"story": "x" * 10_001}, "paling banyak 10000"),
        ({"story": "Ajakan \u202emendukung calon di grup"}, "pembalik arah"),
        ({"p1-name": "", "p1-post": ""}, "Isi nama, NIP"),
        ({"p1-number": "198513012010011003"}, "Angka ke-1 sampai ke-8"),
        ({"channel": "merpati"}, "Pilih bagaimana diterima"),
        ({"form": "tidak_ada"}, "Pilih bentuk"),
    ],
)
def test_what_is_wrong_is_named_and_the_rest_stays(office: Client, more: dict[str, str], words: str) -> None:
    answer = enter(office, **{"place": "Balai desa"} | more)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert words in body
    assert 'value="Balai desa"' in body
    assert not Case.objects.exists()


def test_a_named_reporter_is_sealed_and_read_on_no_page(sign_in: SignIn) -> None:
    verifier = sign_in("bkn", "verifikator")
    named = {
        "entrance": "laporan",
        "channel": "langsung",
        "area": "Kabupaten Tirtakencana",
        "reporter_name": "Ibu Pelapor",
    }
    assert "Isi alamat pelapor" in enter(verifier, **named).content.decode()
    without = enter(verifier, **named, reporter_address="Jalan Mawar 1")
    assert without.status_code == 409
    assert "Identitas belum dapat disegel" in without.content.decode()
    custodians = appointed()
    assert enter(verifier, **named, reporter_address="Jalan Mawar 1").status_code == 302
    sealed = envelope_of(Report.objects.get().id)
    assert sealed is not None
    assert custodians.opened(sealed)["name"] == "Ibu Pelapor"
    ref = Case.objects.get().ref
    office = sign_in("bawaslu-32.91", "pengkaji").get(f"/kasus/{ref}").content.decode()
    assert "Identitas pelapor tersegel." in office
    assert "Ibu Pelapor" not in office + verifier.get(f"/kasus/{ref}").content.decode()


def test_an_unknown_place_is_refused(sign_in: SignIn) -> None:
    body = enter(
        sign_in("bkn", "verifikator"), entrance="laporan", channel="langsung", area="Atlantis"
    ).content.decode()
    assert "tidak ada dalam daftar" in body


def test_who_may_not_enter_is_told_so(sign_in: SignIn) -> None:
    assert sign_in("pemda-32.01", "pic").get("/temuan/baru").status_code == 403
