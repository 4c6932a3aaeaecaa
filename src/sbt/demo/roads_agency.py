"""Parts of roads from the recommendation on: the letter, the agency's answer, examination, decision, control."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from sbt.cases.actions import Person
from sbt.demo.moves import DAY, Script, block
from sbt.demo.papers import Paper
from sbt.demo.people import overlay_of
from sbt.demo.script import read_plan
from sbt.rules.discipline import choices, team_rule

FOLLOW_UP, EFFECTIVE = "sbt_ppk_follow_up", "pp94_effective"
TEAM_RANK = "jpt_pratama"
SUMMONED_BEFORE = (8, 9)
"""Working days between the summons and the examination."""


@block
def recommend(script: Script) -> None:
    """Send the letter to the PPK: one letter for all persons of the agency in a forwarding."""
    window, letter = script.item.track.era.letter, script.item.letter
    if window is not None:
        chance = script.own
        first = max(window.first, script.day + DAY)
        script.go_to(min(first + timedelta(days=chance.randrange(max(1, (window.last - first).days))), script.last))
    elif letter is not None and letter.large:
        script.go_to(date(2024, 10, 23) if script.item.number % 2 else date(2024, 11, 4))
    else:
        script.wait(2, 4, together="rekomendasi")
    start = script.own.choice(("tanggal_surat", "diterima", "diterima"))
    script.marks["letter"], script.marks["start"] = script.day, script.day
    script.do(
        "terbitkan_rekomendasi",
        number=script.number("R-AK"),
        letter_date=script.day,
        letter_start=start,
        addressee="ppk",
        condition="bila_terbukti",
        signer="Deputi yang membidangi pengawasan",
    )
    if start == "diterima":
        del script.marks["start"]


@block
def acknowledge(script: Script) -> None:
    """Note in the agency that the letter has arrived."""
    script.wait(1, 3, together="tanda terima")
    script.marks.setdefault("start", script.day)
    script.do("terima_surat", received_on=script.day, number=script.number("TT"))


@block
def remind(script: Script) -> None:
    """Remind the agency once its limit has passed."""
    _after_limit(script)
    script.do("ingatkan", message=script.say("remind"))


@block
def warn(script: Script) -> None:
    """Warn the PPK, naming the basis."""
    _after_limit(script)
    script.do(
        "peringatkan", number=script.number("P-AK"), letter_date=script.day, legal_basis=script.say("legal_basis")
    )


@block
def list_violator(script: Script) -> None:
    """List the agency among the violators."""
    script.wait(1, 2)
    script.do(
        "daftarkan_pelanggar", number=script.own_number("D"), listed_on=script.day, legal_basis=script.say("legal_basis")
    )


@block
def propose_block(script: Script) -> None:
    """Propose a block; one of a kind for each officer to look at."""
    script.wait(1, 2)
    script.do(
        "usulkan_blokir",
        role=_roles(script, "usulkan_blokir")[0],
        block_scope=script.chance.choice(("individual_asn", "instansi_service")),
        legal_basis=script.say("legal_basis"),
        reason=script.say("block_reason"),
        affected=Paper("daftar-terdampak.pdf", f"Daftar yang terdampak, laporan {script.item.number}"),
    )


@block
def confirm_block(script: Script) -> None:
    """Let a second officer confirm the block."""
    script.wait(0, 1)
    script.do(
        "sahkan_blokir",
        role=_roles(script, "sahkan_blokir")[-1],
        number=script.own_number("B"),
        blocked_on=script.day,
        notice=script.say("block_notice"),
    )


@block
def minister_warns(script: Script) -> None:
    """Let the ministry warn the regional head; other agencies are only reminded."""
    known = script.law.institution(script.instansi)
    if known is None or not known.area:
        remind(script)
        return
    _after_limit(script)
    script.do("tegur_kepala_daerah", number=script.number("T"), letter_date=script.day)


@block
def ask_extension(script: Script) -> None:
    """Let the agency ask for more time."""
    script.wait(0, 1)
    script.do("minta_perpanjangan", until=script.day + timedelta(days=21), reason=script.say("extension"))


@block
def answer_moved(script: Script) -> None:
    """Answer that the person has moved."""
    _answer(script, "sudah_pindah", "answer_moved")


@block
def answer_not_ours(script: Script) -> None:
    """Answer that the person is none of theirs."""
    _answer(script, "bukan_pegawai", "answer_not_ours")


@block
def answer_incomplete(script: Script) -> None:
    """Answer that the file is incomplete."""
    _answer(script, "berkas_belum_lengkap", "answer_incomplete")


@block
def answer_punished(script: Script) -> None:
    """Answer that the person was punished already."""
    _answer(script, "sudah_dijatuhi", "answer_punished")


@block
def answer_left(script: Script) -> None:
    """Answer that the person has left the service."""
    _answer(script, "sudah_berhenti", "answer_left")


@block
def pass_on(script: Script) -> None:
    """Pass the letter on to the agency to which the person moved."""
    script.wait(2, 4)
    province = script.law.book.commons.place({"office": script.item.office}).office
    area = script.law.book.commons.area_of(province)[:2]
    other = next(
        one.id
        for one in script.law.book.commons.institutions.values()
        if one.area == area and one.kind in script.law.accused_kinds
    )
    script.do(
        "alihkan_surat",
        instansi=other,
        number=script.own_number("R-AK"),
        letter_date=script.day,
        letter_start="diterima",
        reason=script.say("pass_on"),
    )
    script.instansi = other


@block
def close_left(script: Script) -> None:
    """Close on the answer that the person has left."""
    script.wait(2, 4)
    script.do("tutup_atas_jawaban", closing="berhenti", reason=script.say("close_left"))


@block
def close_cancelled(script: Script) -> None:
    """Close on the answer because the case cannot go on."""
    script.wait(2, 4)
    script.do("tutup_atas_jawaban", closing="tidak_dapat_dilanjutkan", reason=script.say("close_cancelled"))


@block
def left_service(script: Script) -> None:
    """Close because the person retired or left."""
    script.wait(1, 4)
    cause = script.chance.choice(("pensiun", "permintaan_sendiri"))
    since = script.day.replace(day=1)
    script.do("catat_berhenti", cause=cause, since=since, document=f"SK {script.own_number('PENS')}")


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


def _after_limit(script: Script) -> None:
    """Go on to a day after the limit of the PPK."""
    area = script.law.book.commons.area_of(script.instansi)
    due = script.case_law.term(FOLLOW_UP).due_on(script.marks["start"], script.calendar, area)
    if script.day <= due:
        script.go_to(due + DAY)
    script.wait(0, 3, together="sesudah tenggat")


def _answer(script: Script, answer: str, text: str) -> None:
    script.wait(2, 5)
    script.do(
        "jawab_surat",
        answer=answer,
        answered_on=script.day,
        number=script.own_number("JWB"),
        explanation=script.say(text),
        document=Paper("jawaban.pdf", f"Jawaban instansi, laporan {script.item.number}"),
    )


def _roles(script: Script, step_id: str) -> tuple[str, ...]:
    """Name the roles of the holder that may take the step."""
    step = script.case_law.process.step(step_id)
    if step is None:
        raise LookupError(step_id)
    authority = script.law.book.commons.authority
    holder = script.cast.part(step.power, script.day, script.law.book.commons.place({})).institution
    return tuple(role for role in script.cast.roles(holder) if step.power in authority.role_powers(role))


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
        for choice in choices(
            script.case_law.discipline, row, employment=script.item.person.employment, on=script.day
        )
        if choice.lawful and choice.sanction.level == row.level
    ]
    return script.chance.choice(lawful[:2]).id
