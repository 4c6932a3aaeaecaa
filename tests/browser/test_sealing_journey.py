"""A reporter's browser seals the name before it sends anything; only the custodians' keys open what was sent."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import psycopg
from playwright.sync_api import Error, Page, Request, expect

from sbt.demo.custodians import PASSPHRASE
from sbt.project import postgres
from sbt.sealing import envelope, hpke, keyfile

from .acts import Stage, fill
from .citizen import ACT, DAY, press, titled
from .desk import found

NAME, PHONE = "Kirana Wastu Pelapor", "081377712345"


def test_the_browser_seals_before_it_sends(stage: Stage) -> None:
    stage.installation.move_to(DAY)
    page, sent = stage.page(), list[str]()

    def note(request: Request) -> None:
        sent.append(request.post_data or "")

    page.on("request", note)
    accused = f"Pegawai Arsip {stage.width}"
    page.goto("/lapor/1")
    pages: tuple[dict[str, object], ...] = (
        {"form": "social_media", "act": ACT, "province": "32", "story": "Membagikan ajakan memilih di grup kantor."},
        {"regency": "32.91"},
        {"name": accused},
        {"links": "https://contoh.example/unggahan"},
    )
    for answers in pages:
        for field, words in answers.items():
            fill(page, field, words)
        press(page, "Simpan dan lanjutkan")
    fill(page, "identity", "rahasia")
    expect(page.get_by_text("Peramban ini menyegel isian sebelum mengirimnya")).to_be_visible()
    fill(page, "name", NAME)
    press(page, "Simpan dan lanjutkan")
    expect(page.get_by_role("alert")).to_contain_text("Lengkapi nama, alamat")
    stage.look(page, "with a fault found in the browser")
    for field, words in {"address": "Jalan Rekaan 1", "phone": PHONE, "signature": "1"}.items():
        fill(page, field, words)
    press(page, "Simpan dan lanjutkan")
    titled(page, "Periksa sebelum mengirim")
    expect(page.locator("main")).to_contain_text("Tersegel. Tidak dapat ditampilkan lagi")
    stage.look(page, "sealed")
    page.get_by_label("Keterangan ini benar").check()
    press(page, "Kirim laporan")
    titled(page, "Laporan terkirim")
    assert any(accused.replace(" ", "+") in one for one in sent), "what was sent is seen here"
    assert not [one for one in sent if "Wastu" in one or PHONE in one]

    way_in = postgres.address(stage.installation.data, user=postgres.SUPERUSER, name=postgres.DATABASE)
    with psycopg.connect(way_in.as_conninfo(), autocommit=True) as superuser:
        row = superuser.execute(
            "select s.report, s.choice, s.policy, s.offices, s.nonce, s.sealed, s.shares from sealing_sealedidentity as s"
            " join cases_casereport as l on l.report_id = s.report join cases_case as c on c.id = l.case_id"
            " join register_subject as a on a.id = c.subject_id where a.name = %s and s.by_browser",
            [accused],
        ).fetchone()
    assert row is not None
    made = envelope.read(
        {
            "v": 1, "report": str(row[0]), "choice": row[1], "policy": row[2], "offices": row[3],
            "nonce": envelope.to_text(row[4]), "sealed": envelope.to_text(row[5]), "shares": row[6],
        }
    )  # fmt: skip
    shares = {}
    for office in made.offices[1:]:
        file = json.loads((stage.installation.data / "kunci-demo" / f"{office}.json").read_text())
        shares[office] = envelope.open_share(made, file["key"], keyfile.read(file).unlock(PASSPHRASE))
    assert envelope.open_identity(made, shares) == {
        "name": NAME,
        "address": "Jalan Rekaan 1",
        "phone": PHONE,
        "email": "",
    }


def test_two_custodians_let_one_officer_look_once(stage: Stage) -> None:
    stage.installation.move_to(DAY)
    office = stage.officer("pengkaji", "bawaslu-32.91")
    ref = found(office, "/kasus", f"Pegawai Arsip {stage.width}")
    page = office.page
    page.goto(f"/kasus/{ref}")
    page.get_by_role("link", name="Pelapor: bertanya").click()
    stage.look(page, "of a sealed reporter")
    page.locator("summary", has_text="Minta pembukaan identitas").click()
    fill(page, "reason", "klarifikasi")
    fill(page, "basis", "Perbawaslu 7/2022")
    fill(page, "explanation", "Pelapor tidak menjawab pertanyaan.")
    authenticator(page, prf=True)
    page.locator("#f-passphrase-1").fill("kalimat sekali pakai ini")
    page.locator("#f-passkey-1").check()
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Minta pembukaan").click()
    key_file = stage.installation.data / f"sesi-{stage.width}.json"
    downloading.value.save_as(key_file)
    confirmed(office.page)
    expect(page.locator("main")).to_contain_text("Tercatat")
    assert json.loads(key_file.read_text())["passkey"].keys() == {"credential", "salt", "nonce", "locked"}
    page.locator("main a[href*='/pembukaan/']").click()
    address = page.url
    expect(page.locator("main")).to_contain_text("Menunggu persetujuan 2 kantor")
    stage.look(page, "of one's own")

    for institution, keys in (("bawaslu", "unit_penerima"), ("lpsk", "pelindung")):
        custodian = stage.officer("kunci-1", institution)
        custodian.page.goto("/pemberitahuan")
        expect(custodian.page.locator("main")).to_contain_text(
            "Permintaan pembukaan identitas menunggu jawaban kantor Anda"
        )
        stage.look(custodian.page, "of a custodian")
        custodian.page.goto("/tugas")
        expect(custodian.page.get_by_text("1 permintaan pembukaan identitas menunggu")).to_be_visible()
        stage.look(custodian.page, "of a custodian who is asked")
        custodian.page.goto("/pembukaan")
        stage.look(custodian.page, "of a custodian")
        custodian.page.goto("/kunci")
        stage.look(custodian.page)
        custodian.page.goto(address)
        custodian.page.locator("#f-key-file").set_input_files(stage.installation.data / "kunci-demo" / f"{keys}.json")
        custodian.page.locator("#f-passphrase").fill("kalimat yang keliru sekali")
        press(custodian.page, "Setujui")
        expect(custodian.page.get_by_role("alert")).to_contain_text("tidak cocok")
        custodian.page.locator("#f-passphrase").fill(PASSPHRASE)
        stage.look(custodian.page, "to answer")
        press(custodian.page, "Setujui")
        confirmed(custodian.page)
        expect(custodian.page.locator("main")).to_contain_text("Sudah dijawab")

    page.goto(address)
    press(page, "Lihat satu kali")
    confirmed(page)
    page.locator("#f-key-file").set_input_files(key_file)
    stage.look(page, "before it is opened on the device")
    press(page, "Buka di perangkat ini")
    expect(page.locator("[data-opened]")).to_contain_text(NAME)
    stage.look(page, "opened")
    page.goto(address)
    expect(page.locator("main")).to_contain_text("sudah dibuka sekali")
    expect(page.get_by_role("button", name="Lihat satu kali")).to_have_count(0)


def test_a_device_without_prf_falls_back_to_the_passphrase(stage: Stage) -> None:
    custodian = stage.officer("kunci-1", "lpsk")
    page = custodian.page
    page.goto("/kunci")
    authenticator(page, prf=False)
    page.locator("#f-passphrase").fill("kalimat untuk kunci baru")
    page.locator("#f-passkey").check()
    press(page, "Daftarkan kunci")
    expect(page.get_by_role("alert")).to_contain_text("tidak mempunyai kunci sandi yang dapat membuka segel")
    stage.look(page, "of a device that cannot")
    page.locator("#f-passkey").uncheck()
    with page.expect_download() as downloading:
        press(page, "Daftarkan kunci")
    kept = json.loads(downloading.value.path().read_text())
    confirmed(page)
    expect(page.get_by_role("status")).to_contain_text("Tercatat")
    assert "passkey" not in kept
    own = keyfile.read(kept).unlock("kalimat untuk kunci baru")
    assert hpke.public_of(own) == envelope.from_text(kept["public"])


def test_a_file_with_a_passkey_opens_with_its_passphrase_too(stage: Stage) -> None:
    custodian = stage.officer("kunci-1", "kemenpanrb")
    page = custodian.page
    page.goto("/kunci")
    device = authenticator(page, prf=True)
    page.locator("#f-passphrase").fill("kalimat cadangan kunci ini")
    page.locator("#f-passkey").check()
    with page.expect_download() as downloading:
        press(page, "Daftarkan kunci")
    kept = json.loads(downloading.value.path().read_text())
    confirmed(page)
    expect(page.get_by_role("status")).to_contain_text("Tercatat")
    assert keyfile.read(kept).unlock("kalimat cadangan kunci ini")
    assert len(device()) == 1
    assert device()[0]["credentialId"] == kept["passkey"]["credential"]


def authenticator(page: Page, *, prf: bool) -> Callable[[], list[Any]]:
    """Give the page a virtual authenticator whose finger is known; what it gives lists its keys."""
    protocol = page.context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True, "hasPrf": prf,
    }  # fmt: skip
    made = protocol.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    def keys() -> list[Any]:
        found: list[Any] = protocol.send("WebAuthn.getCredentials", {"authenticatorId": made["authenticatorId"]})[
            "credentials"
        ]
        return found

    return keys


def confirmed(page: Page) -> None:
    """Show a factor where the last one is too old."""
    try:
        page.wait_for_url("**/pastikan?*", timeout=4_000)
    except Error:
        return
    page.get_by_role("button", name="Pakai kode demo").click()
