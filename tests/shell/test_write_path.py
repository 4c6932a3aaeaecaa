"""The write path on real PostgreSQL: a report becomes a case and ends with a served sanction, each act by its holder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from sbt.cases.actions import Person, StepInput, add_evidence, assign, confirm_identity, receive_report, take_step
from sbt.cases.check_projection import check_projection
from sbt.cases.models import Case, CaseEvent, Decision, Desk
from sbt.cases.projection import event_of
from sbt.cases.queries import WorklistFilter, case_in_sight, report_of, status_of, turns_of, worklist
from sbt.cases.queries.files import open_links
from sbt.evidence.actions import add_file
from sbt.intake.actions import AccusedInput, ReportInput
from sbt.people.acting import Answer, KeyReusedError, acting
from sbt.people.actions import add_officer, post_officer
from sbt.people.actor import PUBLIC, actor_for
from sbt.rulebook.current import law
from sbt.rules.authority import Actor
from sbt.rules.case import replay
from sbt.rules.outcome import Refused
from sbt.rules.period import Period
from tests.shell.evidence_files import released

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published_law")]

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64
MORNING = datetime(2024, 10, 14, 2, 0, tzinfo=UTC)


def officer(institution: str, role: str, n: int = 1) -> Actor:
    known = law().book.commons.institutions[institution]
    name = f"{institution}-{role}-{n}"
    return Actor(
        posting=name[:40], institution=institution, kind=known.kind, role=role, area=known.area, zone=known.zone
    )


def report(**more: object) -> ReportInput:
    given: dict[str, object] = {
        "entrance": "laporan",
        "channel": "web",
        "form": "partisan_activity",
        "act": Period(date(2024, 10, 12), date(2024, 10, 12)),
        "story": "Terlapor mengumpulkan perangkat desa dan meminta dukungan.",
        "accused": (AccusedInput(name="Tegar Wiranusa", named_office="Dinas Perhubungan"),),
        "area": "32.01",
    }
    return ReportInput(**{**given, **more})  # type: ignore[arg-type]


def received(now: datetime = MORNING, **more: object) -> tuple[str, Case]:
    with acting(PUBLIC, now=now) as act:
        outcome = act.settle(receive_report(report(**more), book=law().book, actor=PUBLIC, now=now))
    assert not isinstance(outcome, Refused), outcome
    return outcome.receipt, outcome.cases[0]


def step(
    case: Case, actor: Actor, name: str, now: datetime, /, accepts: frozenset[str] = frozenset(), **facts: object
) -> CaseEvent:
    given = StepInput(step=name, facts=facts, accepts=accepts)  # type: ignore[arg-type]
    with acting(actor, now=now) as act:
        outcome = act.settle(take_step(case.ref, given, book=law().book, actor=actor, now=now))
    assert not isinstance(outcome, Refused), (name, outcome)
    return outcome


def test_a_report_opens_a_case_on_the_desks_of_the_task_force_and_of_the_office_of_the_place() -> None:
    _, case = received()
    assert case.stage == "verifikasi"
    assert set(Desk.objects.filter(case=case).values_list("institution", flat=True)) == {
        "bkn",
        "bawaslu",
        "kemenpanrb",
        "kemendagri",
        "bawaslu-32.01",
    }
    assert list(check_projection(law().book, progress=lambda _: None)) == []


def test_the_office_keeps_a_report_on_its_desk_until_its_initial_review_is_done() -> None:
    _, case = received()
    examiner = officer("bawaslu-32.01", "pengkaji")
    turn = WorklistFilter(stages=turns_of(examiner, law().book))
    assert [row.ref for row in worklist(examiner, turn).rows] == [case.ref]
    step(
        case, examiner, "periksa_syarat", MORNING,
        formal="terpenuhi", material="terpenuhi", reviewed_on=MORNING.date(),
    )  # fmt: skip
    assert worklist(examiner, turn).rows == ()


def test_a_receipt_opens_the_status_and_nothing_of_the_accused() -> None:
    receipt, _ = received()
    status = status_of(receipt, law=law(), now=MORNING)
    assert status is not None
    assert "Tegar" not in repr(status)


def test_two_accused_are_two_cases_of_one_incident() -> None:
    with acting(PUBLIC, now=MORNING) as act:
        given = report(accused=(AccusedInput(name="Satu"), AccusedInput(name="Dua")))
        outcome = act.settle(receive_report(given, book=law().book, actor=PUBLIC, now=MORNING))
    assert not isinstance(outcome, Refused)
    assert len({case.incident_id for case in outcome.cases}) == 1


def test_the_instansi_sees_a_case_only_after_the_letter() -> None:
    _, case = received(accused=(AccusedInput(name="Tegar", instansi="pemda-32.01"),))
    commons = law().book.commons
    assert case_in_sight(case.ref, officer("pemda-32.01", "pic"), commons) is None
    assert case_in_sight(case.ref, officer("bawaslu-32.01", "pengkaji"), commons) is not None
    assert case_in_sight(case.ref, officer("bawaslu-32.02", "pengkaji"), commons) is None


def test_a_refused_power_is_noted_and_changes_nothing() -> None:
    _, case = received()
    stranger = officer("kemenpanrb", "verifikator")
    with acting(stranger, now=MORNING) as act:
        given = StepInput(step="pleno", facts={})
        outcome = act.settle(take_step(case.ref, given, book=law().book, actor=stranger, now=MORNING))
    assert isinstance(outcome, Refused)
    assert outcome.kind == "power"
    assert case.events.count() == 1


def test_from_report_to_served_sanction(add_asn: Callable[..., str]) -> None:
    nip = add_asn(instansi="pemda-32.01")
    receipt, case = received()
    day = MORNING
    for institution in ("bkn", "bawaslu", "kemenpanrb", "kemendagri"):
        step(case, officer(institution, "verifikator"), "suara", day, vote="lanjut", reason="Uraian jelas.")
    step(case, officer("bkn", "verifikator"), "simpulkan", day, conclusion="lanjut", reason="Empat suara lanjut.")
    examiner, plenary = officer("bawaslu-32.01", "pengkaji"), officer("bawaslu-32.01", "pleno")
    with acting(examiner, now=day) as act:
        given = StepInput(step="", facts={"reason": "Nama dan unit kerja cocok."})
        found = act.settle(confirm_identity(case.ref, nip, given, book=law().book, actor=examiner, now=day))
    assert not isinstance(found, Refused), found
    day += timedelta(days=1)
    step(
        case,
        examiner,
        "susun_kajian",
        day,
        row="skb22-d8",
        dimension=("pelaksanaan_pemilu",),
        result="memenuhi",
        analysis="Perbuatan memenuhi unsur dugaan pelanggaran.",
    )
    step(case, plenary, "pleno", day, result="memenuhi", plenary_on=day.date(), number="01/BA/2024")
    day += timedelta(days=1)
    step(
        case,
        officer("bkn", "auditor"),
        "terbitkan_rekomendasi",
        day,
        number="123/B/2024",
        letter_date=day.date(),
        letter_start="diterima",
        addressee="ppk",
        condition="bila_terbukti",
    )
    pic, official = officer("pemda-32.01", "pic"), officer("pemda-32.01", "pejabat")
    day += timedelta(days=1)
    step(case, pic, "terima_surat", day, received_on=day.date())
    team = tuple(
        Person(f"Anggota {n}", f"jpt_pratama/{part}")
        for n, part in enumerate(("atasan_langsung", "pengawasan", "kepegawaian"))
    )
    step(
        case,
        pic,
        "bentuk_tim",
        day,
        team=team,
        number="5/SK",
        formed_on=day.date(),
        accepts=frozenset({"part_missing"}),
    )
    held = day + timedelta(days=14)
    step(case, pic, "panggil_pertama", day, number="6", delivered_on=day.date(), examination_on=held.date())
    day = held
    step(case, pic, "periksa_terlapor", day, held_on=day.date(), signature="ditandatangani")
    day += timedelta(days=1)
    step(case, pic, "nyatakan_terbukti", day, number="7/LHP", reported_on=day.date(), summary="Perbuatan diakui.")
    decision = {"number": "800/12/2024", "decision_date": day.date(), "signer": "Bupati", "capacity": "ppk"}
    step(
        case,
        pic,
        "siapkan_keputusan",
        day,
        sanction="pp94_berat_turun_jabatan",
        accepts=frozenset({"replacement_needs_approval"}),
        **decision,
    )
    step(case, official, "sahkan_keputusan", day, confirmed="sesuai")
    assert Decision.objects.get().cases.get() == case
    day += timedelta(days=2)
    step(case, pic, "sampaikan_keputusan", day, received_on=day.date(), manner="langsung")
    step(case, pic, "catat_idis", day, recorded_on=day.date(), reference="IDIS-2024-1")
    effective = case.deadlines.get(term="pp94_effective").due_on
    day = datetime.combine(effective, time(3), UTC)
    step(case, official, "tetapkan_berlaku", day, effective_on=effective)
    step(case, officer("bkn", "auditor"), "periksa_idis", day, checked_on=effective)
    case.refresh_from_db()
    assert (case.stage, case.due_on, case.desks.count()) == ("selesai_dihukum", None, 0)
    status = status_of(receipt, law=law(), now=day)
    assert status is not None
    assert [result.value.id for result in status.cases[0].results] == ["Berat"]
    assert list(check_projection(law().book, progress=lambda _: None)) == []


OTHER_ACT = {"reason": "Dua perbuatan berbeda.", "description": "Menghadiri kampanye pada hari lain."}


def with_evidence(case: Case, receipt: str) -> None:
    with acting(PUBLIC, now=MORNING):
        file = add_file("bukti.png", [PNG], institution="", on=MORNING.date())
        found = report_of(receipt)
        assert not isinstance(file, Refused)
        assert found is not None
        add_evidence(found, [file], book=law().book, actor=PUBLIC, now=MORNING)


def test_a_split_case_stays_linked_and_under_the_same_law_with_its_own_act() -> None:
    receipt, case = received()
    with_evidence(case, receipt)
    more: dict[str, Any] = {**OTHER_ACT, "form": "social_media", "act_from": date(2024, 10, 5)}
    step(case, officer("bkn", "verifikator"), "pecah", MORNING, **more)
    case.refresh_from_db()
    other = Case.objects.exclude(id=case.id).get(incident=case.incident)
    assert (other.process, other.matrix, other.report_links.count()) == (case.process, case.matrix, 1)
    assert (other.form, other.act_from, other.act_to) == ("social_media", date(2024, 10, 5), date(2024, 10, 5))
    assert (case.form, case.act_from) == ("partisan_activity", date(2024, 10, 12))
    assert [link.from_report for link in other.file_links.all()] == [True]
    assert {text.text for text in other.contents.all()} == set(OTHER_ACT.values())
    assert replay(event_of(row) for row in other.events.all()).values["identity"] == "anonim"


def test_a_person_added_is_named_by_his_parts_with_the_evidence() -> None:
    receipt, case = received()
    with_evidence(case, receipt)
    who: dict[str, Any] = {
        "name": "Sulastri",
        "post": "Lurah",
        "instansi": "pemda-32.01",
        "reason": "Ikut dalam rapat itu.",
    }
    step(case, officer("bkn", "verifikator"), "tambah_orang", MORNING, **who)
    other = Case.objects.exclude(id=case.id).get()
    assert (other.subject.name, other.subject.post, other.instansi) == ("Sulastri", "Lurah", "pemda-32.01")
    assert other.file_links.count() == 1
    given = StepInput(step="tambah_orang", facts={"reason": "Tanpa nama sama sekali."})
    actor = officer("bkn", "verifikator")
    with acting(actor, now=MORNING) as act:
        outcome = act.settle(take_step(case.ref, given, book=law().book, actor=actor, now=MORNING))
    assert isinstance(outcome, Refused)
    assert outcome.code == "accused_missing"


def test_merging_moves_the_reports_with_their_evidence_and_closes_the_case() -> None:
    _, kept = received()
    receipt, case = received()
    with_evidence(case, receipt)
    step(case, officer("bkn", "verifikator"), "gabungkan", MORNING, into=kept.ref, reason="Peristiwa yang sama.")
    case.refresh_from_db()
    assert (case.final, kept.report_links.count()) == (True, 2)
    assert [link.from_report for link in kept.file_links.all()] == [True]


def test_a_correction_moves_the_act_with_its_law_its_place_and_its_election() -> None:
    _, case = received()
    right = {
        "act_from": date(2022, 9, 1),
        "act_to": date(2022, 9, 2),
        "office": "bawaslu-32.02",
        "election": "pemilu2024",
    }
    more: dict[str, Any] = {"what": "tanggal", "reason": "Unggahan itu ternyata dari tahun 2022.", **right}
    step(case, officer("bkn", "verifikator"), "koreksi", MORNING, **more)
    old = case.matrix
    case.refresh_from_db()
    assert (case.act_from, case.act_to, case.act_precision) == (date(2022, 9, 1), date(2022, 9, 2), "between")
    assert (case.office, case.area, case.election) == ("bawaslu-32.02", "32.02", "pemilu2024")
    pinned = law().book.law_for({"process": case.process, "matrix": case.matrix, "discipline": case.discipline})
    assert case.matrix != old
    assert pinned.matrix.acts.covers(case.act_from)
    assert replay(event_of(row) for row in case.events.order_by("seq")).values["election_kind"] == "national"
    assert list(check_projection(law().book, progress=lambda _: None)) == []


def test_more_evidence_by_a_reporter_is_an_event_of_the_day() -> None:
    receipt, case = received()
    found = report_of(receipt)
    assert found is not None
    with acting(PUBLIC, now=MORNING) as act:
        file = add_file("foto.png", [PNG], institution="", on=MORNING.date())
        assert not isinstance(file, Refused)
        outcome = act.settle(add_evidence(found, [file], book=law().book, actor=PUBLIC, now=MORNING))
    assert outcome == 1
    assert case.events.get(seq=2).recorded_at.time() == time(0)


def test_the_same_key_gives_the_same_answer_and_another_request_is_refused() -> None:
    with acting(PUBLIC, now=MORNING, key="satu", request=b"isi") as act:
        act.remember(Answer(201, b"jawaban"))
    with acting(PUBLIC, now=MORNING, key="satu", request=b"isi") as act:
        assert act.replay == Answer(201, b"jawaban")
    with pytest.raises(KeyReusedError), acting(PUBLIC, now=MORNING, key="satu", request=b"lain"):
        pass


@pytest.mark.parametrize(("recipients", "opened"), [(("pemda-32.01",), True), (("bkn",), False)])
def test_an_examination_file_opens_to_the_offices_it_names(recipients: tuple[str, ...], opened: bool) -> None:
    _, case = received(accused=(AccusedInput(name="Tegar", instansi="pemda-32.01"),))
    for institution in ("bkn", "bawaslu", "kemenpanrb", "kemendagri"):
        step(case, officer(institution, "verifikator"), "suara", MORNING, vote="lanjut", reason="Uraian jelas.")
    step(case, officer("bkn", "verifikator"), "simpulkan", MORNING, conclusion="lanjut", reason="Empat suara lanjut.")
    examiner = officer("bawaslu-32.01", "pengkaji")
    file = released(case.ref, examiner, officer("bawaslu-32.01", "pleno"), MORNING)
    with acting(examiner, now=MORNING) as act:
        given = StepInput(step="lepas_berkas", facts={"files": (file,), "recipients": recipients})
        outcome = act.settle(take_step(case.ref, given, book=law().book, actor=examiner, now=MORNING))
    assert not isinstance(outcome, Refused), outcome
    instansi = officer("pemda-32.01", "pic")
    assert open_links(case.file_links.all(), instansi, law().book.commons).exists() is opened


def test_a_merged_report_learns_nothing_of_the_other_reporter() -> None:
    receipt, case = received()
    other_receipt, kept = received()
    step(case, officer("bkn", "verifikator"), "gabungkan", MORNING, into=kept.ref, reason="Peristiwa yang sama.")
    found = report_of(other_receipt)
    assert found is not None
    with acting(PUBLIC, now=MORNING) as act:
        file = add_file("foto.png", [PNG], institution="", on=MORNING.date())
        assert not isinstance(file, Refused)
        act.settle(add_evidence(found, [file], book=law().book, actor=PUBLIC, now=MORNING))
    status = status_of(receipt, law=law(), now=MORNING)
    assert status is not None
    assert status.files is None
    assert not any("bukti" in event.text.id.lower() for one in status.cases for event in one.events)


def test_each_institution_assigns_for_itself() -> None:
    _, case = received()
    people = {}
    for institution in ("bkn", "kemendagri"):
        person = add_officer(f"{institution}@contoh.example", f"Petugas {institution}")
        people[institution] = post_officer(
            person, institution, "verifikator", from_on=date(2024, 1, 1), decree="SK 1/2024"
        )
        actor = actor_for(people[institution], law().book.commons)
        with acting(actor, now=MORNING):
            assert not isinstance(assign(case.ref, people[institution].id, actor=actor, now=MORNING), Refused)
    for institution, posting in people.items():
        actor = actor_for(posting, law().book.commons)
        page = worklist(actor, WorklistFilter(mine=str(posting.id)))
        assert [row.assigned for row in page.rows] == [f"Petugas {institution}"]
        seen = case_in_sight(case.ref, actor, law().book.commons)
        assert seen is not None
        assert seen.colleague == f"Petugas {institution}"


def test_a_reporter_learns_of_the_criminal_track_what_the_disclosure_law_opens() -> None:
    receipt, case = received()
    office = officer("bawaslu-32.01", "pengkaji")
    step(case, office, "nyatakan_pidana", MORNING, declared_on=MORNING.date(), article="Pasal 188")
    told = status_of(receipt, law=law(), now=MORNING)
    assert told is not None
    assert "Gakkumdu" not in repr(told.cases[0].events)
    step(case, office, "teruskan_pidana", MORNING, number="1/PP/2024", handed_on=MORNING.date())
    ruling = {"ruling": "bersalah", "number": "9/Pid/2024", "ruled_on": MORNING.date()}
    step(case, office, "catat_putusan_pidana", MORNING, **ruling)  # type: ignore[arg-type]
    told = status_of(receipt, law=law(), now=MORNING)
    assert told is not None
    said = [event.text.id for event in told.cases[0].events]
    assert "Dugaan pidana pemilu diteruskan kepada Sentra Gakkumdu." in said
    assert [result.value.id for result in told.cases[0].results] == ["Terbukti bersalah"]
