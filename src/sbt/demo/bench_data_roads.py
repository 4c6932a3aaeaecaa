"""The roads that invented cases take, and how many take each: every stage of the main road has cases lying in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbt.demo.bench_data_journey import Leg

if TYPE_CHECKING:
    from random import Random

VOTED = (Leg("suara", 2, {"vote": "lanjut"}), Leg("simpulkan", 1, {"conclusion": "lanjut"}))
STUDIED = (Leg("tetapkan_identitas", 1), Leg("susun_kajian", 2, {"result": "memenuhi"}), Leg("pleno", 1))
SENT = (Leg("terbitkan_rekomendasi", 3), Leg("terima_surat", 2))
EXAMINED = (Leg("bentuk_tim", 3), Leg("panggil_pertama", 1), Leg("periksa_terlapor", 14))
HEARD = (Leg("bentuk_majelis", 3), Leg("sidang_etik", 14))
DECIDED = (Leg("nyatakan_terbukti", 2), Leg("siapkan_keputusan", 2), Leg("sahkan_keputusan", 1))
SERVED = (Leg("sampaikan_keputusan", 3), Leg("catat_idis", 1), Leg("tetapkan_berlaku", 0), Leg("periksa_idis", 2))

REJECTED = (Leg("suara", 3, {"vote": "tolak"}), Leg("simpulkan", 1, {"conclusion": "tolak"}))
INCOMPLETE = (Leg("suara", 3, {"vote": "lengkapi"}), Leg("simpulkan", 1, {"conclusion": "lengkapi"}))
NOT_MET = (
    *VOTED,
    Leg("susun_kajian", 3, {"result": "tidak_memenuhi"}),
    Leg("pleno", 1, {"result": "tidak_memenuhi"}),
)
NOT_PROVEN = (Leg("usulkan_tidak_terbukti", 2), Leg("terima_tidak_terbukti", 4))

LONGEST = 62
"""Days after which even the longest road has come to its end."""


def road(chance: Random, *, ethics: bool) -> tuple[Leg, ...]:
    """Choose a road by the shares that a busy year has: half of the cases are finished, the rest lie anywhere."""
    examined = HEARD if ethics else EXAMINED
    whole = (*VOTED, *STUDIED, *SENT, *examined, *DECIDED, *SERVED)
    kind = chance.choices(("finished", "rejected", "incomplete", "not_met", "not_proven", "open"), (40, 8, 4, 5, 3, 40))
    match kind[0]:
        case "finished":
            return whole
        case "rejected":
            return REJECTED
        case "incomplete":
            return INCOMPLETE
        case "not_met":
            return NOT_MET
        case "not_proven":
            return (*VOTED, *STUDIED, *SENT, *examined, *NOT_PROVEN)
        case _:
            return whole[: chance.randrange(len(whole))]
