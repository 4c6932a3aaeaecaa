"""Fills the register with invented civil servants. Runs as the owner of the tables, before the demo is played."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from sbt.demo.items import Chooser
from sbt.demo.models import Played
from sbt.people.acting import acting
from sbt.people.actor import JOBS
from sbt.register.load import codes_of, import_asn
from sbt.register.reading import COLUMNS
from sbt.rulebook.current import law as law_in_force

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from sbt.demo.people import Invented
    from sbt.register.faults import RowFault


class InventionFaultyError(ValueError):
    """An invented civil servant would not be let into the register."""


def fill_register(*, now: datetime, progress: Callable[[str], None]) -> None:
    """Import the invented civil servants, unless the demo was played already."""
    if Played.objects.filter(finished=True).exists():
        return
    law = law_in_force()
    chooser = Chooser(law)
    chooser.choose()
    with tempfile.TemporaryDirectory(prefix="sbt-demo-") as folder:
        file = Path(folder) / "asn.csv"
        _write(file, chooser.inventor.people)
        with acting(JOBS, now=now):
            outcome = import_asn(file, codes=codes_of(law), fault=_no_fault, progress=lambda _: None)
    progress(f"daftar ASN rekaan: {outcome.rows} orang")


def _write(file: Path, people: Iterable[Invented]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(COLUMNS)
        for one in people:
            table.writerow(
                (one.nip, one.name, one.instansi, one.unit, one.post, one.job_level, one.employment, "active")
            )


def _no_fault(fault: RowFault) -> None:
    raise InventionFaultyError(str(fault))
