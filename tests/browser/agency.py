"""The road inside the agency, the same for every entrance: from BKN's or KASN's letter to a served sanction."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import expect

from .acts import PAPER, Stage

AGENCY = "pemda-32.91"
TEAM = [
    ("Kepala Dinas Rekaan", "jpt_pratama", "atasan_langsung"),
    ("Inspektur Pembantu Rekaan", "administrator", "unsur_pengawasan"),
    ("Kepala Bidang Mutasi Rekaan", "administrator", "unsur_kepegawaian"),
]
LIGHTER, CHOSEN = "pp94_sedang_tukin6", "pp94_berat_turun_jabatan"


def letter_to_summons(stage: Stage, ref: str, *, heard_on: date) -> None:
    """The agency acknowledges the letter, appoints a team and summons the accused."""
    clerk, examiner, today = stage.officer("pic", AGENCY), stage.officer("pemeriksa", AGENCY), stage.today
    clerk.take(ref, "terima_surat", received_on=today)
    clerk.step(ref, "bentuk_tim")
    clerk.fill({"number": "SK-TIM/1", "formed_on": today, "team": [(*TEAM[0][:1], "pelaksana", "atasan_langsung")]})
    clerk.send()
    expect(clerk.page.locator("main form")).to_be_visible()
    stage.look(clerk.page, "with an unlawful team")
    clerk.take(ref, "bentuk_tim", number="SK-TIM/1", formed_on=today, team=TEAM)
    examiner.take(ref, "panggil_pertama", number="P-1", delivered_on=today, examination_on=heard_on)


def hearing_to_delivery(stage: Stage, ref: str) -> None:
    """The accused is heard; the clerk prepares the decision, a second officer confirms it; it is delivered."""
    clerk, examiner, chief = (stage.officer(role, AGENCY) for role in ("pic", "pemeriksa", "pejabat"))
    today = stage.today
    examiner.take(ref, "periksa_terlapor", held_on=today, signature="menolak", minutes=PAPER)
    examiner.take(ref, "nyatakan_terbukti", number="LHP/1", reported_on=today, summary="Terbukti menurut keterangan.")

    clerk.step(ref, "siapkan_keputusan")
    lawful, lighter = (clerk.page.locator(f"[name=sanction][value={one}]") for one in (CHOSEN, LIGHTER))
    expect(lawful).to_be_enabled()
    expect(lighter).to_be_disabled()
    stage.eyes.picture(clerk.page, "keputusan")
    clerk.take(
        ref,
        "siapkan_keputusan",
        accept=True,
        sanction=CHOSEN,
        number=f"SK/800/{ref}",
        decision_date=today,
        signer="Bupati Tirtakencana",
        capacity="ppk",
        document=PAPER,
    )
    clerk.may_not(ref, "sahkan_keputusan")
    chief.take(ref, "sahkan_keputusan", confirmed="sesuai")
    clerk.take(ref, "sampaikan_keputusan", accept=True, received_on=today, manner="langsung")


def effect_to_end(stage: Stage, ref: str, *, checker: tuple[str, str] = ("auditor", "bkn")) -> None:
    """Recorded for I'DIS, in effect on the day that the page counts out, checked and closed."""
    clerk, chief = stage.officer("pic", AGENCY), stage.officer("pejabat", AGENCY)
    clerk.take(ref, "catat_idis", recorded_on=stage.today, reference="IDIS-1")
    chief.take(ref, "tetapkan_berlaku", effective_on=stage.today)
    end = stage.officer(*checker)
    end.take(ref, "periksa_idis", checked_on=stage.today)
    end.open(ref)
    end.sees("Selesai: dijatuhi sanksi")
    stage.look(end.page, "at the end")
