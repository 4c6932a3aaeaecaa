"""The register of processing misses no table, inspectors have roles that exist, and two persons approve an erasure."""

from __future__ import annotations

from pathlib import Path

import pytest

from sbt.project import privileges
from sbt.rulebook.law import Law
from sbt.rulebook.reader import read_law

LAW = Path(__file__).resolve().parents[2] / "law"
OF_NOBODY = ("django_", "auth_", "procrastinate_", "project_", "demo_", "rulebook_", "account_email")
"""Tables that say nothing of a person of this installation."""


@pytest.fixture(scope="module")
def law() -> Law:
    return read_law(LAW)


@pytest.mark.parametrize("table", sorted(privileges.TABLES))
def test_every_table_with_persons_belongs_to_one_activity(law: Law, table: str) -> None:
    found = [one.id for one in law.protection.activities if one.keeps(table)]
    assert len(found) == 1 or table.startswith(OF_NOBODY), f"{table}: {found}"


def test_every_activity_has_a_basis_and_a_line_of_the_schedule(law: Law) -> None:
    for one in law.protection.activities:
        assert one.warrant.basis
        assert one.schedule in law.protection.schedules, one.id


def test_roles_and_kinds_that_are_named_exist_together(law: Law) -> None:
    known = law.protection
    for seats in known.inspectors:
        for kind in seats.kinds:
            held = [role for role in seats.roles if kind in (found := law.book.commons.authority.role(role)).kinds]
            assert kind in law.book.commons.kinds
            assert held, (kind, seats.roles, found)
    for seats in (known.requests, known.approvers):
        assert seats.kinds <= set(law.book.commons.kinds)
        assert all(law.book.commons.authority.role(role) for role in seats.roles)
    assert known.approvers.least >= 2


def test_nobody_inspects_his_own_readings(law: Law) -> None:
    known = law.protection
    for institution in law.book.commons.institutions.values():
        for role in ("pimpinan", "pleno", "pejabat", "pemegang_kunci", "pengamat"):
            if known.inspects(institution.kind, role):
                assert known.watcher(institution.id, institution.kind, role) != institution.id


def test_only_sealed_identities_may_go_before_the_file(law: Law) -> None:
    schedules = law.protection.schedules
    assert [one.id for one in schedules.values() if one.earlier] == ["identitas_tersegel"]
    assert schedules["identitas_tersegel"].years < schedules["berkas_kasus"].years
