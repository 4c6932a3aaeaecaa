"""Parts of roads up to the recommendation: verification, Bawaslu's study, the check of forwardings, identity."""

from __future__ import annotations

from sbt.cases.actions.copies import MADE, RELEASED
from sbt.cases.actions.make_copy import PREPARE, RELEASE
from sbt.demo.moves import CaseOf, Copies, Script, block
from sbt.demo.papers import Paper
from sbt.demo.script import read_plan

CHECKING = "penerusan.periksa"
RELEASES_ONE_IN = 4
VOTE, CONCLUDE, STUDY = "suara", "simpulkan", "susun_kajian"


def prelude(script: Script) -> None:
    """Bring the case to the desk that recommends, by its entrance."""
    if script.item.letter is not None:
        accept_forwarding(script)
    else:
        for part in (check_requirements, register, all_votes, conclude, clarify, study, plenary):
            part(script)
    identify(script)


@block
def some_votes(script: Script) -> None:
    """Let some of the member institutions vote."""
    voters = list(_voters(script))
    script.chance.shuffle(voters)
    for voter in voters[: script.chance.choice((0, 1, 1, 2, 2, 3, 3))]:
        if script.day < script.last:
            script.wait(1, 2)
            vote = script.chance.choices(("lanjut", "lengkapi", "tolak"), (7, 2, 1))[0]
            _vote(script, voter, vote)


@block
def all_votes(script: Script) -> None:
    """Let every member institution vote to go on, one of them perhaps with a doubt."""
    doubter = script.chance.choice((*_voters(script), "", "", ""))
    for n, voter in enumerate(_voters(script)):
        if n % 2 == 0:
            script.wait(0 if n else 1, 1)
        _vote(script, voter, "lengkapi" if voter == doubter else "lanjut")


@block
def reject_votes(script: Script) -> None:
    """Let every member institution vote, most of them to reject."""
    for n, voter in enumerate(_voters(script)):
        script.wait(0 if n else 1, 2)
        _vote(script, voter, "tolak" if n else script.chance.choice(("tolak", "lanjut")))


@block
def conclude(script: Script) -> None:
    """Conclude that the case goes on to the study."""
    script.wait(0, 1)
    script.do(CONCLUDE, conclusion="lanjut", reason=script.say("conclude_go"))


@block
def conclude_complete(script: Script) -> None:
    """Conclude after the votes that the reporter must complete."""
    all_votes(script)
    script.wait(0, 1)
    script.do(CONCLUDE, conclusion="lengkapi", reason=script.say("conclude_complete"))


@block
def conclude_reject(script: Script) -> None:
    """Conclude that the report is rejected."""
    script.wait(0, 2)
    script.do(CONCLUDE, conclusion="tolak", reason=script.say("conclude_reject"))


@block
def check_requirements(script: Script) -> None:
    """Let the office of the place check the requirements."""
    script.wait(1, 1)
    script.do(
        "periksa_syarat",
        formal="terpenuhi",
        material="terpenuhi",
        reviewed_on=script.day,
        note=script.say("requirements"),
    )


@block
def ask_completion(script: Script) -> None:
    """Let the office ask the reporter to complete."""
    if script.day < script.last:
        script.wait(1, 1)
        script.do("minta_kelengkapan", missing=script.say("missing"), noticed_on=script.day)


@block
def register(script: Script) -> None:
    """Let the office register the report or take it up as a finding."""
    came = script.item.came
    named = script.item.entrance == "laporan" and script.item.number % 2 == 0
    script.do(
        "registrasi",
        registration="laporan" if named else "temuan",
        number=f"{script.numbers.of('Reg', f'item {script.item.number}', script.day)}/PB",
        known_on=script.item.acted if (came - script.item.acted).days <= 5 else came,  # noqa: PLR2004 (inside the window)
        received_on=came,
        registered_on=script.day,
    )


@block
def clarify(script: Script) -> None:
    """Invite somebody and hear him, or note that he refused."""
    invited = script.chance.choice(("terlapor", "saksi", "terlapor"))
    meeting = script.calendar.forward(script.day, 1)
    told = {"allegation": script.say("alleged")} if invited == "terlapor" else {}
    script.do(
        "undang_klarifikasi",
        invited=invited,
        invited_on=script.day,
        meeting_on=meeting,
        number=script.own_number("KL"),
        **told,
    )
    if meeting <= script.last:
        script.go_to(meeting)
        attendance = script.chance.choices(("hadir", "menolak", "tidak_hadir"), (7, 1, 2))[0]
        script.do(
            "catat_klarifikasi",
            heard=invited,
            attendance=attendance,
            held_on=script.day,
            summary=script.say("clarified"),
        )


@block
def study(script: Script) -> None:
    """Let the study be prepared with the row that fits."""
    script.wait(0, 1)
    script.do(
        STUDY,
        row=script.item.row.id,
        row_reason="Bentuk dan hari perbuatan sesuai dengan baris ini.",
        dimension=(script.item.kind.dimension,),
        result="memenuhi",
        analysis=script.say("analysis"),
    )


@block
def plenary(script: Script) -> None:
    """Let the plenary find the elements met."""
    script.wait(0, 1)
    script.do("pleno", result="memenuhi", plenary_on=script.day, number=script.own_number("BA-Pleno"))


@block
def study_not_met(script: Script) -> None:
    """Let the study find the elements not met."""
    script.wait(0, 1)
    script.do(
        STUDY,
        row=script.item.row.id,
        dimension=(script.item.kind.dimension,),
        result="tidak_memenuhi",
        analysis=script.say("analysis_not"),
    )


@block
def plenary_not_met(script: Script) -> None:
    """Let the plenary agree that the elements are not met."""
    script.wait(1, 1)
    script.do("pleno", result="tidak_memenuhi", plenary_on=script.day, number=script.own_number("BA-Pleno"))


@block
def criminal(script: Script) -> None:
    """Declare a suspected crime and hand it over within a day."""
    script.do("nyatakan_pidana", declared_on=script.day, article="Pasal 188 juncto Pasal 71")
    script.do("teruskan_pidana", number=script.own_number("GK"), handed_on=script.day)
    script.wait(2, 4)
    script.do("catat_gakkumdu", answer="dikembalikan", answered_on=script.day, note="Unsur pidana belum cukup.")


@block
def merge(script: Script) -> None:
    """Merge the case into the one about the same event."""
    if script.item.into is None:
        raise LookupError("into")
    script.wait(1, 3)
    script.do("gabungkan", into=CaseOf(script.item.into.number), reason=script.say("merged"))


@block
def cancel(script: Script) -> None:
    """Cancel the handling with a reason."""
    script.wait(1, 5)
    script.do("batalkan", reason=script.say("cancelled"))


@block
def acknowledge_forwarding(script: Script) -> None:
    """Note that the forwarding has arrived; it is not checked yet."""
    script.wait(1, 3, together="akui")
    script.do("akui_penerusan", received_on=script.day, number=script.number("TT"))


@block
def accept_forwarding(script: Script) -> None:
    """Find the forwarding complete; small letters were acknowledged the day before."""
    letter = script.item.letter
    if letter is not None and letter.number % 2:
        acknowledge_forwarding(script)
    script.wait(1, 3, together="terima")
    state = script.chance.choice(("lengkap", "cukup"))
    script.do("terima_penerusan", file_a="lengkap", evidence_state=state, note=script.say("forwarding_note"))


@block
def return_forwarding(script: Script) -> None:
    """Give the forwarding back to be completed."""
    script.wait(2, 4, together="kembali")
    script.do("kembalikan_penerusan", missing=script.say("missing_forwarding"))


@block
def reject_forwarding(script: Script) -> None:
    """Refuse the person of the forwarding."""
    script.wait(2, 6)
    script.do("tolak_penerusan", reason=script.say("forwarding_rejected"))


@block
def identify(script: Script) -> None:
    """Tie the accused to the register; the body that checks forwardings does it."""
    place = script.law.book.commons.place({"office": script.item.office})
    body = script.cast.part(CHECKING, script.day, place).institution
    script.do("tetapkan_identitas", institution=body, reason=script.say("identity"))


@block
def not_found(script: Script) -> None:
    """Note that the accused is not found."""
    script.wait(0, 2)
    script.do("identitas_belum_ditemukan", reason=script.say("not_found"))


@block
def send_back(script: Script) -> None:
    """Send the study back to the office."""
    script.wait(1, 4)
    script.do("kembalikan_ke_bawaslu", reason=script.say("send_back"))


@block
def flag_conflict(script: Script) -> None:
    """Flag a conflict of interest of the PPK."""
    script.do("tandai_benturan", conflict=script.chance.choice(("calon", "kerabat")), reason=script.say("conflict"))


@block
def more_evidence(script: Script) -> None:
    """Let the office file what the reporter brought later."""
    paper = Paper("bukti-tambahan.png", f"Bukti tambahan laporan {script.item.number}")
    script.do("tambah_bukti", files=(paper,), note=script.say("more_evidence"))


@block
def release_file(script: Script) -> None:
    """Let the office release its file to the agency now and then: as a copy that two persons answered for."""
    if script.item.number % RELEASES_ONE_IN:
        return
    paper = Paper("berkas-klarifikasi.pdf", f"Berkas klarifikasi, laporan {script.item.number}")
    script.do("simpan_berkas", files=(paper,))
    script.do(PREPARE, shows_taker="tidak", reason="Nama saksi dan alamatnya sudah disamarkan.")
    script.do(RELEASE, role="pleno", copies=Copies(MADE))
    script.do("lepas_berkas", files=Copies(RELEASED), recipients=(script.instansi,))


@block
def contest(script: Script) -> None:
    """Let the office hand in the reporter's objection to the outcome."""
    script.wait(2, 5)
    script.do("sanggah", reason=script.say("contest"))


@block
def take_charge(script: Script) -> None:
    """Give the case to an officer of the body that checks forwardings."""
    script.assign(CHECKING)


@block
def receive_before(script: Script) -> None:
    """Let the body of that time take the forwarding in."""
    script.wait(2, 6)
    script.do("terima_kasn", received_on=script.day, number=script.own_number("TT-K"))
    identify(script)


@block
def review_before(script: Script) -> None:
    """Let the body of that time review the study."""
    script.wait(4, 9)
    script.do("telaah", row=script.item.row.id, result="memenuhi", analysis=script.say("analysis"))


@block
def hand_over(script: Script) -> None:
    """Put the case under the process that receives from now on."""
    script.go_to(read_plan().handed_over)
    script.hand_over()


def study_papers(number: int) -> tuple[Paper, ...]:
    """Give the papers of a forwarding."""
    return (
        Paper("formulir-a.pdf", f"Formulir A, penerusan {number}"),
        Paper("kajian-dan-berita-acara.pdf", f"Kajian dan berita acara pleno, penerusan {number}"),
    )


def _voters(script: Script) -> tuple[str, ...]:
    step = script.case_law.process.step(VOTE)
    if step is None:
        raise LookupError(VOTE)
    place = script.law.book.commons.place({"office": script.item.office})
    return script.law.book.commons.authority.holders(step.power, script.day, place)


def _vote(script: Script, voter: str, vote: str) -> None:
    text = {"lanjut": "vote_go", "lengkapi": "vote_complete", "tolak": "vote_reject"}[vote]
    script.do(VOTE, institution=voter, vote=vote, reason=script.say(text))
