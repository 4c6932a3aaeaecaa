"""The first coordinators are two persons who confirm each other; nothing is made by default, nothing twice."""

from __future__ import annotations

import getpass
import io
from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth import authenticate

from sbt.people.models import Officer, PeopleEvent, Posting
from sbt.project import command

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published_law")]

ONE, TWO = "kerbau payung sungai lontar 41", "jendela rotan pelabuhan ketumbar 7"
type Say = Callable[[list[str], list[str]], None]


class Terminal(io.StringIO):
    """An input at which persons sit."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch) -> Say:
    """Give the lines that are typed, and the secrets."""
    monkeypatch.setattr(command, "enter", lambda _module, _stack: None)

    def typed(lines: list[str], secrets: list[str]) -> None:
        monkeypatch.setattr("sys.stdin", Terminal("\n".join([*lines, ""])))
        answers: Iterator[str] = iter(secrets)
        monkeypatch.setattr(getpass, "getpass", lambda _prompt="": next(answers))

    return typed


LINES = ["SK 1/2024", "Ayu@contoh.example", "Ayu Satu", "banu@contoh.example", "Banu Dua"]


def test_two_persons_name_themselves_and_confirm_each_other(say: Say, capsys: pytest.CaptureFixture[str]) -> None:
    say(LINES, [ONE, ONE, TWO, TWO, ONE, TWO])
    assert command.main(["setup"]) == 0, capsys.readouterr().err
    assert authenticate(None, username="ayu@contoh.example", password=ONE) is not None
    postings = Posting.objects.all()
    assert {(one.institution, one.role, one.decree) for one in postings} == {("bkn", "operator", "SK 1/2024")}
    noted = list(PeopleEvent.objects.filter(kind="setup").order_by("id"))
    assert [(one.first.name, one.second.name) for one in noted] == [("Ayu Satu", "Banu Dua"), ("Banu Dua", "Ayu Satu")]
    out = capsys.readouterr().out
    assert ONE not in out
    assert TWO not in out
    assert command.main(["setup"]) == 0
    assert "sudah ada koordinator" in capsys.readouterr().out
    assert Posting.objects.count() == 2


@pytest.mark.parametrize(
    ("lines", "secrets", "why"),
    [
        (LINES, [ONE, ONE, TWO, TWO, ONE, "lain"], "tidak disahkan oleh banu@contoh.example"),
        ([*LINES[:3], "ayu@contoh.example", "Ayu Lagi"], [ONE, ONE, TWO, TWO, ONE, TWO], "dua orang yang berbeda"),
        (LINES, ["rahasia", "rahasia"], "15"),
        (LINES, [ONE, TWO], "tidak sama"),
        (["", *LINES[1:]], [ONE, ONE, TWO, TWO, ONE, TWO], "isi nomornya"),
        ([LINES[0], "bukan", *LINES[2:]], [ONE, ONE, TWO, TWO, ONE, TWO], "email"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(
    say: Say, capsys: pytest.CaptureFixture[str], lines: list[str], secrets: list[str], why: str
) -> None:
    say(lines, secrets)
    assert command.main(["setup"]) == 1
    assert why in capsys.readouterr().err
    assert not Posting.objects.exists()


def test_links_take_the_place_of_passwords(say: Say, capsys: pytest.CaptureFixture[str]) -> None:
    say([*LINES, "banu@contoh.example", "ayu@contoh.example"], [])
    assert command.main(["setup", "--links"]) == 0
    assert capsys.readouterr().out.count("/aktivasi/") == 2
    assert not any(one.has_usable_password() for one in Officer.objects.all())


def test_without_a_terminal_nobody_is_made(
    say: Say, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    say([], [])
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert command.main(["setup"]) == 1
    assert "terminal" in capsys.readouterr().err
    assert command.main(["setup", "--institution", "tidak-ada"]) == 1
    assert not Officer.objects.exists()
