"""A case on the screens of each institution, from the report to the confirmed decision, without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sbt.cases.models import Case, CaseFile, Decision
from sbt.letters.models import Letter
from sbt.people.actions import add_officer, post_officer
from sbt.people.models import Posting
from sbt.people.tokens import give_token
from sbt.project import clock

pytestmark = [pytest.mark.django_db(transaction=True)]

Open = Callable[..., list[Case]]
SignIn = Callable[..., Client]
TODAY = ("4", "12", "2024")


def on(name: str, day: tuple[str, str, str] = TODAY) -> dict[str, str]:
    return dict(zip((f"{name}_day", f"{name}_month", f"{name}_year"), day, strict=True))


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("surat.pdf", b"%PDF-1.7\n" + bytes(300), "application/pdf")


def take(client: Client, case: Case, step: str, **typed: Any) -> None:
    address = f"/kasus/{case.ref}/langkah/{step}"
    form = client.get(address)
    assert form.status_code == 200, told(form.content.decode())
    hidden = dict(re.findall(r'name="(stage_entry|key)" value="([^"]*)"', form.content.decode()))
    answer = client.post(address, hidden | typed)
    assert answer.status_code == 302, told(answer.content.decode())
    assert "Tercatat:" in client.get(answer.url).content.decode()
    case.refresh_from_db()


def told(body: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", body[body.index("<main") :]))


def test_from_the_report_to_the_confirmed_decision(
    sign_in: SignIn, reported: Open, in_register: Callable[..., str]
) -> None:
    nip, case = in_register(), reported()[0]
    pic = recommended(sign_in, case, nip)
    assert "Tegar Wiranusa" in pic.get(f"/kasus/{case.ref}").content.decode()
    number = re.search(r'href="(/surat/[^"]+)">123/B-AK/2024', pic.get(f"/kasus/{case.ref}").content.decode())
    assert number
    assert "1 orang dalam surat ini" in pic.get(number[1]).content.decode()
    take(pic, case, "terima_surat", **on("received_on"))
    examine(sign_in, pic, case)
    decide(sign_in, pic, case)


def test_one_decision_closes_two_cases_of_one_person(
    sign_in: SignIn, reported: Open, in_register: Callable[..., str]
) -> None:
    nip, cases = in_register(), [reported()[0], reported()[0]]
    for case in cases:
        pic = recommended(sign_in, case, nip)
        take(pic, case, "terima_surat", **on("received_on"))
        examine(sign_in, pic, case)
    made = {"number": "800/1/2024", "signer": "Bupati", "capacity": "ppk", "sanction": "pp94_berat_turun_jabatan"}
    together(pic, cases, "siapkan_keputusan", **made, **on("decision_date"), accepts="replacement_needs_approval")
    together(sign_in("pemda-32.01", "pejabat"), cases, "sahkan_keputusan", confirmed="sesuai")
    assert set(Decision.objects.get().cases.all()) == set(cases)
    with CaptureQueriesContext(connection) as asked:
        page = pic.get(f"/kasus/{cases[0].ref}").content.decode()
    assert sum(not one["sql"].startswith(("BEGIN", "COMMIT")) for one in asked.captured_queries) <= 10
    assert "Keputusan ini juga menyelesaikan 1 kasus lain" in page
    assert cases[1].ref in page
    token = give_token(Posting.objects.get(institution="pemda-32.01", role="pic"), now=clock.real_now())
    document = Client().get(f"/api/v1/cases/{cases[0].ref}", headers={"authorization": f"Bearer {token}"}).json()
    decision = document["decisions"][0]
    assert (decision["number"], decision["recorded_by"]) == ("800/1/2024", "Petugas pic 1")
    assert [one["ref"] for one in decision["also_closes"]] == [cases[1].ref]
    Case.objects.filter(ref=cases[1].ref).update(released=False)
    assert cases[1].ref not in pic.get(f"/kasus/{cases[0].ref}").content.decode()


def test_where_the_ppk_has_an_interest_the_letter_goes_to_the_governor(
    sign_in: SignIn, reported: Open, in_register: Callable[..., str]
) -> None:
    nip, case = in_register(), reported()[0]
    studied(sign_in, case, nip)
    auditor, governor = sign_in("bkn", "auditor"), sign_in("pemprov-32", "pic")
    address = f"/kasus/{case.ref}/langkah/terbitkan_rekomendasi"
    chosen = re.compile(r'value="gubernur"[^>]* checked')
    assert not chosen.search(auditor.get(address).content.decode())
    take(auditor, case, "tandai_benturan", conflict="terlapor", reason="Bupati ikut dilaporkan.")
    assert chosen.search(auditor.get(address).content.decode())
    add = {"from_on": date(2024, 1, 1), "decree": "SK 2", "office": "Gubernur"}
    post_officer(add_officer("g@contoh.example", "Ratna Wulandari"), "pemprov-32", "ppk", **add)
    letter = {"number": "9/B-AK/2024", "letter_start": "diterima", "addressee": "gubernur", "condition": "langsung"}
    take(auditor, case, "terbitkan_rekomendasi", **letter, **on("letter_date"))
    assert Letter.objects.get().addressee == "pemprov-32"
    assert f"/kasus/{case.ref}" in governor.get("/pemberitahuan").content.decode()
    seen = told(governor.get(f"/surat/{Letter.objects.get().id}").content.decode())
    assert "Gubernur Jawa Barat" in seen
    assert "Gubernur Ratna Wulandari" in seen
    assert case.ref in seen, "the substitute has the case now"
    assert sign_in("pemda-32.01", "pic").get(f"/kasus/{case.ref}").status_code == 404
    assert sign_in("pemprov-33", "pic").get(f"/surat/{Letter.objects.get().id}").status_code == 404
    assert case.ref in auditor.get(f"/surat/{Letter.objects.get().id}").content.decode()


def together(client: Client, cases: list[Case], step: str, **typed: Any) -> None:
    chosen = [case.ref for case in cases]
    form = client.get(f"/tugas/bersama/{step}", {"kasus": chosen})
    assert form.status_code == 200, told(form.content.decode())
    entries = re.findall(r'name="stage_entry" value="([^"]*)"', form.content.decode())
    refs = re.findall(r'name="kasus" value="([^"]*)"', form.content.decode())
    answer = client.post(f"/tugas/bersama/{step}", {"kasus": refs, "stage_entry": entries} | typed)
    assert answer.status_code == 302, told(answer.content.decode())
    assert answer.url.endswith(f"tercatat={len(cases)}")


def studied(sign_in: SignIn, case: Case, nip: str) -> None:
    for institution in ("bkn", "bawaslu", "kemenpanrb", "kemendagri"):
        take(sign_in(institution, "verifikator"), case, "suara", vote="lanjut", reason="Uraian dan bukti jelas.")
    take(sign_in("bkn", "verifikator"), case, "simpulkan", conclusion="lanjut", reason="Empat suara lanjut.")
    study(sign_in, case, nip)


def recommended(sign_in: SignIn, case: Case, nip: str) -> Client:
    studied(sign_in, case, nip)
    auditor = sign_in("bkn", "auditor")
    letter = {"number": "123/B-AK/2024", "letter_start": "diterima", "addressee": "ppk", "condition": "bila_terbukti"}
    take(auditor, case, "terbitkan_rekomendasi", **letter, **on("letter_date"), letter=pdf())
    return sign_in("pemda-32.01", "pic")


def study(sign_in: SignIn, case: Case, nip: str) -> None:
    office = sign_in("bawaslu-32.01", "pengkaji")
    page = office.get(f"/kasus/{case.ref}/identitas").content.decode()
    entry = re.search(r'name="stage_entry" value="(\d+)"', page)
    assert entry
    confirmed = {"nip": nip, "reason": "Nama dan unit kerja cocok.", "stage_entry": entry[1]}
    assert office.post(f"/kasus/{case.ref}/identitas", confirmed).status_code == 302
    take(
        office,
        case,
        "susun_kajian",
        row="skb22-d6",
        dimension=["pelaksanaan_pemilu", "manajemen_asn"],
        result="memenuhi",
        analysis="Unggahan dilihat dan diakui terlapor.",
    )
    plenary = {"result": "memenuhi", "number": "01/BA/2024", "minutes": pdf()}
    take(sign_in("bawaslu-32.01", "pleno"), case, "pleno", **plenary, **on("plenary_on"))
    assert (case.stage, case.row) == ("rekomendasi", "skb22-d6")


def entry_shown(client: Client, address: str) -> str:
    found = re.search(r'name="stage_entry" value="(\d+)"', client.get(address).content.decode())
    assert found
    return found[1]


def examine(sign_in: SignIn, pic: Client, case: Case) -> None:
    parts = ("atasan_langsung", "unsur_pengawasan", "unsur_kepegawaian")
    team = {f"team_{n}_name": f"Anggota {n}" for n in range(1, 4)}
    team |= {f"team_{n}_level": "administrator" for n in range(1, 4)}
    team |= {f"team_{n}_part": part for n, part in enumerate(parts, 1)}
    address = f"/kasus/{case.ref}/langkah/bentuk_tim"
    typed = {"number": "5/SK/2024", "stage_entry": entry_shown(pic, address)} | on("formed_on")
    few = pic.post(address, typed | {"team_1_name": "Anggota 1"})
    assert few.status_code in (409, 422), told(few.content.decode())
    assert "Anggota 1" in few.content.decode()
    take(pic, case, "bentuk_tim", **typed, **team)
    examiner = sign_in("pemda-32.01", "pemeriksa")
    hint = examiner.get(f"/kasus/{case.ref}/langkah/panggil_pertama").content.decode()
    assert "paling cepat Jumat, 13 Desember 2024" in hint
    take(examiner, case, "periksa_terlapor", signature="ditandatangani", minutes=pdf(), **on("held_on"))
    report = {"number": "7/LHP/2024", "summary": "Perbuatan diakui."}
    take(examiner, case, "nyatakan_terbukti", **report, **on("reported_on"))
    assert case.stage == "keputusan"


def decide(sign_in: SignIn, pic: Client, case: Case) -> None:
    form = pic.get(f"/kasus/{case.ref}/langkah/siapkan_keputusan").content.decode()
    assert 'value="pp94_berat_turun_jabatan" disabled' not in form
    assert 'value="pp94_ringan_lisan" disabled' in form
    assert "Pasalnya menetapkan tingkat berat" in unescape(form)
    made = {"number": "800/1/2024", "signer": "Bupati", "capacity": "ppk", "sanction": "pp94_berat_turun_jabatan"}
    address = f"/kasus/{case.ref}/langkah/siapkan_keputusan"
    doubt = pic.post(address, made | on("decision_date") | {"stage_entry": entry_shown(pic, address)})
    assert doubt.status_code == 409
    assert 'name="accepts" value="replacement_needs_approval"' in doubt.content.decode()
    assert 'value="800/1/2024"' in doubt.content.decode()
    made["accepts"] = "replacement_needs_approval"
    take(pic, case, "siapkan_keputusan", **made, **on("decision_date"), document=pdf())
    assert pic.get(f"/kasus/{case.ref}/langkah/sahkan_keputusan").status_code == 403
    take(sign_in("pemda-32.01", "pejabat"), case, "sahkan_keputusan", confirmed="sesuai")
    assert (case.stage, case.sanction) == ("menunggu_berlaku", "pp94_berat_turun_jabatan")
    assert Decision.objects.filter(cases=case).count() == 1
    page = pic.get(f"/kasus/{case.ref}").content.decode()
    assert "Naskah keputusan" in page
    doubted = unescape(re.sub(r"<[^>]+>", " ", page[page.index("Diambil dengan catatan") :]))[:400]
    assert "Pilkada" in doubted
    assert "…" not in doubted
    said = told(page[page.index('<section class="panel" id="decision"') :].replace("<section", "<main", 1))
    assert "Ditetapkan oleh Bupati (Pejabat pembina kepegawaian, nomor 800/1/2024, 4 Desember 2024)" in said
    assert "Dicatat oleh Petugas pic 1" in said
    assert "Dikonfirmasi oleh Petugas pejabat 1" in said
    other = sign_in("bkn", "auditor").get(f"/kasus/{case.ref}").content.decode()
    assert "Ditetapkan oleh Bupati" in other
    assert "Petugas pic 1" not in other
    assert CaseFile.objects.filter(case=case).count() >= 4
