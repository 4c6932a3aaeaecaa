"""Passwords that a guesser tries first are refused from our own list, without asking anybody."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from sbt.people.models import Officer
from sbt.people.passwords import LIST

OFFICER = Officer(email="sekar.ayu@contoh.example", name="Sekar Ayu Lestari")


@pytest.mark.parametrize(
    "password",
    [
        "kucing-kucing-14",
        "passwordpassword",
        "P@ssw0rd12345678",
        "Indonesia-2024-!!!",
        "bismillah1234567",
        "qwertyuiop123456",
        "QwErTyUiOpAsDfGh",
        "aaaaaaaaaaaaaaaaaa",
        "123456789012345678",
        "jakarta.merdeka.1945",
        "bawasluBawaslu2024",
        "iloveyou-iloveyou-iloveyou",
        "Katasandi!Rahasia!2025",
        "1qaz2wsx3edc4rfv",
        "sekar.ayu@contoh.example",
        "netralitasASN2024!!",
        "pegawainegerisipil",
    ],
)
def test_what_is_guessed_first_is_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, OFFICER)


@pytest.mark.parametrize(
    "password",
    [
        "sepuluhribu-lampu",
        "kursi-awan-tembaga-lidi",
        "g7#Kq9!vTz2$Lm5@",
        "pagar semut kereta nanas",
        "empat-satu-kucing-merah-bulan",
    ],
)
def test_a_phrase_and_a_made_one_pass(password: str) -> None:
    validate_password(password, OFFICER)


def test_the_list_is_small_and_our_own() -> None:
    assert LIST.stat().st_size < 10_000
    assert len(LIST.read_text().split()) > 400
