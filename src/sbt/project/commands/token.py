from __future__ import annotations

import argparse

HELP = "Buat token API bagi satu penugasan; ditunjukkan sekali saja."
LOGIN = "app"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whose token, and for how long."""
    parser.add_argument("email", help="surel petugas")
    parser.add_argument("--institution", help="id instansi penugasan, bila petugas punya lebih dari satu")
    parser.add_argument("--days", type=int, default=90, help="masa berlaku dalam hari (bawaan 90)")
    parser.add_argument("--label", default="", help="untuk apa token ini")


def run(options: argparse.Namespace) -> int:
    """Print a new token of the officer's only posting, or of the one at the named institution."""
    from sbt.people.queries import live_postings
    from sbt.people.tokens import give_token
    from sbt.project import clock
    from sbt.project.errors import Trouble

    if options.days < 1:
        raise Trouble("--days paling sedikit 1")
    found = live_postings(clock.now().date()).filter(officer__email__iexact=options.email, officer__is_active=True)
    if options.institution:
        found = found.filter(institution=options.institution)
    postings = list(found.order_by("institution", "role"))
    if not postings:
        raise Trouble(f"tidak ada penugasan yang berlaku hari ini bagi {options.email}")
    if len(postings) > 1:
        choices = ", ".join(str(posting) for posting in postings)
        raise Trouble(f"{options.email} punya beberapa penugasan; pilih dengan --institution: {choices}")
    print(give_token(postings[0], now=clock.real_now(), days=options.days, label=options.label))
    return 0
