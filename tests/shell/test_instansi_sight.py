"""What the accused's instansi may not learn: when a report came in, how many files lie there, that a crime is suspected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from sbt.cases.actions import StepInput, confirm_identity, receive_report, take_step
from sbt.cases.check_projection import check_projection
from sbt.cases.models import Case, CaseEvent, Desk
from sbt.cases.queries import WorklistFilter, worklist
from sbt.cases.queries.file import CaseFileView, case_file, number_of
from sbt.cases.queries.files import file_in_sight
from sbt.cases.queries.register import CaseFilter, register
from sbt.intake.actions import AccusedInput, ReportInput
from sbt.people.acting import acting
from sbt.people.actor import PUBLIC
from sbt.rulebook.current import law
from sbt.rules.authority import Actor
from sbt.rules.outcome import Refused
from sbt.rules.period import Period
from tests.shell.evidence_files import released as released_copy

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published_law")]

MORNING = datetime(2024, 10, 14, 2, 0, tzinfo=UTC)
LETTER = MORNING + timedelta(days=3)
INSTANSI, OTHER = "pemda-32.01", "pemda-32.02"


def officer(institution: str, role: str) -> Actor:
    known = law().book.commons.institutions[institution]
    return Actor(
        posting=f"{institution}-{role}", institution=institution, kind=known.kind, role=role, area=known.area,
        zone=known.zone,
    )  # fmt: skip


EXAMINER, AUDITOR = ("bawaslu-32.01", "pengkaji"), ("bkn", "auditor")


def step(case: Case, who: tuple[str, str], name: str, now: datetime, **facts: object) -> CaseEvent:
    actor = officer(*who)
    with acting(actor, now=now) as act:
        given = StepInput(step=name, facts=facts)  # type: ignore[arg-type]
        outcome = act.settle(take_step(case.ref, given, book=law().book, actor=actor, now=now))
    assert not isinstance(outcome, Refused), (name, outcome)
    return outcome


@pytest.fixture
def released(add_asn: Callable[..., str]) -> Case:
    """A case whose letter has reached the PPK; before it: votes, one file for BKN alone, one released to it."""
    nip = add_asn(instansi=INSTANSI)
    given = ReportInput(
        entrance="laporan",
        channel="web",
        form="partisan_activity",
        act=Period(date(2024, 10, 12), date(2024, 10, 12)),
        story="Terlapor mengumpulkan perangkat desa dan meminta dukungan.",
        accused=(AccusedInput(name="Tegar Wiranusa", instansi=INSTANSI, named_office="Dishub", account="@tegar"),),
        area="32.01",
    )
    with acting(PUBLIC, now=MORNING) as act:
        outcome = act.settle(receive_report(given, book=law().book, actor=PUBLIC, now=MORNING))
    assert not isinstance(outcome, Refused), outcome
    case = outcome.cases[0]
    for institution in ("bkn", "bawaslu", "kemenpanrb", "kemendagri"):
        step(case, (institution, "verifikator"), "suara", MORNING, vote="lanjut", reason="Uraian jelas.")
    step(case, ("bkn", "verifikator"), "simpulkan", MORNING, conclusion="lanjut", reason="Empat suara lanjut.")
    for recipients in (("bkn",), ("bkn", INSTANSI)):
        copy = released_copy(case.ref, officer(*EXAMINER), officer("bawaslu-32.01", "pleno"), MORNING)
        step(case, EXAMINER, "lepas_berkas", MORNING, files=(copy,), recipients=recipients)
    examiner = officer(*EXAMINER)
    with acting(examiner, now=MORNING) as act:
        confirming = StepInput(step="", facts={"reason": "Nama dan unit kerja cocok."})
        found = act.settle(confirm_identity(case.ref, nip, confirming, book=law().book, actor=examiner, now=MORNING))
    assert not isinstance(found, Refused), found
    row = "skb22-d8"
    analysis = "Perbuatan memenuhi unsur dugaan pelanggaran."
    step(
        case, EXAMINER, "susun_kajian", MORNING,
        row=row, dimension=("pelaksanaan_pemilu",), result="memenuhi", analysis=analysis,
    )  # fmt: skip
    plenary = ("bawaslu-32.01", "pleno")
    step(case, plenary, "pleno", MORNING, result="memenuhi", plenary_on=MORNING.date(), number="01/BA/2024")
    step(
        case, AUDITOR, "terbitkan_rekomendasi", LETTER,
        number="123/B/2024", letter_date=LETTER.date(), letter_start="diterima", addressee="ppk",
        condition="bila_terbukti",
    )  # fmt: skip
    step(case, (INSTANSI, "pic"), "terima_surat", LETTER, received_on=LETTER.date())
    case.refresh_from_db()
    return case


def seen(case: Case, institution: str = INSTANSI, role: str = "pic") -> CaseFileView:
    view = case_file(case.ref, book=law().book, actor=officer(institution, role), now=LETTER)
    assert view is not None
    return view


def test_no_limit_of_before_the_letter_is_shown(released: Case) -> None:
    shown = {clock.term for clock in seen(released).clocks}
    assert {"sbt_ppk_follow_up", "sbt_ppk_decision"} <= shown
    assert not shown & {"sbt_satgas_verification", "sbt_bawaslu_study", "pilkada_follow_up", "pilkada_initial_review"}
    assert "sbt_satgas_verification" in {clock.term for clock in seen(released, "bkn", "auditor").clocks}


def test_a_limit_of_the_criminal_track_is_neither_shown_nor_on_the_desk(released: Case) -> None:
    step(released, EXAMINER, "nyatakan_pidana", LETTER, declared_on=LETTER.date(), article="Pasal 188")
    released.refresh_from_db()
    assert "pilkada_criminal_forward" in {clock.term for clock in seen(released, *AUDITOR).clocks}
    assert "pilkada_criminal_forward" not in {clock.term for clock in seen(released).clocks}
    row = next(row for row in worklist(officer(INSTANSI, "pic"), WorklistFilter()).rows if row.ref == released.ref)
    assert row.due_term in {clock.term for clock in seen(released).clocks}
    assert Desk.objects.get(case=released, institution=INSTANSI).due_on == row.due_on
    assert "bawaslu-32.01" in seen(released, *AUDITOR).desks
    assert seen(released).desks == (INSTANSI,)
    assert list(check_projection(law().book, progress=lambda _: None)) == []


def test_files_are_numbered_for_the_reader(released: Case) -> None:
    assert [link.number for link in seen(released).files] == [1]
    assert [link.number for link in seen(released, "bkn", "auditor").files] == [1, 2, 3, 4]


def test_a_released_file_stays_with_the_offices_it_names(released: Case) -> None:
    link = seen(released).files[0]
    Case.objects.filter(id=released.id).update(instansi=OTHER)
    moved = Case.objects.get(id=released.id)
    commons = law().book.commons
    assert seen(moved, OTHER).files == ()
    assert file_in_sight(link.file_id, officer(OTHER, "pic"), commons) is None
    assert file_in_sight(link.file_id, officer("bkn", "auditor"), commons) is not None


def test_the_list_of_cases_says_no_day_of_receipt_and_only_limits_of_the_own_desk(released: Case) -> None:
    step(released, EXAMINER, "nyatakan_pidana", LETTER, declared_on=LETTER.date(), article="Pasal 188")
    commons = law().book.commons
    own = register(officer(INSTANSI, "pic"), commons, CaseFilter()).cases[0]
    assert own.received_on is None
    assert own.due_term in {clock.term for clock in seen(released).clocks}
    late = CaseFilter(overdue_before=own.due_on)
    assert register(officer(INSTANSI, "pic"), commons, late).cases == ()
    other = register(officer(*AUDITOR), commons, late).cases[0]
    assert other.received_on == MORNING.date()


def test_no_value_of_a_hidden_step_is_told(released: Case) -> None:
    step(released, EXAMINER, "nyatakan_pidana", LETTER, declared_on=LETTER.date(), article="Pasal 188")
    assert "track" in seen(released, *AUDITOR).values
    assert "track" not in seen(released).values
    assert seen(released).values["row"] == "skb22-d8"


def test_numbers_of_events_and_stages_count_nothing_hidden(released: Case) -> None:
    own, all_of_them = seen(released), seen(released, *AUDITOR)
    assert [event.number for event in own.events] == list(range(1, len(own.events) + 1))
    assert [event.number for event in all_of_them.events] == list(range(1, released.seq + 1))
    assert number_of(CaseEvent.objects.get(case=released, seq=own.events[-1].seq), own.law, own.sight) == len(
        own.events
    )
    assert all_of_them.stage_entry == released.stage_entry
    assert own.stage_entry > released.seq
    before = own.stage_entry
    step(released, EXAMINER, "nyatakan_pidana", LETTER, declared_on=LETTER.date(), article="Pasal 188")
    assert seen(released).stage_entry == before


@pytest.mark.parametrize("guessed", [1, 7, 123_456_789])
def test_the_instansi_acts_only_on_the_stage_entry_shown_to_it(released: Case, guessed: int) -> None:
    pic = officer(INSTANSI, "pic")
    facts = {"answer": "minta_perpanjangan"}
    outcomes = []
    for entry in (guessed, released.stage_entry, seen(released).stage_entry):
        given = StepInput(step="jawab_surat", facts=facts, stage_entry=entry)
        with acting(pic, now=LETTER) as act:
            outcome = act.settle(take_step(released.ref, given, book=law().book, actor=pic, now=LETTER))
        assert isinstance(outcome, Refused)
        outcomes.append(outcome.kind)
    assert outcomes[:2] == ["stale", "stale"]
    assert outcomes[2] != "stale"


def test_the_words_of_the_reporter_and_whole_numbers_go_only_where_they_are_needed(released: Case) -> None:
    own, examiner, kanreg = seen(released), seen(released, *EXAMINER), seen(released, released.kanreg, "pengamat")
    assert (own.named_office, own.account) == ("", "")
    assert (examiner.named_office, examiner.account) == ("Dishub", "@tegar")
    assert (own.nip, examiner.nip) == (released.subject.nip, released.subject.nip)
    assert kanreg.nip != released.subject.nip
