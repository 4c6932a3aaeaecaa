"""Custodians learn what awaits them without a case; the public learns how often an identity was opened."""

from __future__ import annotations

import pytest
from django.test import Client

from sbt.notices.models import Notice
from sbt.rules.outcome import Refused
from sbt.sealing.models import Opening
from tests.sealing.custodians import Custodians
from tests.sealing.test_opening import SignIn, approve, filed, signed_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("published_law")]


def test_custodians_who_may_answer_are_told_and_have_it_on_their_desk(custodians: Custodians, sign_in: SignIn) -> None:
    it = filed(instansi="kemenpanrb")
    it.ask(sign_in("bawaslu-32.91", "pengkaji"))
    words = "Permintaan pembukaan identitas menunggu jawaban kantor Anda"
    opening = Opening.objects.get()
    told = set(Notice.objects.filter(code="pembukaan_menunggu").values_list("institution", "ref"))
    assert told == {("bawaslu", ""), ("lpsk", "")}, "no office whose own staff is accused, and no case is named"
    for office in ("unit_penerima", "pelindung"):
        custodian_ = signed_in(sign_in, custodians.postings[office][0])
        assert words in custodian_.get("/pemberitahuan").content.decode()
        desk = custodian_.get("/tugas").content.decode()
        assert "1 permintaan pembukaan identitas menunggu jawaban kantor Anda" in desk
        assert str(opening.id) in desk
        assert it.ref not in desk
    colleague = sign_in("bawaslu", "verifikator")
    colleague.post("/pemberitahuan", {"sampai": str(Notice.objects.latest("id").id)})
    for page in ("/pemberitahuan", "/tugas"):
        assert "pembukaan identitas" not in colleague.get(page).content.decode().lower(), "others are told nothing"
    assert Notice.objects.get(institution="bawaslu", code="pembukaan_menunggu").read_on is None, "nor mark it as read"
    assert not isinstance(approve(custodians, "pelindung"), Refused)
    answered = signed_in(sign_in, custodians.postings["pelindung"][0])
    assert "menunggu jawaban kantor Anda" not in answered.get("/tugas").content.decode()


def test_the_count_is_public_with_its_definition(custodians: Custodians, sign_in: SignIn) -> None:
    it = filed()
    asker = sign_in("bawaslu-32.91", "pengkaji")
    it.ask(asker)
    assert (
        "Sejak awal, 0 identitas dibuka."
        in Client(headers={"accept-language": "id"}).get("/hukum/segel").content.decode()
    )
    for office in ("unit_penerima", "pelindung"):
        approve(custodians, office)
    asker.post(f"/pembukaan/{Opening.objects.get().id}/lihat")
    page = Client(headers={"accept-language": "id"}).get("/hukum/segel").content.decode()
    assert "Sejak awal, 1 identitas dibuka." in page
    assert "Yang dihitung: setiap permintaan membuka identitas satu laporan" in page
