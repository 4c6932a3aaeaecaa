"""Data for measuring: lawful, equal to its events, and never beside other data."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

import psycopg
import pytest

type Command = Callable[..., subprocess.CompletedProcess[str]]
CASES = 60


@pytest.fixture
def command(as_migrator: psycopg.Connection, published_law: None) -> Command:
    def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "sbt.project.command", *words],
            capture_output=True, text=True, check=False, env={**os.environ, **environment},
        )  # fmt: skip

    return run


def test_cases_are_played_by_the_rules_and_equal_to_their_events(
    command: Command, as_migrator: psycopg.Connection
) -> None:
    done = command("bench-data", "--cases", str(CASES), "--asn", "40")
    assert done.returncode == 0, done.stderr
    checked = command("check-projection")
    assert checked.returncode == 0, checked.stderr
    assert "tidak ada perbedaan" in checked.stdout
    cases, stages, finished = as_migrator.execute(
        "select count(*), count(distinct stage), count(*) filter (where final) from cases_case"
    ).fetchone()  # type: ignore[misc]
    assert cases == CASES
    assert stages >= 6
    assert 0 < finished < CASES
    for table, least in (
        ("register_asn", 40),
        ("intake_report", CASES),
        ("intake_statement", CASES),
        ("cases_casereport", CASES),
        ("cases_caseevent", 3 * CASES),
        ("cases_content", CASES),
        ("cases_deadline", CASES),
        ("cases_desk", 10),
        ("people_posting", 10),
    ):
        assert as_migrator.execute(f"select count(*) from {table}").fetchone()[0] >= least, table  # type: ignore[index]


def test_it_is_refused_where_there_is_data(command: Command) -> None:
    assert command("bench-data", "--cases", "2", "--asn", "0").returncode == 0
    again = command("bench-data", "--cases", "2", "--asn", "0")
    assert again.returncode == 1
    assert "basis data kosong" in again.stderr


def test_it_is_refused_in_production(command: Command) -> None:
    done = command("bench-data", "--cases", "2", "--asn", "0", SBT_MODE="production")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
