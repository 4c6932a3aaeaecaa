"""A reporter's browser seals the name before it sends anything; only the custodians' keys open what was sent."""

from __future__ import annotations

import json

import psycopg
from playwright.sync_api import Request, expect

from sbt.demo.custodians import PASSPHRASE
from sbt.project import postgres
from sbt.sealing import envelope, keyfile

from .acts import Stage, fill
from .citizen import ACT, DAY, press, titled

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

    with psycopg.connect(postgres.owner_address(stage.installation.data).as_conninfo(), autocommit=True) as owner:
        row = owner.execute(
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
