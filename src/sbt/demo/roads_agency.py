"""Parts of roads from the recommendation on: the letter, the agency's answer, reminders, warnings, blocks."""

from __future__ import annotations

from datetime import date, timedelta

from sbt.demo.moves import DAY, Script, block
from sbt.demo.papers import Paper

FOLLOW_UP = "sbt_ppk_follow_up"


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
        "daftarkan_pelanggar",
        number=script.own_number("D"),
        listed_on=script.day,
        legal_basis=script.say("legal_basis"),
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
def ask_unblock(script: Script) -> None:
    """Let the agency send proof and ask for the block to be opened."""
    script.wait(1, 1)
    script.do(
        "minta_buka_blokir",
        explanation=script.say("unblock_asked"),
        proof=Paper("bukti-tindak-lanjut.pdf", f"Bukti tindak lanjut, laporan {script.item.number}"),
    )


@block
def open_block(script: Script) -> None:
    """Let two officers open the block."""
    roles = _roles(script, "buka_blokir")
    script.wait(0, 1)
    script.do("usulkan_buka_blokir", role=roles[0], reason=script.say("unblock"))
    script.do("buka_blokir", role=roles[-1], number=script.own_number("BB"), opened_on=script.day)


@block
def regional_note(script: Script) -> None:
    """Let the regional office leave a note."""
    place = script.law.book.commons.place({"office": script.item.office, "instansi": script.instansi})
    script.wait(0, 2)
    script.do("beri_catatan", institution=place.kanreg, note=script.say("note"))


@block
def assign_officer(script: Script) -> None:
    """Let the agency give the case to one of its officers."""
    script.assign("tindak_lanjut.catat")


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
