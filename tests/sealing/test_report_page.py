"""Step 4 of a report: the name is sealed before the draft keeps it, by the browser or at once, and by nobody else's keys."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from django.test import Client

from sbt.intake.draft import open_draft
from sbt.intake.models import Report
from sbt.project import clock
from sbt.sealing import envelope
from sbt.sealing.envelope import Recipient
from sbt.sealing.models import SealedIdentity
from sbt.sealing.queries import envelope_of
from tests.sealing.custodians import appointed
from tests.web.test_report_journey import citizen, fill

__all__ = ["citizen"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("published_law")]


@pytest.mark.parametrize("choice", ["rahasia", "terbuka"])
def test_a_named_reporter_is_sealed_before_the_draft_keeps_him(citizen: Client, choice: str) -> None:
    custodians = appointed()
    named = {"identity": choice, "name": "Sari", "address": "Jl. Satu", "phone": "081234567890", "signature": "1"}
    key = fill(citizen, **named)
    draft = open_draft(citizen.cookies["sbt_draf"].value, now=clock.now())
    assert draft is not None
    assert "Sari" not in str(draft.answers)
    checked = citizen.get("/lapor/5").content.decode()
    assert "Tersegel." in checked
    assert "Sari" not in checked
    assert citizen.post("/lapor/5", {"key": key, "truthful": "1"}).url == "/lapor/kode"
    report = Report.objects.get()
    sealed = envelope_of(report.id)
    assert sealed is not None
    assert (report.identity, sealed.choice) == (choice, choice)
    assert custodians.opened(sealed) == {"name": "Sari", "address": "Jl. Satu", "phone": "081234567890", "email": ""}


def test_who_goes_back_keeps_his_seal_or_makes_another(citizen: Client) -> None:
    custodians = appointed()
    named = {"identity": "rahasia", "name": "Sari", "address": "Jl. Satu", "phone": "081234567890", "signature": "1"}
    key = fill(citizen, **named)
    page = citizen.get("/lapor/4").content.decode()
    assert "Identitas Anda sudah tersegel" in page
    assert "Jl. Satu" not in page
    assert citizen.post("/lapor/4", {"identity": "rahasia"}).url == "/lapor/5"
    assert citizen.post("/lapor/4", {"identity": "terbuka"}).status_code == 422, "another choice is another seal"
    assert citizen.post("/lapor/4", named | {"name": "Sari Dewi"}).url == "/lapor/5"
    citizen.post("/lapor/5", {"key": key, "truthful": "1"})
    sealed = envelope_of(Report.objects.get().id)
    assert sealed is not None
    assert custodians.opened(sealed)["name"] == "Sari Dewi"


def test_what_the_browser_sealed_is_taken_and_what_is_no_seal_refused(citizen: Client) -> None:
    custodians = appointed()
    fill(citizen)
    found = re.search(r'data-seal="([^"]+)"', citizen.get("/lapor/4").content.decode())
    assert found
    to = json.loads(unescape(found[1]))
    sealed = envelope.seal(
        {"name": "Sari", "address": "Jl. Satu", "phone": "081234567890", "email": ""},
        report="8a1c3f6e-0000-4000-8000-000000000001",
        choice="rahasia",
        policy=to["policy"],
        offices=to["offices"],
        recipients=[Recipient(one["key"], one["office"], envelope.from_text(one["public"])) for one in to["keys"]],
    )
    for spoilt in ("bukan json", "{}", json.dumps(sealed.written() | {"shares": []})):
        assert citizen.post("/lapor/4", {"identity": "rahasia", "sealed": spoilt}).status_code == 422
    taken = citizen.post("/lapor/4", {"identity": "rahasia", "sealed": json.dumps(sealed.written())})
    assert taken.url == "/lapor/5"
    key = re.search(r'name="key" value="([^"]+)"', citizen.get("/lapor/5").content.decode())
    assert key
    citizen.post("/lapor/5", {"key": key[1], "truthful": "1"})
    row = SealedIdentity.objects.get()
    assert (str(row.report), row.by_browser) == ("8a1c3f6e-0000-4000-8000-000000000001", True)
    kept = envelope_of(row.report)
    assert kept is not None
    assert custodians.opened(kept)["name"] == "Sari"


def test_a_seal_that_names_the_accuseds_own_house_is_asked_for_again(citizen: Client) -> None:
    appointed(("unit_penerima", "inspektorat", "pelindung", "inspektorat_cadangan"))
    named = {"identity": "rahasia", "name": "Sari", "address": "Jl. Satu", "phone": "081234567890", "signature": "1"}
    key = fill(citizen, **named)
    office = "Kementerian Pendayagunaan Aparatur Negara dan Reformasi Birokrasi"
    citizen.post("/lapor/2/orang/1", {"name": "Bapak Tegar", "office": office})
    assert citizen.post("/lapor/5", {"key": key, "truthful": "1"}).url == "/lapor/4?segel=ulang"
    assert not Report.objects.exists()
    page = citizen.get("/lapor/4?segel=ulang").content.decode()
    assert "Isi ulang identitas Anda" in page
    assert "Inspektorat Kementerian PANRB" not in page
    assert "Inspektorat Jenderal" in page
    citizen.post("/lapor/4", named)
    assert citizen.post("/lapor/5", {"key": key, "truthful": "1"}).url == "/lapor/kode"
    assert SealedIdentity.objects.get().offices == ["unit_penerima", "pelindung", "inspektorat_cadangan"]


def test_without_keys_only_an_anonymous_report_is_offered(citizen: Client) -> None:
    fill(citizen)
    page = citizen.get("/lapor/4").content.decode()
    assert "Saat ini hanya laporan anonim" in page
    assert 'value="rahasia"' not in page
    named = {"identity": "rahasia", "name": "Sari", "address": "Jl. Satu", "phone": "081234567890", "signature": "1"}
    assert citizen.post("/lapor/4", named).status_code == 422
