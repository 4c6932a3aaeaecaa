"""Conflicts of interest: who is shut out, who decides instead, and where a case waits that nobody may decide."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from sbt.cases.actions import StepInput, take_step
from sbt.cases.models import Case, Desk
from sbt.cases.projection import desks_of, state_of
from sbt.cases.queries import case_in_sight
from sbt.cases.queries.file import case_file
from sbt.people.acting import acting
from sbt.rulebook.current import law
from sbt.rules.outcome import Refused
from tests.oracle.conftest import NOW, Keep
from tests.oracle.expected import Where
from tests.oracle.world import actor

pytestmark = pytest.mark.django_db
UNSEEN = Refused("unseen", "unknown")
"""Where the wall is up, the case is not even there."""
PLACE = ("bawaslu-32.01", "bawaslu-32", "bkn-kanreg-03")


def take(case: Case, who: tuple[str, str], name: str, **facts: object) -> Refused | None:
    book = law().book
    one = actor(*who, book.commons)
    with acting(one, now=NOW) as act:
        given = StepInput(step=name, facts=facts)  # type: ignore[arg-type]
        try:
            outcome = act.settle(take_step(case.ref, given, book=book, actor=one, now=NOW))
        except Case.DoesNotExist:
            act.settle(UNSEEN)
            return UNSEEN
    return outcome if isinstance(outcome, Refused) else None


def flagged(keep: Keep, instansi: str = "pemda-32.01") -> Case:
    case = keep([Where(*PLACE, instansi, released=True)])[0].case
    answer = take(case, ("bkn", "auditor"), "tandai_benturan", conflict="calon", reason="Bupati mencalonkan diri.")
    assert answer is None, answer
    case.refresh_from_db()
    return case


def sees(who: tuple[str, str], case: Case) -> bool:
    commons = law().book.commons
    listed = case_in_sight(case.ref, actor(*who, commons), commons) is not None
    opened = case_file(case.ref, book=law().book, actor=actor(*who, commons), now=NOW) is not None
    assert listed == opened
    return listed


def test_the_appointing_authority_decides_unless_he_has_an_interest(keep: Keep) -> None:
    case = keep([Where(*PLACE, "pemda-32.01", released=True)])[0].case
    assert sees(("pemda-32.01", "ppk"), case)
    case = flagged(keep)
    assert case.conflicted
    assert not sees(("pemda-32.01", "ppk"), case)
    assert sees(("pemda-32.01", "pic"), case)


def test_he_is_refused_even_where_he_knows_the_number(keep: Keep) -> None:
    case = flagged(keep)
    refused = take(case, ("pemda-32.01", "ppk"), "minta_perpanjangan", reason="Perlu waktu.")
    assert refused is not None
    assert refused.code in ("official_conflict", "unseen", "case_not_in_sight")


def letter(addressee: str) -> dict[str, object]:
    return {
        "number": f"R-{addressee}", "letter_date": NOW.date(), "letter_start": "tanggal_surat",
        "addressee": addressee, "condition": "bila_terbukti",
    }  # fmt: skip


def recommended(keep: Keep, *marks: str) -> Case:
    where = [Where(*PLACE, "pemda-32.01", released=False)]
    sets = ("kajian_diputus", *marks)
    case = keep(where, "rekomendasi", sets, row="skb22-d1", level="heavy", category="discipline")[0].case
    answer = take(case, ("bkn", "auditor"), "terbitkan_rekomendasi", **letter("gubernur"))
    assert answer is None, answer
    case.refresh_from_db()
    return case


def test_the_substitute_of_the_law_takes_over_with_the_letter(keep: Keep) -> None:
    case = recommended(keep, "benturan_kepentingan")
    assert case.instansi == "pemprov-32"
    assert sees(("pemprov-32", "pic"), case)
    assert not sees(("pemda-32.01", "pic"), case)
    assert "pemprov-32" in set(Desk.objects.filter(case=case).values_list("institution", flat=True))
    answer = take(case, ("pemda-32.01", "pic"), "terima_surat", received_on=NOW.date())
    assert answer is not None
    assert answer.code in ("power_held_by_other", "unseen", "case_not_in_sight")
    assert take(case, ("pemprov-32", "pic"), "terima_surat", received_on=NOW.date()) is None


def test_another_addressee_alone_takes_no_power_away(keep: Keep) -> None:
    case = recommended(keep)
    assert case.instansi == "pemda-32.01"
    assert sees(("pemda-32.01", "ppk"), case)
    assert take(case, ("pemda-32.01", "pic"), "terima_surat", received_on=NOW.date()) is None


def test_a_body_keeps_away_from_its_own_staff(keep: Keep) -> None:
    case = keep([Where(*PLACE, "kemendagri", released=False)])[0].case
    assert not sees(("kemendagri", "verifikator"), case)
    assert sees(("kemenpanrb", "verifikator"), case)
    refused = take(case, ("kemendagri", "verifikator"), "suara", vote="lanjut", reason="Jelas perbuatannya.")
    assert refused is not None
    assert refused.code in ("own_staff_accused", "unseen", "case_not_in_sight")
    for member in ("bkn", "bawaslu", "kemenpanrb"):
        vote = take(case, (member, "verifikator"), "suara", vote="lanjut", reason="Jelas perbuatannya.")
        assert vote is None, vote
    concluded = take(case, ("bkn", "pimpinan"), "simpulkan", conclusion="lanjut", reason="Suara bulat.")
    assert concluded is None, "the vote of the body with the interest is not waited for"


def test_a_case_against_the_agency_itself_waits_at_its_head(keep: Keep) -> None:
    case = keep([Where(*PLACE, "bkn", released=False)])[0].case
    for role in ("verifikator", "auditor"):
        assert not sees(("bkn", role), case)
    assert sees(("bkn", "pimpinan"), case)


def test_a_case_that_nobody_may_decide_stays_in_view(keep: Keep) -> None:
    """The law names the President for heads of central bodies; he has no desk here, so the national body keeps it."""
    case = keep([Where(*PLACE, "kemenkeu", released=True)])[0].case
    state = state_of(case)
    values = {**state.values, "substitute": "presiden"}
    case_law = law().book.law_for(state.pins)
    rows = desks_of(case, replace(state, values=values), case_law, on=(NOW + timedelta(days=1)).date())
    assert {row.institution for row in rows} == {"bkn"}
