"""The first two coordinators of an installation: each names himself, each confirms the other."""

from __future__ import annotations

import argparse
import getpass
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from sbt.people.first import Newcomer
    from sbt.rules.outcome import Refused

HELP = "Tetapkan dua koordinator pertama; keduanya hadir, masing-masing mengesahkan yang lain."
LOGIN = "app"


def arguments(parser: argparse.ArgumentParser) -> None:
    """At which institution, by which letter."""
    parser.add_argument("--institution", default="", help="id lembaga pengelola (bawaan: yang disebut hukum)")
    parser.add_argument("--decree", default="", help="nomor surat yang menunjuk keduanya")
    parser.add_argument(
        "--links", action="store_true", help="tautan sekali pakai sebagai ganti kata sandi yang diketik di sini"
    )


def run(options: argparse.Namespace) -> int:
    """Ask both, confirm both, or say that it has been done."""
    from sbt.people.acting import acting
    from sbt.people.actor import JOBS
    from sbt.people.first import coordinators_of, home, make_first
    from sbt.project import clock
    from sbt.project.errors import Trouble
    from sbt.rulebook.current import law
    from sbt.rules.deadline import local_day
    from sbt.rules.outcome import Refused

    known, now = law(), clock.now()
    place = home(known, options.institution)
    if isinstance(place, Refused):
        raise Trouble(_why(place))
    institution, role = place
    today: date = local_day(now, "WIB")
    present = coordinators_of(institution, role, on=today)
    if present:
        print(f"sudah ada koordinator di {institution}: {', '.join(present)}. Tidak ada yang diubah.")
        return 0
    if not sys.stdin.isatty():
        raise Trouble("tidak ada terminal: sbt setup dijalankan oleh dua orang yang hadir")
    decree = options.decree or input("Nomor surat yang menunjuk kedua koordinator: ")
    first, second = _asked("pertama", options), _asked("kedua", options)
    _confirmed(first, second)
    _confirmed(second, first)
    with acting(JOBS, now=now) as act:
        outcome = act.settle(
            make_first((first, second), institution, role, decree=decree, commons=known.book.commons, now=now)
        )
    if isinstance(outcome, Refused):
        raise Trouble(_why(outcome))
    for one, token in outcome:
        print(f"koordinator ditetapkan: {one.email}" + (f"  /aktivasi/{token}" if token else ""))
    print("Masing-masing memasang faktor kedua saat masuk pertama kali.")
    return 0


def _asked(which: str, options: argparse.Namespace) -> Newcomer:
    """Ask one person for name, address and his own password, which nobody else sees."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from sbt.people.first import Newcomer
    from sbt.people.models import Officer
    from sbt.project.errors import Trouble

    print(f"Koordinator {which}, silakan mengisi sendiri.")
    email, name = input("Email dinas: ").strip().lower(), input("Nama lengkap: ").strip()
    if options.links:
        return Newcomer(email=email, name=name, password="")
    password = getpass.getpass("Kata sandi: ")
    if password != getpass.getpass("Sekali lagi: "):
        raise Trouble("kedua kata sandi tidak sama")
    try:
        validate_password(password, Officer(email=email, name=name))
    except ValidationError as weak:
        raise Trouble(" ".join(weak.messages)) from weak
    return Newcomer(email=email, name=name, password=password)


def _confirmed(one: Newcomer, other: Newcomer) -> None:
    """Have one confirm the other, with the password that only he knows where he has one."""
    from sbt.project.errors import Trouble

    print(f"{one.name}: Anda mengesahkan {other.name} ({other.email}) sebagai koordinator.")
    if one.password:
        if getpass.getpass(f"Kata sandi {one.name}: ") != one.password:
            raise Trouble(f"tidak disahkan oleh {one.email}; tidak ada yang diubah")
    elif input(f"Ketik email {other.name} untuk mengesahkan: ").strip().lower() != other.email:
        raise Trouble(f"tidak disahkan oleh {one.email}; tidak ada yang diubah")


def _why(refused: Refused) -> str:
    from sbt.cases.wording import explain
    from sbt.rulebook.current import law

    return explain(refused, commons=law().book.commons)
