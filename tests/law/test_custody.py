"""Who holds keys: never the accused's own house, always two at least, any two of them two institutions."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from sbt.rulebook.law import Law
from sbt.rulebook.reader import read_law

LAW = Path(__file__).resolve().parents[2] / "law"


@pytest.fixture(scope="module")
def law() -> Law:
    return read_law(LAW)


def test_any_two_offices_are_two_institutions_and_their_role_exists(law: Law) -> None:
    offices = law.custody.offices
    assert all(one.institution != other.institution for one, other in combinations(offices, 2))
    kinds = {law.kind_of(one.institution).id for one in offices}
    role = law.book.commons.authority.role("pemegang_kunci")
    assert role is not None
    assert kinds <= role.kinds
    assert "identitas.setujui_buka" in role.powers
    assert not role.powers & {"kasus.lihat", "identitas.minta_buka"}, "who holds keys neither sees cases nor asks"


def test_the_accuseds_own_house_gets_no_share(law: Law) -> None:
    custody = law.custody
    ready = {one.id for one in custody.offices}
    usual = [one.id for one in custody.holding(ready, instansi=())]
    assert usual == ["unit_penerima", "inspektorat", "pelindung"]
    for office in custody.offices:
        for instansi in {office.institution} | office.also:
            holding = custody.holding(ready, instansi=[instansi])
            assert office not in holding
            assert len(holding) == custody.holders, "a reserve steps in"


def test_fewer_than_two_offices_are_none(law: Law) -> None:
    assert law.custody.holding({"pelindung"}, instansi=()) == ()
    assert len(law.custody.holding({"pelindung", "inspektorat"}, instansi=())) == 2
    assert law.custody.holding({"pelindung", "inspektorat"}, instansi=["kemenpanrb"]) == ()


def test_the_operator_of_the_server_holds_no_key(law: Law) -> None:
    assert "bkn" not in {one.institution for one in law.custody.offices}
