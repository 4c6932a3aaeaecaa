"""The accused and his case: a code with his own number opens it, without a trace of who reported; his answer is on file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from sbt.cases.actions import StepInput, confirm_identity, receive_report, take_step
from sbt.cases.actions.accused import OBJECT, REPLY, issue_code, opener_of, take_accused_step
from sbt.cases.actions.clearance import CLEARED
from sbt.cases.check_projection import check_projection
from sbt.cases.models import AccusedCode, Case, CaseEvent, Deadline, Desk
from sbt.cases.queries.accused import AccusedView, accused_view, case_of
from sbt.cases.queries.file import case_file
from sbt.demo.shown_accused import hand_code
from sbt.intake.actions import AccusedInput, ReportInput
from sbt.notices.models import Notice
from sbt.people.acting import acting, reading
from sbt.people.actor import ACCUSED, PUBLIC
from sbt.rulebook.current import law
from sbt.rules.authority import Actor
from sbt.rules.event import Ref
from sbt.rules.outcome import Refused
from sbt.rules.period import Period
from tests.shell.evidence_files import handed_in, picture
from tests.shell.evidence_files import released as released_copy

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published_law")]

MORNING = datetime(2024, 10, 14, 2, 0, tzinfo=UTC)
LATER = MORNING + timedelta(days=3)
INSTANSI = "pemda-32.01"
STORY = "Pelapor melihat terlapor mengumpulkan perangkat desa dan meminta dukungan."
ALLEGED = "Mengumpulkan perangkat desa pada 12 Oktober 2024 dan meminta dukungan bagi satu pasangan."
EXAMINER, PLENARY, AUDITOR, PIC = (
    *(("bawaslu-32.01", "pengkaji"), ("bawaslu-32.01", "pleno"), ("bkn", "auditor")),
    (INSTANSI, "pic"),
)


def officer(institution: str, role: str, n: int = 1) -> Actor:
    known = law().book.commons.institutions[institution]
    return Actor(
        posting=f"{institution}-{role}-{n}", institution=institution, kind=known.kind, role=role, area=known.area,
        zone=known.zone,
    )  # fmt: skip


def step(case: Case, who: tuple[str, str], name: str, now: datetime, /, n: int = 1, **facts: object) -> CaseEvent:
    actor = officer(*who, n)
    accepts = frozenset(("limit_not_verified",))
    with acting(actor, now=now) as act:
        given = StepInput(step=name, facts=facts, accepts=accepts)  # type: ignore[arg-type]
        outcome = act.settle(take_step(case.ref, given, book=law().book, actor=actor, now=now))
    assert not isinstance(outcome, Refused), (name, outcome)
    return outcome


@pytest.fixture
def known(add_asn: Callable[..., str]) -> tuple[Case, str]:
    """A case under study whose accused is known, with two reports behind it, and his number."""
    nip = add_asn(instansi=INSTANSI)
    given = ReportInput(
        entrance="laporan",
        channel="web",
        form="partisan_activity",
        act=Period(date(2024, 10, 12), date(2024, 10, 12)),
        story=STORY,
        accused=(AccusedInput(name="Tegar Wiranusa", instansi=INSTANSI, named_office="Dishub", account="@tegar"),),
        area="32.01",
        witnesses=("Warga yang menyaksikan",),
    )
    with acting(PUBLIC, now=MORNING) as act:
        outcome = act.settle(receive_report(given, book=law().book, actor=PUBLIC, now=MORNING))
    assert not isinstance(outcome, Refused), outcome
    case = outcome.cases[0]
    for institution in ("bkn", "bawaslu", "kemenpanrb", "kemendagri"):
        step(case, (institution, "verifikator"), "suara", MORNING, vote="lanjut", reason="Uraian jelas.")
    step(case, ("bkn", "verifikator"), "simpulkan", MORNING, conclusion="lanjut", reason="Empat suara lanjut.")
    examiner = officer(*EXAMINER)
    with acting(examiner, now=MORNING) as act:
        confirming = StepInput(step="", facts={"reason": "Nama dan unit kerja cocok."})
        found = act.settle(confirm_identity(case.ref, nip, confirming, book=law().book, actor=examiner, now=MORNING))
    assert not isinstance(found, Refused), found
    return case, nip


def invite(case: Case) -> None:
    step(
        case, EXAMINER, "undang_klarifikasi", MORNING,
        invited="terlapor", invited_on=MORNING.date(), meeting_on=date(2024, 10, 21), allegation=ALLEGED,
    )  # fmt: skip


def issued(case: Case, who: tuple[str, str] = EXAMINER, now: datetime = MORNING) -> str | Refused:
    actor = officer(*who)
    with acting(actor, now=now) as act:
        return act.settle(issue_code(case.ref, book=law().book, actor=actor, now=now))


def opened(code: str | Refused, nip: str, now: datetime = MORNING) -> AccusedView | None:
    assert isinstance(code, str), code
    with reading(ACCUSED):
        return accused_view(opener_of(code, nip), law=law(), now=now)


def seen(code: str | Refused, nip: str, now: datetime = MORNING) -> AccusedView:
    view = opened(code, nip, now)
    assert view is not None
    return view


def reply(
    code: str | Refused, nip: str, name: str, now: datetime, *, files: bool = False, **texts: str
) -> CaseEvent | Refused:
    assert isinstance(code, str)
    handed = [handed_in("foto.png", picture("milik terlapor"), now)] if files else []
    with acting(ACCUSED, now=now) as act:
        case = case_of(opener_of(code, nip))
        assert case is not None
        return act.settle(take_accused_step(case, name, texts, handed, book=law().book, now=now))


def recommended(case: Case, now: datetime = LATER) -> None:
    step(
        case, EXAMINER, "susun_kajian", now,
        row="skb22-d8", dimension=("pelaksanaan_pemilu",), result="memenuhi", analysis="Unsurnya terpenuhi.",
    )  # fmt: skip
    step(case, PLENARY, "pleno", now, result="memenuhi", plenary_on=now.date(), number="12/BA/2024")
    step(
        case, AUDITOR, "terbitkan_rekomendasi", now,
        number="R-1/2024", letter_date=now.date(), letter_start="diterima", addressee="ppk", condition="bila_terbukti",
    )  # fmt: skip


def test_a_code_is_made_only_after_the_allegation_is_told_and_by_the_inviting_office(known: tuple[Case, str]) -> None:
    case, nip = known
    early = issued(case)
    assert isinstance(early, Refused)
    assert early.code == "accused_not_invited"
    invite(case)
    other = issued(case, AUDITOR)
    assert isinstance(other, Refused)
    assert other.kind == "power"
    assert opened(issued(case), nip) is not None


def test_an_invitation_of_the_accused_says_what_is_alleged(known: tuple[Case, str]) -> None:
    case, _ = known
    actor = officer(*EXAMINER)
    facts = {"invited": "terlapor", "invited_on": MORNING.date(), "meeting_on": date(2024, 10, 21)}
    with acting(actor, now=MORNING) as act:
        given = StepInput(step="undang_klarifikasi", facts=facts)  # type: ignore[arg-type]
        outcome = act.settle(take_step(case.ref, given, book=law().book, actor=actor, now=MORNING))
    assert isinstance(outcome, Refused)
    assert (outcome.code, outcome.fact) == ("fact_missing", "allegation")


def test_only_code_and_number_together_open_and_only_the_last_code(known: tuple[Case, str]) -> None:
    case, nip = known
    invite(case)
    first = issued(case)
    assert isinstance(first, str)
    assert opened(first, nip) is not None
    assert opened(first, "198501012010011004") is None
    assert opened(first, "") is None
    assert opened("0000-0000-0000-0000-0000-0", nip) is None
    second = issued(case)
    assert opened(first, nip) is None
    assert opened(second, nip) is not None
    rows = list(AccusedCode.objects.filter(case=case).values_list("opener_hash", flat=True))
    kept = b"".join(bytes(row) for row in rows)
    assert len(rows) == 2
    assert first.replace("-", "").encode() not in kept
    assert nip.encode() not in kept


def test_nothing_of_the_reporter_reaches_the_accused(known: tuple[Case, str]) -> None:
    case, nip = known
    invite(case)
    copy = released_copy(case.ref, officer(*EXAMINER), officer(*PLENARY), MORNING)
    step(case, EXAMINER, "lepas_berkas", MORNING, files=(copy,), recipients=("bkn", INSTANSI))
    view = seen(issued(case), nip)
    assert view.allegation == ALLEGED
    assert [one.step.id for one in view.told] == ["undang_klarifikasi"]
    assert view.stage.id == "Kajian Bawaslu"
    assert view.files == ()
    told = repr((view.allegation, view.told, view.replies, view.limits, view.files, view.decisions, view.block))
    for trace in (STORY, "Uraian jelas", "Warga yang menyaksikan", "@tegar", "suara", "laporan.terima"):
        assert trace not in told


def test_released_copies_open_at_the_summons_and_no_other_file(known: tuple[Case, str]) -> None:
    case, nip = known
    invite(case)
    code = issued(case)
    copy = released_copy(case.ref, officer(*EXAMINER), officer(*PLENARY), MORNING)
    step(case, EXAMINER, "lepas_berkas", MORNING, files=(copy,), recipients=("bkn", INSTANSI))
    recommended(case)
    step(case, PIC, "terima_surat", LATER, received_on=LATER.date())
    assert seen(code, nip, LATER).files == ()
    assert case.file_links.count() > 1
    state = seen(code, nip, LATER).state
    assert "direkomendasikan" in state.marks


def test_his_answer_is_an_event_with_text_and_files_read_by_the_office_and_later_by_the_agency(
    known: tuple[Case, str],
) -> None:
    case, nip = known
    invite(case)
    code = issued(case)
    done = reply(code, nip, REPLY, MORNING, files=True, statement="Saya hadir atas perintah dinas.", witnesses="Camat")
    assert not isinstance(done, Refused), done
    assert (done.institution, done.posting) == ("publik", "terlapor")
    pic = case_file(case.ref, book=law().book, actor=officer(*PIC), now=MORNING)
    assert pic is None
    office = case_file(case.ref, book=law().book, actor=officer(*EXAMINER), now=MORNING)
    assert office is not None
    assert "Saya hadir atas perintah dinas." in {text.text for text in office.texts.values()}
    assert Notice.objects.filter(ref=case.ref, code=REPLY, institution="bawaslu-32.01").exists()
    recommended(case)
    agency = case_file(case.ref, book=law().book, actor=officer(*PIC), now=LATER)
    assert agency is not None
    assert "Saya hadir atas perintah dinas." in {text.text for text in agency.texts.values()}
    assert any(link.title == f"{REPLY}.files" for link in agency.files)
    mine = seen(code, nip, LATER).replies
    assert [(one.on, one.files) for one in mine] == [(MORNING.date(), 1)]
    assert list(check_projection(law().book, progress=lambda _: None)) == []


def test_he_takes_no_step_but_his_own_and_none_that_is_closed(known: tuple[Case, str]) -> None:
    case, nip = known
    invite(case)
    code = issued(case)
    for foreign in (
        reply(code, nip, "pleno", MORNING),
        reply(code, nip, "batalkan", MORNING, reason="Saya tidak bersalah."),
    ):
        assert isinstance(foreign, Refused)
        assert foreign.kind == "unknown"
    early = reply(code, nip, OBJECT, MORNING, reason="Keputusannya keliru.")
    assert isinstance(early, Refused)
    assert early.kind == "order"


def test_whoever_knew_of_the_case_is_told_that_he_is_cleared_and_nobody_else(known: tuple[Case, str]) -> None:
    case, nip = known
    invite(case)
    code = issued(case)
    assert seen(code, nip).cleared_on is None
    step(
        case, EXAMINER, "susun_kajian", LATER,
        row="skb22-d8", dimension=("pelaksanaan_pemilu",), result="tidak_memenuhi", analysis="Hadir karena dinas.",
    )  # fmt: skip
    step(case, PLENARY, "pleno", LATER, result="tidak_memenuhi", plenary_on=LATER.date(), number="12/BA/2024")
    told = list(Notice.objects.filter(ref=case.ref, code=CLEARED).values_list("institution", flat=True))
    assert sorted(told) == ["bawaslu", "bawaslu-32.01", "bkn", "kemendagri", "kemenpanrb"]
    assert seen(code, nip, LATER).cleared_on == LATER.date()


def test_a_block_is_explained_and_lies_on_the_desk_of_whoever_blocked_for_its_review(known: tuple[Case, str]) -> None:
    case, nip = known
    invite(case)
    code = issued(case)
    recommended(case)
    step(case, PIC, "terima_surat", LATER, received_on=LATER.date())
    late = LATER + timedelta(days=40)
    basis = {"number": "W-1/2024", "letter_date": late.date(), "legal_basis": "Perpres 116/2022"}
    step(case, AUDITOR, "peringatkan", late, 1, **basis)
    assert "bkn" not in Desk.objects.filter(case=case).values_list("institution", flat=True)
    step(
        case, AUDITOR, "usulkan_blokir", late,
        block_scope="individual_asn", legal_basis="Perpres 116/2022 Pasal 20", reason="Instansi belum menindaklanjuti.",
    )  # fmt: skip
    step(
        case, AUDITOR, "sahkan_blokir", late, 2,
        number="B-1/2024", blocked_on=late.date(), notice="Diblokir BKN sampai instansi menindaklanjuti.",
    )  # fmt: skip
    block = seen(code, nip, late).block
    assert block is not None
    assert (block.institution, block.number, block.on) == ("bkn", "B-1/2024", late.date())
    assert block.notice == "Diblokir BKN sampai instansi menindaklanjuti."
    assert block.reason == "Instansi belum menindaklanjuti."
    assert block.review_on == late.date() + timedelta(days=30)
    desk = Desk.objects.get(case=case, institution="bkn")
    assert Deadline.objects.get(case=case, term="sbt_block_review").due_on == block.review_on
    assert desk.due_on <= block.review_on


def test_the_demo_hands_an_invited_accused_his_code(known: tuple[Case, str]) -> None:
    case, nip = known
    assert hand_code([officer(*EXAMINER)], law(), MORNING) == ""
    invite(case)
    code, _, number = hand_code([officer(*EXAMINER)], law(), MORNING).partition(", NIP ")
    assert number == nip
    assert opened(code, nip) is not None


def test_no_name_is_public_before_the_decision_takes_effect() -> None:
    rows = [one for one in law().disclosure.rows if one.reader == "publik" and one.item == "identitas_terlapor"]
    assert {one.when for one in rows} <= {"never", "effective", "final_ruling"}
    assert any("uu-14-2008#Pasal 17 huruf h" in one.warrant.basis for one in rows)


def test_what_the_accused_is_told_names_no_fact_of_reporting() -> None:
    steps = {step.id: step for process in law().book.processes for step in process.steps}
    public = law().book.commons.authority.role_powers("publik")
    for told in law().disclosure.told_accused:
        assert steps[told.step].power not in public
        # the day on which a decision reached him, and the day on which his own appeal did: neither is the report's
        assert "received_on" not in told.facts or told.step in ("sampaikan_keputusan", "akui_upaya")


def test_a_text_of_a_fact_that_is_not_his_is_never_among_his(known: tuple[Case, str]) -> None:
    case, nip = known
    invite(case)
    view = seen(issued(case), nip)
    shown = {field.name for one in view.told for field, _ in one.facts}
    for event in case.events.all():
        for name, value in event.facts.items():
            if isinstance(value, dict) and name not in shown | {"allegation"}:
                assert str(Ref(value.get("id", ""), "")) not in repr(view.told)
