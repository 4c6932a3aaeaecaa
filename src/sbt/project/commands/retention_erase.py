from __future__ import annotations

import argparse

HELP = "Musnahkan yang sudah disetujui dua petugas; memakai login basis data sbt_retention."
LOGIN = "retention"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whether to ask."""
    parser.add_argument("--yes", action="store_true", help="jangan bertanya dulu")
    parser.add_argument(
        "--no-rewrite", action="store_true", help="jangan tulis ulang tabel; sisa baris menunggu lain kali"
    )


def run(options: argparse.Namespace) -> int:
    """Carry out every approved proposal."""
    from sbt.project import clock
    from sbt.project.commands.asking import agreed
    from sbt.protection.erasing import erase
    from sbt.protection.rewriting import rewrite
    from sbt.rulebook.current import law
    from sbt.rules.deadline import local_day

    if not agreed("Isi yang disetujui untuk dimusnahkan dihapus dan tidak kembali.", skip=options.yes):
        return 1
    now = clock.now()
    found = erase(law(), now=now, today=local_day(now, "WIB"))
    for one in found:
        print(f"{one.disposal.schedule}: {one.done} dimusnahkan, {one.left} tidak lagi jatuh tempo")
    print(f"{len(found)} usulan dilaksanakan")
    left = rewrite() if found and not options.no_rewrite else []
    if left:
        print(f"tulis ulang sebagai pemilik, supaya sisa baris hilang: VACUUM (FULL) {', '.join(left)}")
    return 0
