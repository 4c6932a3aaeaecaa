"""Signing in, as a person does it: enrolment before anything else, passkeys alone and as second factor, sessions.

The authenticator is Chromium's virtual one, driven over its debugging protocol.
"""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page, expect

from .acts import Stage, sign_in

WATCHER = "irjen.kemendagri@demo.sbt.example"


class Device:
    """A virtual authenticator in one page, as a telephone has it: keys that stay, and a finger that is known."""

    def __init__(self, page: Page) -> None:
        self.protocol: CDPSession = page.context.new_cdp_session(page)
        self.protocol.send("WebAuthn.enable")
        options: dict[str, Any] = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        made = self.protocol.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        self.id = made["authenticatorId"]

    def knows_the_finger(self, known: bool) -> None:
        self.protocol.send("WebAuthn.setUserVerified", {"authenticatorId": self.id, "isUserVerified": known})

    def keys(self) -> list[Any]:
        found: list[Any] = self.protocol.send("WebAuthn.getCredentials", {"authenticatorId": self.id})["credentials"]
        return found


@pytest.fixture
def page(stage: Stage) -> Page:
    """A browser of its own."""
    return stage.page()


def newcomer(stage: Stage) -> tuple[str, str]:
    """An officer made at the terminal, with a posting and no second factor."""
    email = f"baru.{stage.width}.{len(stage.notes)}@contoh.example"
    told = stage.installation.told("officer", "add", email, "--name", "Nirmala Sekartaji", "--generate")
    named = ("--institution", "kemendagri", "--role", "verifikator", "--from", "2024-01-02", "--decree", "SK-UJI/7")
    stage.installation.sbt("officer", "post", email, *named)
    stage.notes[email] = "made"
    return email, told.rsplit(" ", 1)[1].strip()


def test_a_newcomer_enrols_with_a_passkey_and_needs_no_password_again(stage: Stage, page: Page) -> None:
    email, password = newcomer(stage)
    device = Device(page)
    page.goto("/masuk")
    stage.look(page)
    page.get_by_label("Email dinas").fill(email)
    page.get_by_label("Kata sandi").fill(password)
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pasang faktor kedua")
    stage.look(page)
    page.goto("/tugas")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pasang faktor kedua")
    page.get_by_label("Nama kunci ini").fill("ponsel dinas")
    page.get_by_role("button", name="Buat kunci sandi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kode cadangan")
    stage.look(page)
    assert len(device.keys()) == 1
    with page.expect_download() as file:
        page.get_by_role("link", name="Unduh sebagai berkas").click()
    shown = page.locator("[data-recovery]").all_inner_texts()
    assert all(code in file.value.path().read_text() for code in shown)
    page.get_by_role("button", name="Sudah saya simpan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tugas saya")

    page.get_by_role("button", name="Keluar").first.click()
    page.goto("/masuk")
    page.get_by_role("button", name="Masuk dengan kunci sandi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tugas saya")

    page.goto("/pastikan")
    page.get_by_role("button", name="Pakai kunci sandi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Keamanan akun")
    stage.look(page)
    expect(page.get_by_text("ponsel dinas").first).to_be_visible()
    page.get_by_role("button", name="Hapus ponsel dinas").click()
    expect(page.get_by_role("alert")).to_contain_text("Faktor terakhir tidak dapat dihapus")


def test_a_passkey_without_the_finger_opens_nothing(stage: Stage, page: Page) -> None:
    email, password = newcomer(stage)
    device = Device(page)
    page.goto("/masuk")
    page.get_by_label("Email dinas").fill(email)
    page.get_by_label("Kata sandi").fill(password)
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.get_by_role("button", name="Buat kunci sandi").click()
    page.get_by_role("button", name="Sudah saya simpan").click()
    page.get_by_role("button", name="Keluar").first.click()
    device.knows_the_finger(False)
    page.goto("/masuk")
    page.get_by_role("button", name="Masuk dengan kunci sandi").click()
    expect(page.get_by_text("Kunci sandi tidak diterima")).to_be_visible()
    stage.look(page, "with a refused passkey")


def test_a_second_passkey_is_named_and_removed_and_another_session_ends(stage: Stage, page: Page) -> None:
    sign_in(page, WATCHER, stage.installation.password)
    other = stage.page()
    sign_in(other, WATCHER, stage.installation.password)
    Device(page)
    page.goto("/keamanan")
    page.get_by_role("link", name="Tambah faktor").click()
    page.get_by_label("Nama kunci ini").fill(f"kunci {stage.width}")
    page.get_by_role("button", name="Buat kunci sandi").click()
    saved = page.get_by_role("button", name="Sudah saya simpan")
    listed = page.get_by_text(f"kunci {stage.width}")
    expect(saved.or_(listed).first).to_be_visible()  # the first extra factor brings recovery codes, later ones do not
    if saved.is_visible():
        saved.click()
    expect(listed.first).to_be_visible()
    stage.look(page, "with several")
    page.get_by_role("button", name="Akhiri semua sesi lain").click()
    expect(page.get_by_role("status")).to_contain_text("Sesi lain diakhiri")
    other.goto("/tugas")
    expect(other.get_by_role("heading", level=1)).to_have_text("Masuk petugas")
    page.get_by_role("button", name=f"Hapus kunci {stage.width}").click()
    expect(page.get_by_role("status")).to_contain_text("Faktor dihapus")


def test_it_all_works_without_script(stage: Stage) -> None:
    page = stage.page(script=False)
    email, password = newcomer(stage)
    page.goto("/masuk")
    stage.look(page)
    page.get_by_label("Email dinas").fill(email)
    page.get_by_label("Kata sandi").fill("salah-sekali-ini")
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("tidak cocok")
    page.get_by_label("Kata sandi").fill(password)
    page.get_by_role("button", name="Masuk", exact=True).click()
    secret = page.locator("[data-secret]").inner_text()
    page.get_by_label("Kode 6 angka").fill(code_of(secret))
    page.get_by_role("button", name="Pasang aplikasi").click()
    page.get_by_role("button", name="Sudah saya simpan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tugas saya")


def code_of(secret: str) -> str:
    """The code that an authenticator app shows now, worked out here by itself (RFC 6238)."""
    import base64
    import hashlib
    import hmac
    import struct
    import time

    key = base64.b32decode(secret.replace(" ", ""))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1)
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"
