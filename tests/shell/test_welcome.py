"""What the terminal says once pages are served."""

from __future__ import annotations

from pathlib import Path

from sbt.project.welcome import demo_accounts

LAW = Path(__file__).resolve().parents[2] / "law"


def test_accounts_of_an_institution_that_ended_say_until_when() -> None:
    lines = demo_accounts(LAW, "sandi")
    noted = [line for line in lines if "berakhir 24 Agustus 2024; sesudahnya tidak dapat masuk" in line]
    assert noted == lines[-3:]
    assert all("kasn" in line for line in noted)
