from __future__ import annotations

import argparse

HELP = "Salinan data satu orang sebagai JSON: menurut NIP, atau id orang yang disebut dalam kasus."
LOGIN = "app"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whom."""
    parser.add_argument("key", metavar="NIP|ID", help="NIP (18 angka) atau id orang dalam kasus")


def run(options: argparse.Namespace) -> int:
    """Write the export to standard output; LookupError where nobody is meant."""
    import orjson

    from sbt.people.actor import JOBS
    from sbt.project import clock
    from sbt.protection.export import export_of
    from sbt.protection.readings import NUMBER, note
    from sbt.rulebook.current import law
    from sbt.rules.deadline import local_day

    now = clock.now()
    found = export_of(options.key, law(), on=local_day(now, "WIB"))
    if found is None:
        raise LookupError("tidak ada data orang dengan NIP atau id itu")
    nip = found["person"]["nip"]
    note(JOBS, "", [NUMBER], law=law(), now=now, nips=[nip] if nip else [], purpose="permintaan_subjek")
    print(orjson.dumps(found, option=orjson.OPT_INDENT_2).decode())
    return 0
