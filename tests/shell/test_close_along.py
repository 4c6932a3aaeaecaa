"""One punishment closes several cases of a person: each by an event that names the decision, all of them or none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from sbt.cases.actions import Person, StepInput, confirm_identity, take_step
from sbt.cases.check_projection import check_projection
from sbt.cases.models import Case, CaseEvent, Decision
from sbt.cases.projection import event_of
from sbt.intake.actions import AccusedInput
from sbt.people.acting import acting
from sbt.rulebook.current import law
from sbt.rules.outcome import Refused
from tests.shell.test_instansi_sight import AUDITOR, EXAMINER, INSTANSI, LETTER, MORNING, officer, step
from tests.shell.test_write_path import received

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published_law")]

PIC, CONFIRMER = (INSTANSI, "pic"), (INSTANSI, "pejabat")
DECIDED = LETTER + timedelta(days=20)
OTHER_NIP = "198603022011012004"

type Recommended = Callable[..., Case]


@pytest.fixture
def recommended(add_asn: Callable[..., str]) -> Recommended:
    """Bring a case about the person with this number to his agency, where it waits for follow-up."""
    known: dict[str, str] = {}

    def bring(nip: str = "198501012010011003") -> Case:
        known[nip] = known.get(nip) or add_asn(instansi=INSTANSI, nip=nip)
        _, case = received(MORNING, accused=(AccusedInput(name="Tegar Wiranusa", instansi=INSTANSI),))
        for institution in ("bkn", "bawaslu", "kemenpanrb", "kemendagri"):
            step(case, (institution, "verifikator"), "suara", MORNING, vote="lanjut", reason="Uraian jelas.")
        step(case, ("bkn", "verifikator"), "simpulkan", MORNING, conclusion="lanjut", reason="Empat suara lanjut.")
        examiner = officer(*EXAMINER)
        with acting(examiner, now=MORNING) as act:
            why = StepInput(step="", facts={"reason": "Nama dan unit kerja cocok."})
            found = act.settle(confirm_identity(case.ref, nip, why, book=law().book, actor=examiner, now=MORNING))
        assert not isinstance(found, Refused), found
        study = {"row": "skb22-d8", "dimension": ("pelaksanaan_pemilu",), "result": "memenuhi"}
        step(case, EXAMINER, "susun_kajian", MORNING, **study, analysis="Perbuatan memenuhi unsur.")
        plenary = {"result": "memenuhi", "plenary_on": MORNING.date(), "number": "01/BA/2024"}
        step(case, ("bawaslu-32.01", "pleno"), "pleno", MORNING, **plenary)
        letter = {"number": "123/B/2024", "letter_start": "diterima", "addressee": "ppk", "condition": "bila_terbukti"}
        step(case, AUDITOR, "terbitkan_rekomendasi", LETTER, **letter, letter_date=LETTER.date())
        step(case, PIC, "terima_surat", LETTER, received_on=LETTER.date())
        return Case.objects.get(ref=case.ref)

    return bring


def examined(case: Case) -> None:
    team = tuple(Person(f"Anggota {part}", f"jpt_pratama/{part}") for part in ("atasan_langsung", "unsur_pengawasan"))
    team += (Person("Anggota ketiga", "jpt_pratama/unsur_kepegawaian"),)
    step(case, PIC, "bentuk_tim", DECIDED, team=team, number="SK 1", formed_on=DECIDED.date())
    examiner = (INSTANSI, "pemeriksa")
    step(case, examiner, "periksa_terlapor", DECIDED, held_on=DECIDED.date(), signature="ditandatangani")
    report = {"number": "LHP 1", "summary": "Terbukti menurut bukti."}
    step(case, examiner, "nyatakan_terbukti", DECIDED, **report, reported_on=DECIDED.date())


def taken(case: Case, who: tuple[str, str], name: str, /, **facts: object) -> CaseEvent | Refused:
    actor = officer(*who)
    with acting(actor, now=DECIDED) as act:
        given = StepInput(step=name, facts=facts, accepts=frozenset({"replacement_needs_approval"}))  # type: ignore[arg-type]
        return act.settle(take_step(case.ref, given, book=law().book, actor=actor, now=DECIDED))


def prepare(case: Case, *refs: str) -> CaseEvent | Refused:
    decision = {"sanction": "pp94_berat_turun_jabatan", "number": "800/1/2024", "decision_date": DECIDED.date()}
    also = {"also_closes": refs} if refs else {}
    return taken(case, PIC, "siapkan_keputusan", **decision, signer="Bupati", capacity="ppk", **also)


def test_the_decision_closes_the_cases_it_names(recommended: Recommended) -> None:
    first, second, third = (recommended() for _ in range(3))
    examined(first)
    assert not isinstance(prepare(first, second.ref, third.ref), Refused)
    assert {one.final for one in (second, third)} == {False}
    assert not isinstance(taken(first, CONFIRMER, "sahkan_keputusan", confirmed="sesuai"), Refused)
    assert set(Decision.objects.get().cases.all()) == {first, second, third}
    for case in (second, third):
        case.refresh_from_db()
        assert (case.stage, case.outcome, case.sanction) == (
            "selesai_diputus_bersama", "sanctioned", "pp94_berat_turun_jabatan",
        )  # fmt: skip
        event = case.events.order_by("-seq")[0]
        assert (event.step, event.facts["with_case"]) == ("ikut_diputus", first.ref)
        assert event_of(event).facts["decision_date"] == DECIDED.date()
        assert not case.deadlines.filter(state="running").exists()
        assert not case.desks.exists()
    assert list(check_projection(law().book, progress=lambda _: None)) == []


def test_a_case_that_cannot_be_closed_is_named_with_the_reason(recommended: Recommended) -> None:
    first, other, closed, early = recommended(), recommended(OTHER_NIP), recommended(), recommended()
    examined(first)
    left = {"cause": "pensiun", "since": DECIDED.date(), "document": "SK 9"}
    assert not isinstance(taken(closed, AUDITOR, "catat_berhenti", **left), Refused)
    answer = {"answer": "berkas_belum_lengkap", "answered_on": DECIDED.date(), "explanation": "BAP tidak ada."}
    assert not isinstance(taken(early, PIC, "jawab_surat", **answer), Refused)
    unseen = received()[1]
    reasons = {
        "NET-2024-ABCDEF": "also_closed_unknown",
        unseen.ref: "also_closed_unknown",
        first.ref: "also_closed_unknown",
        other.ref: "also_closed_other_person",
        closed.ref: "also_closed_already",
        early.ref: "also_closed_not_ready",
    }
    for ref, code in reasons.items():
        refused = prepare(first, ref)
        assert isinstance(refused, Refused), ref
        assert (refused.code, refused.fact, refused.params["case"]) == (code, "also_closes", ref)
    assert not first.events.filter(step="siapkan_keputusan").exists()


def test_all_are_closed_or_none(recommended: Recommended) -> None:
    first, second, third = (recommended() for _ in range(3))
    examined(first)
    assert not isinstance(prepare(first, second.ref, third.ref), Refused)
    late = max(second.ref, third.ref)
    left = {"cause": "pensiun", "since": DECIDED.date(), "document": "SK 9"}
    assert not isinstance(taken(Case.objects.get(ref=late), AUDITOR, "catat_berhenti", **left), Refused)
    refused = taken(first, CONFIRMER, "sahkan_keputusan", confirmed="sesuai")
    assert isinstance(refused, Refused)
    assert (refused.code, refused.params["case"]) == ("also_closed_already", late)
    assert not Decision.objects.exists()
    assert not CaseEvent.objects.filter(step__in=("sahkan_keputusan", "ikut_diputus")).exists()


def test_nobody_closes_a_case_along_by_itself(recommended: Recommended) -> None:
    case = recommended()
    facts = {"with_case": case.ref, "number": "800/1/2024", "decision_date": date(2024, 11, 4)}
    refused = taken(case, CONFIRMER, "ikut_diputus", **facts)
    assert isinstance(refused, Refused)
    assert refused.code == "step_only_along"
