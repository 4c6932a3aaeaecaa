"""Officers and their postings from the terminal: what does not fit the law is named, what ended opens nothing."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.contrib.auth import authenticate

from sbt.people.models import Officer, Posting
from sbt.project import command

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published_law")]

EMAIL = "Sekar.Ayu@Contoh.example"
POST = ("officer", "post", EMAIL, "--from", "2024-12-02", "--decree", "800/17/2024", "--title", "Bupati Bogor")
PIC = ("--institution", "pemda-32.01", "--role", "pic")


class Terminal(io.StringIO):
    """An input at which a person sits."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command runs inside the test, on its database and in its transaction."""
    monkeypatch.setattr(command, "enter", lambda _module, _stack: None)


def add(capsys: pytest.CaptureFixture[str]) -> str:
    assert command.main(["officer", "add", EMAIL, "--name", "Sekar Ayu", "--generate"]) == 0
    return capsys.readouterr().out.rsplit(" ", 1)[1].strip()


def test_an_officer_signs_in_with_the_password_printed_once(capsys: pytest.CaptureFixture[str]) -> None:
    password = add(capsys)
    assert authenticate(None, username=EMAIL.lower(), password=password) == Officer.objects.get()
    assert command.main(["officer", "add", EMAIL.upper(), "--name", "Lain", "--generate"]) == 1
    assert "Sudah ada petugas" in capsys.readouterr().err
    assert command.main(["officer", "add", "bukan-surel", "--name", "Lain", "--generate"]) == 1
    assert "email" in capsys.readouterr().err


def test_outside_the_demo_no_single_person_gives_a_posting(capsys: pytest.CaptureFixture[str], settings: Any) -> None:
    add(capsys)
    settings.SBT_MODE = "production"
    assert command.main([*POST, *PIC]) == 1
    assert "dua orang" in capsys.readouterr().err
    assert not Posting.objects.exists()


def test_a_posting_by_a_letter_holds_until_it_is_ended(capsys: pytest.CaptureFixture[str]) -> None:
    add(capsys)
    assert command.main([*POST, *PIC]) == 0
    posting = Posting.objects.get()
    assert (posting.decree, posting.office, posting.until_on) == ("800/17/2024", "Bupati Bogor", None)
    assert command.main([*POST, *PIC]) == 1
    assert "sudah memegang penugasan itu pada 2 Desember 2024" in capsys.readouterr().err
    end = ["officer", "end", EMAIL, "--institution", "pemda-32.01", "--on"]
    assert command.main([*end, "2024-11-30"]) == 1
    assert "tidak dapat berakhir sebelum itu" in capsys.readouterr().err
    assert command.main([*end, "2024-12-31"]) == 0
    posting.refresh_from_db()
    assert str(posting.until_on) == "2024-12-31"
    assert command.main([*end, "2024-12-31"]) == 1


@pytest.mark.parametrize(
    ("where", "said"),
    [
        (("--institution", "pemda-99.99", "--role", "pic"), "Lembaga ini tidak dikenal"),
        (("--institution", "pemda-32.01", "--role", "raja"), "Peran “raja” tidak ada"),
        (("--institution", "pemda-32.01", "--role", "pleno"), "yang ada: pic, pejabat, pemeriksa, ppk, operator"),
        (("--institution", "kasn", "--role", "pimpinan"), "tidak ada pada 2 Desember 2024"),
        ((*PIC, "--decree", " "), "isi nomornya"),
    ],
)
def test_what_does_not_fit_the_law_is_named(
    where: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    add(capsys)
    assert command.main([*POST, *where]) == 1
    assert said in capsys.readouterr().err
    assert not Posting.objects.exists()


def test_nobody_is_posted_who_is_no_officer(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([*POST, *PIC]) == 1
    assert "Tidak ada petugas" in capsys.readouterr().err


def test_a_wrong_date_is_a_wrong_call() -> None:
    with pytest.raises(SystemExit) as left:
        command.main(["officer", "post", EMAIL, *PIC, "--decree", "1", "--from", "kemarin"])
    assert left.value.code == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("sepuluhribu-lampu", "lain-sekali-ini"), "tidak sama"),
        (("12345678901234", "12345678901234"), "sbt: "),
        (("sepuluhribu-lampu", "sepuluhribu-lampu"), ""),
    ],
)
def test_a_password_is_typed_twice_and_may_not_be_weak(
    typed: tuple[str, str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = iter(typed)
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("getpass.getpass", lambda _asked: next(answers))
    assert command.main(["officer", "add", EMAIL, "--name", "Sekar"]) == (1 if said else 0)
    shown = capsys.readouterr()
    assert said in shown.err
    assert typed[0] not in shown.out
    assert Officer.objects.exists() is (not said)
