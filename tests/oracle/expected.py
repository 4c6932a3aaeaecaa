"""What each posting may do, see and read, written by hand from the texts on the process.

Nothing here is read from `law/`: two people who err would have to err alike. Sources: who acts in which step (the
process description of the joint system and of the commission before it), practice in letters and press, and the rules
of this product where no text says anything.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

SATGAS = ("bkn", "bawaslu", "kemenpanrb", "kemendagri")

POSTINGS: tuple[tuple[str, str], ...] = (
    ("bkn", "verifikator"),
    ("bkn", "auditor"),
    ("bkn", "pimpinan"),
    ("bkn", "operator"),
    ("bkn", "pic"),
    ("bkn", "pejabat"),
    ("bkn-kanreg-03", "kanreg"),
    ("bkn-kanreg-04", "kanreg"),
    ("kemenpanrb", "verifikator"),
    ("kemenpanrb", "pengamat"),
    ("kemendagri", "verifikator"),
    ("kemendagri", "pengamat"),
    ("kemendagri", "irjen"),
    ("kemendagri", "pic"),
    ("bawaslu", "verifikator"),
    ("bawaslu", "pengamat"),
    ("bawaslu", "pleno"),
    ("bawaslu-32", "pengkaji"),
    ("bawaslu-32", "pleno"),
    ("bawaslu-32.01", "pengkaji"),
    ("bawaslu-32.01", "pleno"),
    ("bawaslu-32.01", "operator"),
    ("bawaslu-73.01", "pengkaji"),
    ("bawaslu-73.01", "pleno"),
    ("bpasn", "banding"),
    ("bkn", "ppid"),
    ("bkn", "atasan_ppid"),
    ("kemenpanrb", "ppid"),
    ("pemda-32.01", "pic"),
    ("pemda-32.01", "pejabat"),
    ("pemda-32.01", "pemeriksa"),
    ("pemda-32.01", "ppk"),
    ("pemda-32.02", "pic"),
    ("pemda-32.02", "pejabat"),
    ("pemprov-32", "pic"),
    ("kemenkeu", "pic"),
    ("kemenkeu", "pemeriksa"),
    ("gakkumdu", "pengamat"),
    # roles that the institution does not have
    ("pemda-32.01", "verifikator"),
    ("bawaslu-32.01", "auditor"),
    ("bkn-kanreg-03", "pengkaji"),
)


@dataclass(frozen=True, slots=True)
class Where:
    """What of a case decides who stands near it."""

    office: str
    province: str
    kanreg: str
    instansi: str
    released: bool


# Who takes each step, in the words of the texts:
#   satgas      a verifier of each of the four members of the joint task force
#   concludes   BKN: verifier, auditor or head
#   audits      BKN: auditor or head of supervision
#   head        BKN: head of supervision
#   checks      BKN verifier or auditor, and the officer of the regional office of the place
#   studies     the examiner of the receiving Bawaslu office
#   plenary     the plenary of the receiving Bawaslu office
#   office      examiner or plenary of the receiving Bawaslu office
#   identifies  whoever checks, and the examiner of the receiving office
#   letters     the agency of the accused: person in charge, second officer, appointing authority
#   agency      the agency: person in charge
#   examiners   the agency: person in charge, examiner or team
#   confirms    the agency: second officer or appointing authority
#   appeals     the appeal board
#   inspects    the inspectorate general of the Interior Ministry
#   observes    members and observers who may leave a note
#   unblocks    BKN's auditor or head, and the regional office
#   accused     the reported person himself, with his code; no officer in his stead
#   reporter    the reporter himself, and for paper the examiner of the receiving office
#   sees        whoever may see the case at all (of an agency: once it has the letter)
#   merges / splits / passes / corrects
STEPS: dict[str, str] = {
    "tambah_bukti": "reporter",
    "perbaikan": "reporter",
    "tarik_laporan": "reporter",
    "sanggah": "reporter",
    "jawab_terlapor": "accused",
    "sampaikan_keberatan": "accused",
    "sampaikan_banding": "accused",
    "sampaikan_gugatan": "accused",
    "akui_upaya": "audits",
    "terbitkan_pemulihan": "audits",
    "jawab_sanggahan": "head",
    "tetapkan_identitas": "identifies",
    "identitas_belum_ditemukan": "identifies",
    "catat_pindah": "identifies",
    "catat_berhenti": "audits",
    "periksa_syarat": "studies",
    "minta_kelengkapan": "studies",
    "registrasi": "studies",
    "tidak_diregistrasi": "studies",
    "suara": "satgas",
    "simpulkan": "concludes",
    "batalkan": "concludes",
    "undang_klarifikasi": "studies",
    "catat_klarifikasi": "studies",
    "keterangan_tambahan": "studies",
    "susun_kajian": "studies",
    "kembalikan_kajian": "plenary",
    "pleno": "plenary",
    "simpan_berkas": "studies",
    "siapkan_salinan": "studies",
    "lepas_salinan": "office",
    "lepas_berkas": "studies",
    "nyatakan_pidana": "office",
    "teruskan_pidana": "office",
    "catat_gakkumdu": "office",
    "catat_putusan_pidana": "office",
    "akui_penerusan": "checks",
    "terima_penerusan": "checks",
    "kembalikan_penerusan": "checks",
    "lengkapi_penerusan": "office",
    "tolak_penerusan": "checks",
    "kembalikan_ke_bawaslu": "audits",
    "tandai_benturan": "audits",
    "nyatakan_benturan": "sees",
    "catat_benturan": "audits",
    "cabut_benturan": "audits",
    "catat_pengganti": "audits",
    "tandai_benturan_atasan": "audits",
    "alihkan_pengganti": "audits",
    "terbitkan_rekomendasi": "audits",
    "terima_surat": "letters",
    "jawab_surat": "letters",
    "balas_jawaban": "audits",
    "alihkan_surat": "audits",
    "terima_sudah_dijatuhi": "audits",
    "tutup_atas_jawaban": "audits",
    "minta_perpanjangan": "letters",
    "bentuk_majelis": "agency",
    "bentuk_tim": "agency",
    "panggil_pertama": "examiners",
    "catat_tidak_hadir": "examiners",
    "panggil_kedua": "examiners",
    "periksa_tanpa_kehadiran": "examiners",
    "periksa_terlapor": "examiners",
    "sidang_etik": "examiners",
    "bebaskan_sementara": "agency",
    "nyatakan_terbukti": "examiners",
    "usulkan_tidak_terbukti": "examiners",
    "terima_tidak_terbukti": "audits",
    "tolak_tidak_terbukti": "audits",
    "siapkan_keputusan": "agency",
    "kembalikan_keputusan": "confirms",
    "sahkan_keputusan": "confirms",
    "sampaikan_keputusan": "agency",
    "catat_tidak_hadir_penyampaian": "agency",
    "kirim_keputusan": "agency",
    "catat_idis": "agency",
    "ikut_diputus": "confirms",
    "tetapkan_berlaku": "confirms",
    "ajukan_keberatan": "agency",
    "putus_keberatan": "confirms",
    "ajukan_banding": "appeals",
    "tanggapi_banding": "letters",
    "putus_banding": "appeals",
    "catat_ptun": "agency",
    "kembalikan_catatan": "audits",
    "periksa_idis": "audits",
    "ingatkan": "audits",
    "peringatkan": "audits",
    "daftarkan_pelanggar": "audits",
    "usulkan_blokir": "audits",
    "sahkan_blokir": "audits",
    "tolak_blokir": "audits",
    "tinjau_blokir": "audits",
    "minta_buka_blokir": "letters",
    "usulkan_buka_blokir": "unblocks",
    "buka_blokir": "unblocks",
    "tegur_kepala_daerah": "inspects",
    "terima_teguran": "letters",
    "beri_catatan": "observes",
    "gabungkan": "merges",
    "pecah": "splits",
    "tambah_orang": "splits",
    "limpahkan": "passes",
    "koreksi": "corrects",
    "buka_kembali": "head",
    "buka_kembali_pemeriksaan": "head",
}

BKN_ROLES = {
    "concludes": {"verifikator", "auditor", "pimpinan"},
    "audits": {"auditor", "pimpinan"},
    "head": {"pimpinan"},
    "checks": {"verifikator", "auditor"},
    "identifies": {"verifikator", "auditor"},
    "unblocks": {"auditor", "pimpinan"},
    "observes": {"verifikator"},
    "merges": {"verifikator", "auditor"},
    "splits": {"verifikator"},
    "passes": {"verifikator", "auditor", "pimpinan"},
    "corrects": {"verifikator", "auditor", "pimpinan"},
}
OFFICE_ROLES = {
    "studies": {"pengkaji"},
    "plenary": {"pleno"},
    "office": {"pengkaji", "pleno"},
    "identifies": {"pengkaji"},
    "reporter": {"pengkaji"},
    "splits": {"pengkaji"},
    "passes": {"pengkaji"},
    "corrects": {"pengkaji"},
}
KANREG_DOES = {"checks", "identifies", "unblocks", "observes"}
AGENCY_ROLES = {
    "letters": {"pic", "pejabat", "ppk"},
    "agency": {"pic"},
    "examiners": {"pic", "pemeriksa"},
    "confirms": {"pejabat", "ppk"},
}
OBSERVERS = {
    "kemenpanrb": {"verifikator", "pengamat"},
    "kemendagri": {"verifikator", "pengamat", "irjen"},
    "bawaslu": {"verifikator", "pengamat", "pleno"},
}
AGENCY_STAFF = {"pic", "pejabat", "pemeriksa", "ppk"}
EMPLOYERS = ("pemda-", "pemprov-", "kemen", "bkn")
"""How the names of bodies begin whose own staff can be accused (a regional office is none of them)."""


def keeps_away(institution: str, role: str, case: Where) -> bool:
    """A body that handles cases keeps away from one against its own staff; at BKN the head of supervision remains."""
    if institution != case.instansi or role in AGENCY_STAFF:
        return False
    return institution in ("kemenpanrb", "kemendagri") or (institution == "bkn" and role != "pimpinan")


def may_do(institution: str, role: str, step: str, case: Where) -> bool:
    """Whether the posting holds the power for the step on the case, on a day after the hand-over to BKN."""
    does = STEPS[step]
    if keeps_away(institution, role, case):
        return False
    if does == "sees":
        return bool(stands(institution, role, replace(case, released=True)))
    if does == "satgas":
        return institution in SATGAS and role == "verifikator"
    if does in AGENCY_ROLES:
        return institution == case.instansi and _employs(institution) and role in AGENCY_ROLES[does]
    if does == "appeals":
        return (institution, role) == ("bpasn", "banding")
    if does == "inspects":
        return (institution, role) == ("kemendagri", "irjen")
    if institution == "bkn":
        return role in BKN_ROLES.get(does, ())
    if institution.startswith("bkn-kanreg"):
        observing = does == "observes" and role == "pengamat"
        return (observing or (role == "kanreg" and does in KANREG_DOES)) and institution == case.kanreg
    if institution in OBSERVERS and does == "observes":
        return role in OBSERVERS[institution]
    if does == "observes":
        return institution == case.province and role in ("pleno", "pengamat")
    return institution == case.office and institution.startswith("bawaslu") and role in OFFICE_ROLES.get(does, ())


def _employs(institution: str) -> bool:
    return institution.startswith(EMPLOYERS) and not institution.startswith("bkn-kanreg")


INFORMATION_BODIES = ("bkn", "bawaslu", "kemenpanrb", "kemendagri")


def informs(institution: str, role: str, power: str) -> bool:
    """Who serves requests for public information (Law 14/2008): the officer serves and approves, the superior decides."""
    does = {"ppid": {"ppid.layani", "ppid.setujui"}, "atasan_ppid": {"ppid.putus_keberatan"}}
    return institution in INFORMATION_BODIES and power in does.get(role, ())


SEES_NOTHING = {"operator", "publik", "sistem", "ppid", "atasan_ppid"}


def stands(institution: str, role: str, case: Where) -> str:
    """In which relation the posting stands to the case; empty where he may not know that it exists."""
    national = {
        "bkn": {"verifikator", "auditor", "pimpinan"},
        "bawaslu": {"verifikator", "pengamat", "pimpinan", "pengkaji", "pleno"},
        "kemenpanrb": {"verifikator", "pengamat"},
        "kemendagri": {"verifikator", "pengamat", "irjen"},
        "bpasn": {"banding"},
    }
    if role in SEES_NOTHING or keeps_away(institution, role, case):
        return ""
    if role in AGENCY_STAFF:
        return "instansi" if _employs(institution) and institution == case.instansi and case.released else ""
    if institution in national:
        return "nation" if role in national[institution] else ""
    if institution.startswith("bkn-kanreg"):
        return "kanreg" if role in ("kanreg", "pengamat") and institution == case.kanreg else ""
    if (
        institution == case.province
        and institution.startswith("bawaslu-")
        and role in ("pengkaji", "pleno", "pengamat")
    ):
        return "province"
    if institution.startswith("bawaslu-") and role in ("pengkaji", "pleno"):
        return "office" if institution == case.office else ""
    return ""


READS: dict[str, set[str]] = {
    "who_reported": {"office"},
    "report": {"nation", "province", "kanreg", "office"},
    "raw_evidence": {"nation", "province", "kanreg", "office"},
    "day_received": {"nation", "province", "kanreg", "office"},
    "words_of_reporter": {"nation", "province", "kanreg", "office"},
    "votes_and_marks": {"nation", "province", "kanreg", "office"},
    "other_cases_of_event": {"nation", "province", "kanreg", "office"},
    "whole_number": {"nation", "office", "instansi"},
}
"""Groups of fields and the relations that read them."""
