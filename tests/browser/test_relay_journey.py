"""From a citizen's report to a served sanction, institution by institution, each with its own sign-in."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import expect

from .accused import answers
from .acts import Stage
from .agency import AGENCY, effect_to_end, hearing_to_delivery, letter_to_summons
from .citizen import ACCUSED, DAY, STORY, report, status, titled
from .desk import found, identify, notified
from .evidence import release_copy, sees_only_the_copy

OFFICE = "bawaslu-32.91"
HEARING, EFFECT = date(2024, 10, 25), date(2024, 11, 15)
MEMBERS = ("bkn", "bawaslu", "kemenpanrb", "kemendagri")
ROW = "skb22-d2"
ALLEGED = "Mengunggah ajakan memilih satu pasangan calon pada 12 Oktober 2024."


def test_report_reaches_the_office_of_the_place(stage: Stage) -> None:
    stage.installation.move_to(DAY)
    if "code" not in stage.notes:
        stage.notes["code"] = report(stage, stage.page())
    studier = stage.officer("pengkaji", OFFICE)
    ref = found(studier, "/kasus", ACCUSED[stage.width][0])
    stage.notes["case"] = ref
    notified(studier, ref)
    stage.look(studier.page)
    studier.open(ref)
    stage.look(studier.page)
    studier.sees(STORY)
    studier.sees("Anonim")
    studier.take(ref, "periksa_syarat", formal="terpenuhi", material="terpenuhi", reviewed_on=DAY)
    stage.officer("pic", AGENCY).finds_nothing(ref)
    stage.look(stage.officer("pic", AGENCY).page, "nothing")
    stage.officer("pengkaji", "bawaslu-32.92").finds_nothing(ref)


def test_joint_verification_and_identity(stage: Stage) -> None:
    ref = stage.notes["case"]
    verifier = stage.officer("verifikator", "bkn")
    verifier.page.goto("/tugas")
    stage.look(verifier.page)
    stage.eyes.picture(verifier.page, "tugas")
    assert found(verifier, "/tugas", ACCUSED[stage.width][0]) == ref
    for member in MEMBERS:
        officer = stage.officer("verifikator", member)
        if member == MEMBERS[-1]:
            verifier.may_not(ref, "simpulkan")
            stage.eyes.picture(verifier.page, "verifikasi")
        officer.take(ref, "suara", linked=True, vote="lanjut", reason="Uraian dan bukti cukup.")
        officer.may_not(ref, "suara")
    verifier.open(ref)
    stage.look(verifier.page, "after the votes")
    identify(verifier, ref, nip_of(stage))
    verifier.take(ref, "simpulkan", linked=False, conclusion="lanjut", reason="Empat suara lanjut.")


def test_study_and_plenary(stage: Stage) -> None:
    ref = stage.notes["case"]
    studier, plenary = stage.officer("pengkaji", OFFICE), stage.officer("pleno", OFFICE)
    studier.take(
        ref,
        "undang_klarifikasi",
        invited="terlapor",
        invited_on=DAY,
        meeting_on=date(2024, 10, 16),
        allegation=ALLEGED,
    )
    answers(stage, studier, ref, nip_of(stage), ALLEGED)
    studier.take(
        ref,
        "susun_kajian",
        row=ROW,
        dimension="pelaksanaan_pemilu",
        result="memenuhi",
        analysis="Unggahan dibuat sesudah penetapan pasangan calon.",
    )
    studier.may_not(ref, "pleno")
    release_copy(studier, plenary, ref)
    plenary.take(ref, "pleno", result="memenuhi", plenary_on=DAY, number="12/BA/2024")
    stage.officer("pic", AGENCY).finds_nothing(ref)


def test_recommendation_to_summons(stage: Stage) -> None:
    ref = stage.notes["case"]
    auditor, clerk = stage.officer("auditor", "bkn"), stage.officer("pic", AGENCY)
    auditor.take(
        ref,
        "terbitkan_rekomendasi",
        number=f"9001/B-AK/{stage.width}",
        letter_date=DAY,
        letter_start="tanggal_surat",
        addressee="ppk",
        condition="bila_terbukti",
    )
    auditor.page.locator("#letters a").first.click()
    expect(auditor.page.locator("main")).to_contain_text(f"9001/B-AK/{stage.width}")
    stage.look(auditor.page)
    clerk.open(ref)
    stage.look(clerk.page, "of the agency")
    stage.eyes.picture(clerk.page, "kasus")
    for hidden in (STORY, "Laporan 1", "Uraian dan bukti cukup", "Anonim", "Empat suara"):
        clerk.misses(hidden)
    clerk.misses("Kajian awal")
    clerk.sees("Asal kasus ini tidak ditampilkan")
    for limit in ("pilkada_initial_review", "sbt_satgas_verification", "sbt_bawaslu_study"):
        answer = clerk.page.goto(f"/kasus/{ref}/tenggat/{limit}")
        assert answer is not None
        assert answer.status == 404
    sees_only_the_copy(clerk, ref)
    clerk.may_not(ref, "siapkan_keputusan", offered=False)
    letter_to_summons(stage, ref, heard_on=HEARING)


def test_hearing_to_delivery(stage: Stage) -> None:
    stage.installation.move_to(HEARING)
    hearing_to_delivery(stage, stage.notes["case"])
    page = stage.page(script=False)
    status(page, stage.notes["code"])
    expect(page.locator("main")).not_to_contain_text("sanksi")


def test_effect_to_the_end_and_what_the_reporter_reads(stage: Stage) -> None:
    stage.installation.move_to(EFFECT)
    effect_to_end(stage, stage.notes["case"])
    page = stage.page(script=False)
    status(page, stage.notes["code"])
    expect(page.locator("main")).to_contain_text("Selesai")
    expect(page.locator("body")).not_to_contain_text(ACCUSED[stage.width][0])
    titled(page, "Laporan Anda menjadi 2 kasus")
    stage.look(page, "at the end")


def nip_of(stage: Stage) -> str:
    """The register's number of the accused."""
    return {390: "199007212015022902", 1280: "198503122010011901"}[stage.width]
