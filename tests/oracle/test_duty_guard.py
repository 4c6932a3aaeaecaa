"""The database refuses one person two duties and one institution two votes, whoever writes and whatever he forgot to ask."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from sbt.cases.models import Case, CaseEvent
from sbt.people.actions import add_officer, post_officer
from sbt.people.models import Posting
from sbt.rulebook.current import law
from tests.oracle.conftest import NOW, Keep
from tests.oracle.expected import Where

pytestmark = pytest.mark.django_db
PLACE = Where("bawaslu-32.01", "bawaslu-32", "bkn-kanreg-03", "pemda-32.01", released=False)


def posting(email: str, institution: str, role: str) -> Posting:
    officer = add_officer(f"{email}@contoh.example", email)
    return post_officer(officer, institution, role, from_on=date(2024, 1, 1), decree="SK 1")


def write(case: Case, seq: int, step: str, who: str, kind: str = "step", institution: str = "bkn") -> None:
    with transaction.atomic():
        CaseEvent.objects.create(
            case=case, seq=seq, kind=kind, step=step, institution=institution, posting=who, happened_on=NOW.date(),
            recorded_at=NOW,
        )  # fmt: skip


@pytest.fixture
def case(keep: Keep) -> Any:
    return keep([PLACE])[0].case


def test_the_database_knows_the_duties_of_the_published_law(case: Case) -> None:
    table = law().book.commons.authority.table
    with connection.cursor() as cursor:
        cursor.execute("select step, duty from sbt.duty")
        known = dict(cursor.fetchall())
    steps = {s.id: table.duty_of(s.power) for process in law().book.processes for s in process.steps}
    for step in ("suara", "simpulkan", "terima_penerusan", "pleno", "terbitkan_rekomendasi", "sahkan_keputusan"):
        assert known[step] == steps[step]
    assert known["temuan"] == "penerimaan"
    assert "susun_kajian" not in known


def test_one_person_in_two_duties_is_refused(case: Case) -> None:
    one = posting("satu", "bkn", "auditor")
    write(case, 2, "simpulkan", str(one.id))
    with pytest.raises(IntegrityError, match="two duties"):
        write(case, 3, "terbitkan_rekomendasi", str(one.id))
    other_hat = post_officer(one.officer, "bkn", "pimpinan", from_on=date(2024, 1, 1), decree="SK 2")
    with pytest.raises(IntegrityError, match="two duties"):
        write(case, 3, "terbitkan_rekomendasi", str(other_hat.id))
    write(case, 3, "terbitkan_rekomendasi", str(posting("dua", "bkn", "auditor").id))


def test_an_institution_votes_once(case: Case) -> None:
    write(case, 2, "suara", str(posting("a", "bkn", "verifikator").id), "vote")
    with pytest.raises(IntegrityError, match="votes once"):
        write(case, 3, "suara", str(posting("b", "bkn", "verifikator").id), "vote")
    write(case, 3, "suara", str(posting("c", "kemenpanrb", "verifikator").id), "vote", "kemenpanrb")
