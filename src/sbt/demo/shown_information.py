"""Leaves requests for public information to try: one that waits, one tested and refused in part and objected to, one granted."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sbt.demo.acts import RefusedInDemoError
from sbt.information.actions import ActInput, Asked, ask, object_to, take
from sbt.people.acting import acting
from sbt.people.actor import PUBLIC, actor_for
from sbt.people.models import Posting
from sbt.rules import information as rule
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from sbt.information.models import Act, Request
    from sbt.rulebook.law import Law

OFFICER, SUPERIOR = "ppid", "atasan_ppid"
COUNTS = "Jumlah laporan netralitas ASN selama masa kampanye, menurut provinsi."
LETTERS = "Salinan semua surat rekomendasi beserta nama pegawai yang direkomendasikan."
MINUTES = "Tata cara verifikasi bersama dan pembagian tugas anggotanya."
PURPOSES = ("Bahan skripsi.", "Bahan liputan media.", "Pemantauan oleh organisasi warga.")
NAMES = ("Wandasari Kertapati", "Harimurti Lembusora", "Perkumpulan Warga Awas Rekaan")


def show_information(law: Law, now: datetime) -> str:
    """Play three requests through the actions and give the receipt of the one that was objected to; empty without officers."""
    body = next((one.institution for one in law.information.bodies), "")
    seats = list(Posting.objects.filter(institution=body, role=OFFICER).order_by("id")[:2])
    superior = Posting.objects.filter(institution=body, role=SUPERIOR).first()
    if len(seats) < len((rule.TESTED, rule.APPROVED)) or superior is None:
        return ""
    first, second = seats

    def asked(number: int, wanted: str, days: int) -> tuple[str, Request]:
        at = now - timedelta(days=days)
        given = Asked(
            institution=body, wanted=wanted, purpose=PURPOSES[number], name=NAMES[number],
            contact=f"pemohon{number + 1}@warga.example",
        )  # fmt: skip
        with acting(PUBLIC, now=at) as act:
            return _done(act.settle(ask(given, law=law, on=local_day(at, "WIB"))))

    def did(request: Request, seat: Posting, days: int, given: ActInput) -> Act:
        at, actor = now - timedelta(days=days), actor_for(seat, law.book.commons)
        with acting(actor, now=at) as act:
            return _done(act.settle(take(request.id, given, officer=seat.officer_id, law=law, actor=actor, now=at)))

    asked(2, MINUTES, 1)
    _, counts = asked(0, COUNTS, 12)
    did(
        counts,
        first,
        9,
        ActInput(act=rule.ANSWERED, outcome=rule.GRANTED, text="Terlampir di halaman statistik, menurut provinsi."),
    )
    receipt, letters = asked(1, LETTERS, 14)
    did(letters, first, 11, ActInput(act=rule.TESTED, grounds=("rahasia_pribadi",), text=_TEST))
    did(letters, second, 10, ActInput(act=rule.APPROVED, text="Setuju: jumlah dan isi tanpa nama dapat diberikan."))
    did(letters, first, 9, ActInput(act=rule.ANSWERED, outcome=rule.PARTLY, text=_ANSWER))
    at = now - timedelta(days=6)
    with acting(PUBLIC, now=at) as act:
        _done(
            act.settle(
                object_to(
                    receipt, "ditolak", "Nama pejabat publik seharusnya terbuka.", law=law, on=local_day(at, "WIB")
                )
            )
        )
    return receipt


_TEST = (
    "Bagian yang diuji: nama dan NIP pada surat. Bila dibuka: orang yang belum diputus dinilai publik dan pelapor dapat ditebak."
    " Bila ditutup: publik tetap mengetahui jumlah, bentuk pelanggaran, dan tindak lanjutnya. Ditutup sampai keputusan berlaku."
)
_ANSWER = "Diberikan jumlah surat, bentuk pelanggaran, dan tindak lanjutnya. Nama dan NIP dikecualikan."


def _done[T](outcome: T | Refused) -> T:
    if isinstance(outcome, Refused):
        raise RefusedInDemoError("permintaan informasi", outcome)
    return outcome
