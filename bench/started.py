"""How long a start takes with data already there, and what the process that watches over the others weighs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.figures import Table
from bench.house import free_port, wait_for
from bench.processes import pss_megabytes
from sbt.project import processes

PATIENCE = 180


def warm_start(table: Table) -> None:
    """Start `sbt run` twice on one folder, in production mode so that no demo plays; measure the second time."""
    data = Path(tempfile.mkdtemp(prefix="sbt-bench-start-"))
    try:
        cold, _ = _start(data)
        warm, megabytes = _start(data)
    finally:
        shutil.rmtree(data, ignore_errors=True)
    table.add("First start to first page, empty database", f"{cold:.1f} s")
    table.at_most("Warm start to first page", warm, 5, "s", beside=f"whole system then {megabytes:.0f} MB (PSS)")


def _start(data: Path) -> tuple[float, float]:
    port = free_port()
    environment = {**os.environ, "SBT_DATA": str(data), "SBT_MODE": "production", "PORT": str(port)}
    child = processes.start(
        [sys.executable, "-m", "sbt.project.command", "run"], environment=environment, output=subprocess.DEVNULL
    )
    try:
        return wait_for(port, seconds=PATIENCE), pss_megabytes(child.pid)
    finally:
        processes.stop(child, patience=15)
