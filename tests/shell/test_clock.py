"""The clock's sweep: limits that passed have their effect, whatever else is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sbt.cases.jobs import sweep
from sbt.cases.models import Case, CaseEvent, Deadline
from sbt.rulebook.current import law
from sbt.rules.book import RuleBook
from sbt.rules.mark import Warrant
from sbt.rules.process import Process
from tests.shell.test_write_path import MORNING, received

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published_law")]

CERTAIN = "sbt_satgas_verification"
REFUSED = "appeal_ppk_response"
"""A limit that acts by itself and that none of the cases has: its lapse is refused."""


def with_a_certain_limit(case: Case) -> RuleBook:
    """The law of the day, with the limit of the verification certain and ending something by itself."""
    book = law().book
    process = book.by_digest[case.process]
    assert isinstance(process, Process)
    terms = tuple(
        replace(term, on_lapse="expire", unit_verified=True, warrant=Warrant(basis=("sbt",), verified="yes"))
        if term.id == CERTAIN
        else term
        for term in process.terms
    )
    changed = replace(process, terms=terms)
    others = tuple(one for one in book.processes if one.digest != process.digest)
    return replace(book, processes=(changed, *others), by_digest={**book.by_digest, process.digest: changed})


def test_refused_lapses_hold_up_no_other() -> None:
    cases = [received()[1] for _case in range(3)]
    for case in cases:
        early = {"started_on": date(2024, 8, 1), "due_on": date(2024, 9, 1), "zone": "WIB", "state": "running"}
        Deadline.objects.create(case=case, term=REFUSED, **early)
    later = MORNING + timedelta(days=60)
    assert sweep(with_a_certain_limit(cases[0]), later, batch=2) == 3
    assert CaseEvent.objects.filter(kind="lapsed", step=CERTAIN).count() == 3
    assert set(Deadline.objects.filter(term=CERTAIN).values_list("state", flat=True)) == {"lapsed"}
