"""In demo mode nothing is said of a real regency at the API either: only invented ones are taken, as on the screens."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sbt.intake.actions import AccusedInput
from sbt.intake.checks import Checker, check_accused, check_area
from sbt.rulebook.law import Law
from sbt.rulebook.reader import read_law

ROOT = Path(__file__).resolve().parents[2]
TAKEN = ("32", "32.91")
REAL = ("32.01", "73.08")


@pytest.fixture(scope="module")
def demo() -> Law:
    return read_law(ROOT / "law", overlay=ROOT / "law" / "demo")


def codes(law: Law, area: str, instansi: str) -> set[str]:
    checker = Checker()
    check_area(area, law, checker)
    check_accused(AccusedInput(name="Budi", instansi=instansi), "accused", 0, law=law, checker=checker)
    return {one.code for one in checker.faults}


@pytest.mark.parametrize("area", TAKEN)
def test_invented_places_and_provinces_are_taken(demo: Law, area: str) -> None:
    assert not codes(demo, area, f"pemda-{area}" if "." in area else f"pemprov-{area}")


@pytest.mark.parametrize("area", REAL)
def test_real_places_are_refused_in_demo_mode_only(demo: Law, area: str) -> None:
    assert codes(demo, area, "pemprov-32") == {"place_is_real"}
    assert codes(demo, "32", f"pemda-{area}") == {"place_is_real"}
    assert not codes(replace(demo, demo=None), area, f"pemda-{area}")
