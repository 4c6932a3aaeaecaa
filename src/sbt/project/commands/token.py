from __future__ import annotations

import argparse

HELP = "Buat token API bagi satu penugasan; ditunjukkan sekali saja."
LOGIN = "app"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whose token, and for how long."""
    parser.add_argument("email", help="surel petugas")
    parser.add_argument("--institution", help="id instansi penugasan, bila petugas punya lebih dari satu")
    parser.add_argument("--days", type=int, default=90, help="masa berlaku dalam hari")


def run(options: argparse.Namespace) -> int:
    """Print the new token."""
    from sbt.people.tokens import make_token  # noqa: PLC0415
    from sbt.project import clock  # noqa: PLC0415
    from sbt.project.errors import Trouble  # noqa: PLC0415
    from sbt.project.preparing import confirm_mode  # noqa: PLC0415

    confirm_mode()
    try:
        print(make_token(options.email, institution=options.institution, days=options.days, now=clock.real_now()))
    except LookupError as fault:
        raise Trouble(str(fault)) from fault
    return 0
