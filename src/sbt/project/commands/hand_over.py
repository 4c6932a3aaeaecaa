from __future__ import annotations

import argparse
import sys
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sbt.rules.process import Process

HELP = "Alihkan semua kasus terbuka ke rezim lain menurut aturan pengalihan rezim itu, misalnya saat lembaga berganti."
LOGIN = "app"
EVERY = 100


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whereto, whether only to look, and whether to ask."""
    parser.add_argument("--to", required=True, metavar="REZIM", help="rezim tujuan: nama foldernya di law/regimes/")
    parser.add_argument(
        "--dry-run", action="store_true", help="hanya hitung kasus menurut aturan; tidak ada yang diubah"
    )
    parser.add_argument("--yes", action="store_true", help="jangan bertanya dulu")


def run(options: argparse.Namespace) -> int:
    """Count the cases by rule, ask, then hand over one by one; a second run takes up what is left."""
    from sbt.cases.queries.handovers import waiting_for
    from sbt.people.acting import reading
    from sbt.people.actor import JOBS
    from sbt.project import clock
    from sbt.project.commands.asking import agreed
    from sbt.rulebook.current import law
    from sbt.rules.deadline import local_day

    book, now = law().book, clock.now()
    process = found(options.to, book.processes)
    with reading(JOBS):
        waiting = list(waiting_for(process, book, local_day(now, JOBS.zone)))
    refs = [one.ref for one in waiting if one.rule is not None]
    rules = {one.rule.id: one.rule for one in waiting if one.rule is not None}
    for name, count in Counter(one.rule.id for one in waiting if one.rule is not None).items():
        print(f"{name}: {count} kasus, menjadi {rules[name].stage} ({rules[name].label.id})")
    without = len(waiting) - len(refs)
    if without:
        print(f"tanpa aturan yang cocok: {without} kasus; tetap pada rezimnya")
    if options.dry_run or not refs:
        print(f"{len(refs)} kasus dapat dialihkan ke {process.id}; tidak ada yang diubah")
        return 0
    if not agreed(f"{len(refs)} kasus dialihkan ke {process.id} dan tidak kembali.", skip=options.yes):
        return 1
    return handed(refs, process)


def found(name: str, processes: tuple[Process, ...]) -> Process:
    """The regime of that name; Trouble that names the others when there is none, or when it takes nothing over."""
    from sbt.project.errors import Trouble

    process = next((one for one in processes if one.id == name), None)
    takers = ", ".join(sorted({one.id for one in processes if one.handovers}))
    if process is None:
        raise Trouble(f"rezim {name!r} tidak ada; yang menerima pengalihan: {takers}")
    if not process.handovers:
        raise Trouble(f"rezim {name!r} tidak mempunyai aturan pengalihan (handover.yaml); yang punya: {takers}")
    return process


def handed(refs: list[str], process: Process) -> int:
    """Hand each case over in a transaction of its own; exit code 1 when one was refused."""
    from sbt.cases.actions import hand_over
    from sbt.cases.wording import explain
    from sbt.people.acting import acting
    from sbt.people.actor import JOBS
    from sbt.project import clock
    from sbt.rulebook.current import law
    from sbt.rules.outcome import Refused

    done, book = 0, law().book
    for number, ref in enumerate(refs, 1):
        now = clock.now()
        with acting(JOBS, now=now) as act:
            outcome = act.settle(hand_over(ref, to_process=process.digest, book=book, actor=JOBS, now=now), ref=ref)
        if isinstance(outcome, Refused):
            print(f"{ref}: {explain(outcome, law=None, commons=book.commons, language='id')}", file=sys.stderr)
        else:
            done += 1
        if number % EVERY == 0:
            print(f"{number} dari {len(refs)} kasus", flush=True)
    print(f"{done} kasus dialihkan ke {process.id}, {len(refs) - done} ditolak")
    return 0 if done == len(refs) else 1
