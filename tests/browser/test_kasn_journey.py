"""The regime before September 2024: a finding goes to KASN and ends with a served sanction; an open case is handed over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from .acts import Stage
from .agency import effect_to_end, hearing_to_delivery, letter_to_summons
from .desk import enter_finding, identify

OFFICE = "bawaslu-32.91"
DAY, HEARING, EFFECT, AFTER = date(2024, 2, 5), date(2024, 2, 26), date(2024, 3, 20), date(2024, 9, 10)
ACT, ROW = date(2024, 1, 20), "skb22-d2"
PEOPLE = {
    390: (("Danurwenda Prabaswara", "198410092009011910"), ("Gendis Kusumawardhani", "198902142014022911")),
    1280: (("Harimurti Jayakusuma", "198012032006041912"), ("Larasati Dewantari", "199306112018032913")),
}
STORY = "Mengunggah foto bersama calon anggota dewan dengan simbol dukungan."
COMMISSION, HEAD = ("pengkaji-kasn", "kasn"), ("pimpinan", "kasn")
"""Who checked what came in does not decide on it."""


def test_finding_studied_and_sent_to_the_commission(stage: Stage) -> None:
    stage.installation.move_to(DAY)
    studier, plenary = stage.officer("pengkaji", OFFICE), stage.officer("pleno", OFFICE)
    refs = enter_finding(studier, act=ACT, people=PEOPLE[stage.width], story=STORY)
    stage.notes["kasn"] = " ".join(refs)
    studied = {"row": ROW, "dimension": "pelaksanaan_pemilu", "result": "memenuhi", "analysis": "Sesudah penetapan."}
    studier.take(refs[0], "susun_kajian", linked=True, **studied)
    plenary.take(refs[0], "pleno", linked=True, result="memenuhi", plenary_on=DAY, number="3/BA/2024")
    studier.take(refs[0], "teruskan_ke_kasn", linked=True, number="7/PP/2024", forwarded_on=DAY)


def test_commission_recommends(stage: Stage) -> None:
    first, second = stage.notes["kasn"].split()
    commission = stage.officer(*COMMISSION)
    commission.take(first, "terima_kasn", linked=True, received_on=DAY)
    commission.take(first, "telaah", linked=False, row=ROW, result="memenuhi", analysis="Sejalan dengan kajian.")
    for ref, (_name, nip) in zip((first, second), PEOPLE[stage.width], strict=True):
        identify(commission, ref, nip)
    number = f"R-{stage.width}/KASN"
    stage.officer(*HEAD).take(first, "terbitkan_rekomendasi", number=number, letter_date=DAY, addressee="ppk")
    stage.officer("auditor", "bkn").may_not(first, "periksa_idis", offered=False)
    letter_to_summons(stage, first, heard_on=HEARING)


def test_hearing_to_delivery_under_the_old_regime(stage: Stage) -> None:
    stage.installation.move_to(HEARING)
    hearing_to_delivery(stage, stage.notes["kasn"].split()[0])


def test_sanction_served_before_the_commission_ended(stage: Stage) -> None:
    stage.installation.move_to(EFFECT)
    effect_to_end(stage, stage.notes["kasn"].split()[0], checker=COMMISSION)


def test_open_case_is_handed_over_after_the_circular(stage: Stage) -> None:
    stage.installation.move_to(AFTER)
    ref = stage.notes["kasn"].split()[1]
    commission, auditor = stage.officer(*COMMISSION), stage.officer("auditor", "bkn")
    commission.page.goto("/tugas")
    commission.sees("Penugasan yang Anda pakai sudah berakhir")
    stage.look(commission.page, "without a posting")
    auditor.may_not(ref, "terbitkan_rekomendasi", offered=False)
    stage.installation.python(Path(__file__).with_name("handover.py"), ref)
    auditor.open(ref)
    auditor.sees("Menunggu rekomendasi BKN")
    auditor.take(
        ref,
        "terbitkan_rekomendasi",
        number=f"9200/B-AK/{stage.width}",
        letter_date=AFTER,
        letter_start="diterima",
        addressee="ppk",
        condition="bila_terbukti",
    )
    auditor.sees("Menunggu tindak lanjut PPK")
