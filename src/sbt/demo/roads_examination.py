"""Parts of roads inside the agency: team or council, summons, examination, decision, effect, remedies."""

from __future__ import annotations

from random import Random

from sbt.cases.actions import Person
from sbt.demo.moves import Script, block
from sbt.demo.papers import Paper
from sbt.demo.people import overlay_of
from sbt.demo.script import read_plan
from sbt.rules.discipline import choices, team_rule

EFFECTIVE = "pp94_effective"
TEAM_RANK = "jpt_pratama"
SUMMONED_BEFORE = (8, 9)
"""Working days between the summons and the examination."""


@block
def form_team(script: Script) -> None:
    """Form the examination team that the level asks for."""
    script.wait(2, 3)
    script.do("bentuk_tim", team=_team(script), number=script.own_number("SK-TIM"), formed_on=script.day)


@block
def form_council(script: Script) -> None:
    """Form the ethics council."""
    script.wait(2, 4)
    script.do("bentuk_majelis", team=_team(script), number=script.own_number("SK-MKE"), formed_on=script.day)


@block
def council_hearing(script: Script) -> None:
    """Let the ethics council hear the person."""
    script.wait(4, 7)
    script.do(
        "sidang_etik",
        held_on=script.day,
        attendance=script.chance.choice(("hadir", "hadir", "tidak_hadir")),
        recommendation=script.say("council"),
    )


@block
def release_from_duty(script: Script) -> None:
    """Release the person from duty for the time of the examination."""
    script.do("bebaskan_sementara", since=script.day, number=script.own_number("SK-BT"))


@block
def summon(script: Script) -> None:
    """Summon the person in good time."""
    script.wait(0, 1)
    script.marks["examination"] = script.calendar.forward(script.day, script.chance.choice(SUMMONED_BEFORE))
    script.do(
        "panggil_pertama",
        number=script.own_number("PGL"),
        delivered_on=script.day,
        examination_on=script.marks["examination"],
        allegation=script.say("alleged"),
    )


@block
def absent(script: Script) -> None:
    """Note that the person did not come."""
    script.go_to(script.marks["examination"])
    script.marks["missed"] = script.day
    script.do("catat_tidak_hadir", missed_on=script.day, reason=script.say("absent_reason"))


@block
def summon_again(script: Script) -> None:
    """Summon the person a second time."""
    script.wait(0, 1)
    script.do(
        "panggil_kedua",
        number=script.own_number("PGL-II"),
        delivered_on=script.day,
        examination_on=script.calendar.forward(script.marks["missed"], 5),
    )


@block
def examine(script: Script) -> None:
    """Examine the person on the day named."""
    script.go_to(script.marks["examination"])
    script.do(
        "periksa_terlapor",
        held_on=script.day,
        signature=script.chance.choices(("ditandatangani", "menolak"), (9, 1))[0],
        statement=script.say("statement"),
        minutes=Paper("berita-acara-pemeriksaan.pdf", f"Berita acara pemeriksaan, laporan {script.item.number}"),
    )


@block
def proven(script: Script) -> None:
    """Report that the act is proven."""
    script.wait(1, 3)
    script.do(
        "nyatakan_terbukti", number=script.own_number("LHP"), reported_on=script.day, summary=script.say("proven")
    )


@block
def not_proven(script: Script) -> None:
    """Report that the act is not proven."""
    script.wait(1, 3)
    script.do(
        "usulkan_tidak_terbukti",
        number=script.own_number("LHP"),
        reported_on=script.day,
        summary=script.say("not_proven"),
        report=Paper("laporan-hasil-pemeriksaan.pdf", f"Laporan hasil pemeriksaan, laporan {script.item.number}"),
    )


@block
def accept_not_proven(script: Script) -> None:
    """Accept in review that the act is not proven."""
    script.wait(3, 6)
    script.do("terima_tidak_terbukti", reason=script.say("review_accepted"))


@block
def prepare_decision(script: Script) -> None:
    """Prepare a decision within the level that the article fixes."""
    script.wait(1, 3)
    title = script.law.ppk_of(script.instansi)
    script.do(
        "siapkan_keputusan",
        sanction=_sanction(script),
        number=script.own_number("KEP"),
        decision_date=script.day,
        signer=title.title.id if title else "Pejabat pembina kepegawaian",
        capacity="ppk",
        document=Paper("keputusan.pdf", f"Keputusan hukuman, laporan {script.item.number}"),
    )


@block
def decide(script: Script) -> None:
    """Let the second officer confirm the signed decision."""
    script.wait(1, 2)
    script.do("sahkan_keputusan", confirmed="sesuai")


@block
def deliver(script: Script) -> None:
    """Deliver the decision to the person."""
    script.wait(1, 3)
    script.marks["delivered"] = script.day
    script.do("sampaikan_keputusan", received_on=script.day, manner="langsung")


@block
def absent_at_delivery(script: Script) -> None:
    """Note that the person stayed away from the delivery."""
    script.wait(2, 4)
    script.do("catat_tidak_hadir_penyampaian", absent_on=script.day)


@block
def record(script: Script) -> None:
    """Record the decision for the discipline register."""
    script.wait(2, 5)
    script.do("catat_idis", recorded_on=script.day, reference=script.own_number("IDIS"))


@block
def take_effect(script: Script) -> None:
    """Let the decision take effect on the day the law names."""
    area = script.law.book.commons.area_of(script.instansi)
    day = script.case_law.term(EFFECTIVE).due_on(script.marks["delivered"], script.calendar, area)
    script.go_to(day)
    script.do("tetapkan_berlaku", effective_on=day)


@block
def check_record(script: Script) -> None:
    """Check the record and close."""
    script.wait(3, 8)
    script.do("periksa_idis", checked_on=script.day)


@block
def object(script: Script) -> None:  # noqa: A001 - the word of the law
    """File an objection."""
    script.wait(2, 4)
    script.do(
        "ajukan_keberatan",
        filed_on=script.day,
        addressee="Atasan pejabat pembina kepegawaian",
        document=Paper("keberatan.pdf", f"Surat keberatan, laporan {script.item.number}"),
    )


@block
def appeal(script: Script) -> None:
    """File an administrative appeal with the board."""
    script.wait(2, 4)
    script.do(
        "ajukan_banding",
        filed_on=script.day,
        received_on=script.day,
        copy_on=script.day,
        number=script.own_number("BD"),
    )


def _team(script: Script) -> tuple[Person, ...]:
    rule = team_rule(script.case_law.discipline, level=script.item.row.level)
    parts = (rule.members if rule else ()) or ("atasan_langsung",)
    overlay, chance = overlay_of(script.law), Random(f"{read_plan().seed} tim {script.item.number}")  # noqa: S311
    return tuple(
        Person(f"{chance.choice(overlay.first_male)} {chance.choice(overlay.last)}", f"{TEAM_RANK}/{part}")
        for part in parts
    )


def _sanction(script: Script) -> str:
    row = script.item.row
    lawful = [
        choice.sanction
        for choice in choices(script.case_law.discipline, row, employment=script.item.person.employment, on=script.day)
        if choice.lawful and choice.sanction.level == row.level
    ]
    return script.chance.choice(lawful[:2]).id
