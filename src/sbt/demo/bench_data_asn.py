"""Writes a CSV of invented civil servants as `sbt import-asn` takes it; for measuring only."""

from __future__ import annotations

from itertools import accumulate
from random import Random
from typing import TYPE_CHECKING

from sbt.demo.bench_data_names import POSTS, UNITS, NameMaker
from sbt.register.reading import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

CHUNK = 50_000
SEED = 20241127


def write_asn_csv(path: Path, *, count: int, instansi: Sequence[str], progress: Callable[[str], None]) -> None:
    """Write so many rows, each with a NIP of its own and of the right structure, spread over the institutions."""
    chance, names = Random(SEED), NameMaker(SEED)  # noqa: S311 (invented data)
    numbers: set[str] = set()
    posts = list(accumulate(weight for _, _, weight in POSTS))
    with path.open("w", encoding="utf-8") as target:
        target.write(",".join(COLUMNS) + "\n")
        for start in range(0, count, CHUNK):
            size = min(CHUNK, count - start)
            chosen = zip(
                names.names(size),
                chance.choices(instansi, k=size),
                chance.choices(UNITS, k=size),
                chance.choices(POSTS, cum_weights=posts, k=size),
                chance.choices(("pns", "pppk"), cum_weights=(78, 100), k=size),
                chance.choices(("active", "retired"), cum_weights=(97, 100), k=size),
                strict=True,
            )
            target.writelines(
                f'{_nip(chance, numbers)},"{name}",{agency},{unit},{post},{level},{employment},{standing}\n'
                for name, agency, unit, (post, level, _), employment, standing in chosen
            )
            progress(f"{start + size} dari {count} ASN ditulis")


def _nip(chance: Random, taken: set[str]) -> str:
    while True:
        born, month, day = chance.randrange(1966, 2001), chance.randrange(1, 13), chance.randrange(1, 29)
        since = min(born + chance.randrange(20, 36), 2024)
        number = f"{born}{month:02}{day:02}{since}{chance.randrange(1, 13):02}{chance.randrange(1, 3)}{chance.randrange(1, 400):03}"
        if number not in taken:
            taken.add(number)
            return number
