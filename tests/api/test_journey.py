"""From a report to a served sanction by API only: through both entrances, and under the regime with KASN."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from sbt.cases.models import Case
from tests.api.api_calls import PDF, Api, report
from tests.api.conftest import Time
from tests.api.journey import AGENCY, NIP, OFFICE, Journey

ACCUSED = [{"name": "Budi Contoh", "post": "Camat", "named_office": "Pemkab Contoh"}]
SATGAS = ("bkn", "bawaslu", "kemenpanrb", "kemendagri")
HEAVY = "pp94_berat_turun_jabatan"


@pytest.fixture
def trip(officer: Callable[..., Api], time: Time, in_register: Callable[..., str]) -> Journey:
    in_register(NIP, "BUDI CONTOH", AGENCY)
    return Journey(officer, time)


def recommend(trip: Journey, institution: str, role: str, **more: str) -> None:
    letter = {"number": "123/B/2024", "letter_date": f"{trip.day}", "addressee": "ppk"}
    taken = trip.take(institution, role, "terbitkan_rekomendasi", **letter, **more)
    assert taken["stage"] == "tindak_lanjut"


def ended(trip: Journey, citizen: Api, receipt: str = "") -> None:
    case = Case.objects.get(ref=trip.ref)
    assert (case.stage, case.final, case.desks.count()) == ("selesai_dihukum", True, 0)
    if receipt:
        told = citizen.post("/reports/status", {"receipt": receipt}).json()["cases"][0]
        assert told["final"]
        assert "Budi" not in str(told)


def test_a_citizens_report(trip: Journey, citizen: Api) -> None:
    trip.go_to(date(2024, 10, 14))
    handle = citizen.upload(PDF).json()["id"]
    sent = citizen.post("/reports", report(act={"on": "2024-10-12"}, accused=ACCUSED, files=[handle]))
    receipt = sent.json()["receipt"]
    trip.ref = Case.objects.get().ref
    for institution in SATGAS:
        trip.take(institution, "verifikator", "suara", vote="lanjut", reason="Uraian jelas")
    trip.take("bkn", "verifikator", "simpulkan", conclusion="lanjut", reason="Empat suara lanjut")
    trip.identify(OFFICE, "pengkaji")
    trip.on(1)
    study = {"dimension": ["pelaksanaan_pemilu"], "result": "memenuhi", "analysis": "Unsur dugaan terpenuhi."}
    trip.take(OFFICE, "pengkaji", "susun_kajian", row="skb22-d8", **study)
    minutes = trip.seat(OFFICE, "pleno").upload(PDF).json()["id"]
    plenary = {"result": "memenuhi", "plenary_on": f"{trip.day}", "number": "01/BA/2024", "minutes": minutes}
    assert trip.take(OFFICE, "pleno", "pleno", **plenary)["stage"] == "rekomendasi"
    trip.on(1)
    recommend(trip, "bkn", "auditor", letter_start="diterima", condition="bila_terbukti")
    trip.examine(trip.day)
    trip.decide_and_serve(HEAVY)
    trip.take("bkn", "auditor", "periksa_idis", checked_on=f"{trip.day}")
    ended(trip, citizen, receipt)
    steps = [event["step"] for event in trip.seat("bkn", "auditor").get(f"/cases/{trip.ref}/events").json()["events"]]
    inside = [event["step"] for event in trip.seat(AGENCY, "pic").get(f"/cases/{trip.ref}/events").json()["events"]]
    assert steps.count("suara") == len(SATGAS)
    assert ("suara" in inside, inside[-1]) == (False, "periksa_idis")


def test_an_offices_forwarding(trip: Journey, citizen: Api) -> None:
    trip.go_to(date(2024, 10, 14))
    line = {
        "accused": {"name": "Budi Contoh", "nip": NIP, "instansi": AGENCY},
        "register_number": "001/Reg/TM/PB/Kab/13.10/X/2024",
        "form": "partisan_activity",
        "row": "skb22-d8",
        "act": {"on": "2024-10-01"},
        "story": "Mengumpulkan perangkat desa dan meminta dukungan.",
        "dimension": "pelaksanaan_pemilu",
    }
    batch = {
        "kind": "forwarding",
        "number": "011/PM",
        "dated_on": "2024-10-12",
        "plenary_on": "2024-10-11",
        "lines": [line],
    }
    sent = trip.seat(OFFICE, "pengkaji").post("/batches", batch)
    assert sent.status_code == 201, sent.content
    trip.ref = sent.json()["lines"][0]["ref"]
    trip.take("bkn", "verifikator", "akui_penerusan", received_on=f"{trip.day}")
    trip.identify("bkn", "verifikator")
    accepted = trip.take("bkn", "verifikator", "terima_penerusan", file_a="lengkap", evidence_state="cukup")
    assert accepted["stage"] == "rekomendasi"
    recommend(trip, "bkn", "auditor", letter_start="tanggal_surat", condition="bila_terbukti")
    trip.examine(trip.day)
    trip.decide_and_serve(HEAVY)
    trip.take("bkn", "auditor", "periksa_idis", checked_on=f"{trip.day}")
    ended(trip, citizen)
    followed = trip.seat(OFFICE, "pengkaji").get(f"/cases/{trip.ref}").json()
    assert followed["final"]


def test_the_regime_with_kasn(trip: Journey, citizen: Api) -> None:
    trip.go_to(date(2024, 1, 15))
    finding = report(entrance="temuan", act={"on": "2024-01-10"}, accused=ACCUSED, form="partisan_activity")
    sent = trip.seat(OFFICE, "pengkaji").post("/findings", finding)
    assert sent.status_code == 201, sent.content
    trip.ref = sent.json()["cases"][0]
    trip.identify(OFFICE, "pengkaji")
    study = {"dimension": ["pelaksanaan_pemilu"], "result": "memenuhi", "analysis": "Unsur dugaan terpenuhi."}
    trip.take(OFFICE, "pengkaji", "susun_kajian", row="skb22-d8", **study)
    trip.take(OFFICE, "pleno", "pleno", result="memenuhi", plenary_on=f"{trip.day}", number="01/BA/2024")
    trip.take(OFFICE, "pleno", "teruskan_ke_kasn", number="02/PM", forwarded_on=f"{trip.day}")
    trip.on(2)
    trip.take("kasn", "pengkaji_kasn", "terima_kasn", received_on=f"{trip.day}")
    trip.on(3)
    review = {"row": "skb22-d8", "result": "memenuhi", "analysis": "Telaah menyetujui kajian."}
    assert trip.take("kasn", "pengkaji_kasn", "telaah", **review)["stage"] == "rekomendasi"
    recommend(trip, "kasn", "pimpinan")
    trip.examine(trip.day)
    trip.decide_and_serve(HEAVY)
    trip.take("kasn", "pengkaji_kasn", "periksa_idis", checked_on=f"{trip.day}")
    ended(trip, citizen)
