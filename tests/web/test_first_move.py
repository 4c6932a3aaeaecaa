"""The first button on a case is what moves it on; who may not go on comes last."""

from __future__ import annotations

import pytest

from sbt.cases.queries.file import case_file
from sbt.rulebook.current import law
from sbt.web.case_moves import moves_of
from tests.oracle.conftest import NOW, Keep, keep
from tests.oracle.expected import Where
from tests.oracle.world import actor

__all__ = ["keep"]
pytestmark = pytest.mark.django_db
WHERE = Where("bawaslu-32.01", "bawaslu-32", "bkn-kanreg-03", "pemda-32.01", released=True)
CLOSED = ("sudah_diputus", "keputusan_diterima", "keputusan_berlaku", "idis_tercatat")


def test_in_monitoring_the_auditor_first_closes_the_case(keep: Keep) -> None:
    case = keep([WHERE], "pemantauan", CLOSED)[0].case
    view = case_file(case.ref, book=law().book, actor=actor("bkn", "auditor", law().book.commons), now=NOW)
    assert view is not None
    steps = [one.step.id for one in moves_of(view).open]
    assert steps[0] == "periksa_idis"
    last = {"tandai_benturan", "nyatakan_benturan", "catat_benturan", "cabut_benturan", "tandai_benturan_atasan"}
    assert set(steps[-len(last) :]) == last
