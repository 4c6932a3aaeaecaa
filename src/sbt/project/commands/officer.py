from __future__ import annotations

import argparse
import getpass
import secrets
import sys
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sbt.rules.outcome import Refused

HELP = "Buat petugas, beri penugasan dengan nomor suratnya, atau akhiri penugasan."
LOGIN = "app"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, with whom."""
    choices = parser.add_subparsers(metavar="TINDAKAN", required=True, dest="action")
    add = choices.add_parser("add", help="petugas baru yang dapat masuk")
    add.add_argument("email", help="surel untuk masuk")
    add.add_argument("--name", required=True, help="nama lengkap")
    add.add_argument("--generate", action="store_true", help="buat kata sandi dan tunjukkan sekali saja")
    post = choices.add_parser("post", help="beri penugasan, misalnya PIC instansi dengan suratnya")
    post.add_argument("email", help="surel petugas")
    post.add_argument("--institution", required=True, help="id lembaga (law/institutions.yaml)")
    post.add_argument("--role", required=True, help="peran (law/roles.yaml)")
    post.add_argument("--from", dest="from_on", type=date.fromisoformat, metavar="TTTT-BB-HH", help="bawaan: hari ini")
    post.add_argument("--decree", required=True, help="nomor surat yang menunjuk")
    post.add_argument("--title", default="", help="jabatan yang dipegang, bila ada (Bupati ...)")
    end = choices.add_parser("end", help="akhiri penugasan")
    end.add_argument("email", help="surel petugas")
    end.add_argument("--institution", required=True, help="id lembaga penugasan")
    end.add_argument("--role", default="", help="peran, bila penugasannya di sana lebih dari satu")
    end.add_argument("--on", type=date.fromisoformat, metavar="TTTT-BB-HH", help="hari terakhir (bawaan: hari ini)")
    link = choices.add_parser("link", help="hubungkan petugas dengan akunnya di penyedia lembaganya (SBT_PROVIDERS)")
    link.add_argument("email", help="surel petugas")
    link.add_argument("--provider", required=True, help="id penyedia")
    link.add_argument("--subject", required=True, help="penanda orang itu (sub) menurut penyedia")


def run(options: argparse.Namespace) -> int:
    """Do one of the three and say what was done."""
    from sbt.people.acting import acting
    from sbt.people.actor import JOBS
    from sbt.project import clock
    from sbt.project.errors import Trouble
    from sbt.rules.outcome import Refused

    password = _password(options) if options.action == "add" else ""
    now = clock.now()
    with acting(JOBS, now=now) as act:
        outcome = act.settle(_done(options, password, now.date()))
    if isinstance(outcome, Refused):
        raise Trouble(_why(outcome))
    print(outcome)
    if options.action == "add" and options.generate:
        print(f"kata sandi (ditunjukkan sekali saja): {password}")
    return 0


def _done(options: argparse.Namespace, password: str, today: date) -> str | Refused:
    from django.conf import settings

    from sbt.people.appointing import appoint, dismiss, name_officer
    from sbt.rulebook.current import law
    from sbt.rules.outcome import Refused

    email, at = options.email, getattr(options, "institution", "")
    if options.action == "add":
        officer = name_officer(email, options.name, password)
        return officer if isinstance(officer, Refused) else f"petugas dibuat: {officer.email}"
    if options.action == "link":
        return _linked(options)
    if options.action == "post":
        if settings.SBT_MODE == "production":
            return Refused("posting_by_two", "guard")
        posting = appoint(
            email,
            at,
            options.role,
            commons=law().book.commons,
            from_on=options.from_on or today,
            decree=options.decree,
            office=options.title,
        )
        done = "penugasan berlaku mulai"
    else:
        posting = dismiss(email, at, options.role, on=options.on or today)
        done = "penugasan berakhir"
    if isinstance(posting, Refused):
        return posting
    return f"{posting}: {done} {posting.from_on if options.action == 'post' else posting.until_on}"


def _linked(options: argparse.Namespace) -> str | Refused:
    from django.conf import settings

    from sbt.people.appointing import link_subject
    from sbt.rules.outcome import Refused

    if options.provider not in {one.id for one in settings.SBT_PROVIDERS}:
        return Refused("provider_unknown", "unknown", {"provider": options.provider})
    linked = link_subject(options.email, options.provider, options.subject)
    return linked if isinstance(linked, Refused) else f"dihubungkan: {options.email} lewat {options.provider}"


def _password(options: argparse.Namespace) -> str:
    """Give a password made here, or the one typed twice; raises Trouble for a weak one."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from sbt.people.models import Officer
    from sbt.project.errors import Trouble

    if options.generate:
        return secrets.token_urlsafe(15)
    if not sys.stdin.isatty():
        raise Trouble("tidak ada terminal untuk mengetik kata sandi; tambahkan --generate")
    typed = getpass.getpass("Kata sandi: ")
    if typed != getpass.getpass("Sekali lagi: "):
        raise Trouble("kedua kata sandi tidak sama")
    try:
        validate_password(typed, Officer(email=options.email, name=options.name))
    except ValidationError as weak:
        raise Trouble(" ".join(weak.messages)) from weak
    return typed


def _why(refused: Refused) -> str:
    from sbt.cases.wording import explain
    from sbt.rulebook.current import law

    return explain(refused, commons=law().book.commons)
