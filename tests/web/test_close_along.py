"""The page of a decision offers the person's other cases, and closes those that were ticked."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from sbt.cases.models import Case, Decision
from tests.web.test_officer_journey import examine, on, recommended, take

pytestmark = [pytest.mark.django_db(transaction=True)]

Open = Callable[..., list[Case]]
SignIn = Callable[..., Client]


def test_other_cases_of_the_person_are_offered_and_closed(
    sign_in: SignIn, reported: Open, in_register: Callable[..., str]
) -> None:
    nip, first, second = in_register(), reported()[0], reported()[0]
    for case in (first, second):
        pic = recommended(sign_in, case, nip)
    stranger = recommended_other(sign_in, reported, in_register)
    take(pic, first, "terima_surat", **on("received_on"))
    examine(sign_in, pic, first)
    form = pic.get(f"/kasus/{first.ref}/langkah/siapkan_keputusan").content.decode()
    assert re.findall(r'<input[^>]*name="also_closes"[^>]*>', form)
    assert f'value="{second.ref}"' in form
    assert stranger.ref not in form
    made = {"number": "800/1/2024", "signer": "Bupati", "capacity": "ppk", "sanction": "pp94_berat_turun_jabatan"}
    made["accepts"] = "replacement_needs_approval"
    take(pic, first, "siapkan_keputusan", **made, also_closes=[second.ref], **on("decision_date"))
    take(sign_in("pemda-32.01", "pejabat"), first, "sahkan_keputusan", confirmed="sesuai")
    second.refresh_from_db()
    assert (second.stage, second.final) == ("selesai_diputus_bersama", True)
    assert set(Decision.objects.get().cases.all()) == {first, second}
    page = pic.get(f"/kasus/{second.ref}").content.decode()
    assert "Diselesaikan oleh keputusan pada kasus lain orang yang sama" in page
    assert first.ref in page
    assert "800/1/2024" in page


def recommended_other(sign_in: SignIn, reported: Open, in_register: Callable[..., str]) -> Case:
    nip, case = in_register("Wira Lain", nip="198603022011012004"), reported("Wira Lain")[0]
    recommended(sign_in, case, nip)
    return case
