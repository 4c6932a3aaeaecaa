from __future__ import annotations

import argparse

HELP = "Usulkan pemusnahan yang jatuh tempo menurut law/retention.yaml; dua petugas menyetujuinya di /pemusnahan."
LOGIN = "app"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing but whether only to look."""
    parser.add_argument("--dry-run", action="store_true", help="hanya hitung; tidak ada yang diusulkan")


def run(options: argparse.Namespace) -> int:
    """Propose what is due and in no proposal yet."""
    from django.db import transaction

    from sbt.people.acting import acting
    from sbt.people.actor import JOBS
    from sbt.project import clock
    from sbt.protection.disposals import propose
    from sbt.rulebook.current import law
    from sbt.rules.deadline import local_day

    now = clock.now()
    with acting(JOBS, now=now):
        made = propose(law(), today=local_day(now, JOBS.zone))
        for one in made:
            print(f"{one.schedule}: {one.items.count()} berkas; yang selesai sebelum {one.until}")
        if options.dry_run:
            transaction.set_rollback(True)
    print(f"{len(made)} usulan" + (" (tidak disimpan)" if options.dry_run else ""))
    return 0
