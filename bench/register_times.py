"""Asks the register as the application does and prints a line of CSV for each kind of question."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from random import Random

import django


def main() -> None:
    """Print: what, median ms, p99 ms, limit ms."""
    django.setup()
    from sbt.people.acting import reading
    from sbt.people.actor import PUBLIC
    from sbt.register.models import Asn
    from sbt.register.names import name_key
    from sbt.register.queries import by_nip, candidates

    chance = Random(7)
    every = max(1, Asn.objects.count() // 400)
    known = list(Asn.objects.order_by("nip").values_list("nip", "name", "instansi", "unit")[: 400 * every : every])
    chance.shuffle(known)

    def misspelled(name: str) -> str:
        key = name_key(name)
        place = chance.randrange(1, max(2, len(key) - 1))
        return key[:place] + chance.choice("aiueo") + key[place + 1 :]

    def timed(what: str, limit: int, ask: Callable[[tuple[str, str, str, str]], object], count: int) -> None:
        spent = []
        with reading(PUBLIC):
            for person in known[:count]:
                begun = time.perf_counter()
                ask(person)
                spent.append((time.perf_counter() - begun) * 1000)
        worst = statistics.quantiles(spent, n=100, method="inclusive")[98]
        print(f'"{what}",{statistics.median(spent):.3f},{worst:.3f},{limit}')

    timed("by NIP", 2, lambda person: by_nip(person[0]), 400)
    timed("candidates, whole name", 150, lambda person: candidates(name=person[1]), 100)
    timed("candidates, misspelled", 150, lambda person: candidates(name=misspelled(person[1])), 100)
    timed("candidates, one word", 150, lambda person: candidates(name=name_key(person[1]).split()[0]), 100)
    timed(
        "candidates, misspelled, instansi known",
        150,
        lambda person: candidates(name=misspelled(person[1]), instansi=person[2], unit=person[3]),
        100,
    )


if __name__ == "__main__":
    sys.exit(main())
