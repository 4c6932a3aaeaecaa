"""Before deciding an officer shows a factor again; what he typed and attached goes on by itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.conf import settings
from django.test import Client

from sbt.cases.models import Case, CaseFile
from sbt.people.factors import RECORDS, current_code
from sbt.people.models import HeldForm, Officer
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.web.held_forms import forget_held

from .conftest import Open, SignIn
from .test_officer_journey import on, pdf, studied, take, told

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
LETTER = {"number": "123/B-AK/2024", "letter_start": "diterima", "addressee": "ppk", "condition": "bila_terbukti"}


@pytest.fixture
def case(sign_in: SignIn, reported: Open, in_register: Callable[..., str]) -> Case:
    nip, found = in_register(), reported()[0]
    studied(sign_in, found, nip)
    return found


def aged(client: Client) -> Authenticator:
    """An officer with an app whose last factor was shown six minutes ago."""
    officer = Officer.objects.get(id=client.session["_auth_user_id"])
    app = Authenticator.objects.create(user=officer, type="totp", data={"secret": encrypt(SECRET)})
    session = client.session
    session[RECORDS] = [{"method": "mfa", "at": (clock.real_now() - timedelta(minutes=6)).timestamp()}]
    session["account_authentication_methods_user"] = str(officer.id)
    session.save()
    return app


def send(client: Client, case: Case, **typed: Any) -> Any:
    address = f"/kasus/{case.ref}/langkah/terbitkan_rekomendasi"
    hidden = dict(re.findall(r'name="(stage_entry|key)" value="([^"]*)"', client.get(address).content.decode()))
    return client.post(address, hidden | LETTER | on("letter_date") | typed)


def test_a_letter_waits_with_its_file_until_the_factor_was_shown(sign_in: SignIn, case: Case) -> None:
    auditor = sign_in("bkn", "auditor")
    app = aged(auditor)
    asked = send(auditor, case, letter=pdf())
    assert asked.url.startswith("/pastikan?untuk=")
    case.refresh_from_db()
    assert case.stage == "rekomendasi"
    held = HeldForm.objects.get()
    assert LETTER["number"].encode() not in bytes(held.sealed)
    page = auditor.get(asked.url).content.decode()
    assert "Isian Anda disimpan" in page
    assert auditor.post(asked.url, {"code": "000000"}).status_code == 422
    before = auditor.cookies["sbt_sesi"].value
    again = auditor.post(asked.url, {"code": current_code(app, now=clock.real_now())})
    assert again.status_code == 307
    assert auditor.cookies["sbt_sesi"].value != before
    done = auditor.post(again["Location"], {"code": "000000"})
    assert done.status_code == 302, told(done.content.decode())
    case.refresh_from_db()
    assert case.stage != "rekomendasi"
    assert CaseFile.objects.filter(case=case).count() >= 2
    assert not bytes(HeldForm.objects.get().sealed)


def test_a_fresh_factor_is_not_asked_again(sign_in: SignIn, case: Case) -> None:
    take(sign_in("bkn", "auditor"), case, "terbitkan_rekomendasi", **LETTER, **on("letter_date"), letter=pdf())


def test_a_step_that_decides_nothing_asks_nothing(sign_in: SignIn, reported: Open) -> None:
    verifier = sign_in("bkn", "verifikator")
    aged(verifier)
    take(verifier, reported()[0], "suara", vote="lanjut", reason="Uraian dan bukti jelas.")


def test_what_waits_opens_to_nobody_else(sign_in: SignIn, case: Case) -> None:
    auditor, other = sign_in("bkn", "auditor"), sign_in("bkn", "auditor", 2)
    aged(auditor)
    waiting = send(auditor, case, letter=pdf()).url.partition("=")[2]
    app = aged(other)
    answer = other.post(f"/pastikan?untuk={waiting}", {"code": current_code(app, now=clock.real_now())})
    assert answer.url == "/keamanan"
    again = other.post(f"/kasus/{case.ref}/langkah/terbitkan_rekomendasi?ditahan={waiting}", {})
    assert again.status_code == 422
    assert bytes(HeldForm.objects.get().sealed)


def test_what_nobody_came_back_for_is_gone_after_an_hour(sign_in: SignIn, case: Case) -> None:
    auditor = sign_in("bkn", "auditor")
    aged(auditor)
    send(auditor, case, letter=pdf())
    (id_,) = HeldForm.objects.get().files
    kept = Path(settings.SBT_DATA) / "files" / id_[:2] / id_
    assert kept.exists()
    assert forget_held(clock.real_now() + timedelta(minutes=59)) == 0
    assert forget_held(clock.real_now() + timedelta(minutes=61)) == 1
    assert not kept.exists()


def test_factors_and_password_need_a_fresh_factor_too(sign_in: SignIn) -> None:
    client = sign_in("bkn", "auditor")
    app = aged(client)
    for address in ("/keamanan/faktor/hapus", "/keamanan/kode/baru", "/keamanan/sandi", "/keamanan/faktor"):
        assert client.post(address, {"factor": str(app.pk)}).url.startswith("/pastikan?untuk="), address
    assert client.get("/keamanan/faktor").url.startswith("/pastikan?lanjut=")


def test_who_has_lost_every_factor_decides_nothing(sign_in: SignIn, case: Case) -> None:
    auditor = sign_in("bkn", "auditor")
    aged(auditor).delete()
    assert send(auditor, case, letter=pdf()).url == "/keamanan/faktor"
    assert auditor.get("/keamanan/faktor").status_code == 200


def test_the_law_marks_which_powers_decide() -> None:
    assert {"rekomendasi.terbitkan", "pengendalian.blokir", "tindak_lanjut.konfirmasi"} <= law().decisive
    assert not {"verifikasi.suara", "kasus.lihat", "catatan.beri"} & law().decisive
