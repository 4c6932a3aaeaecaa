"""Why something cannot be done, in a sentence: refusal and warning codes with what they name put into words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from sbt.rulebook.current import law
from sbt.web import names
from sbt.web.formats import day, label, size
from sbt.web.wording_facts import fact_reasons

if TYPE_CHECKING:
    from sbt.rules.book import CaseLaw
    from sbt.rules.outcome import Refused, Warned

_LATE = "late_for_"


def refusal(refused: Refused | Warned, case_law: CaseLaw | None = None) -> str:
    """Say in a sentence why not, or what the doubt is."""
    said = sentence(refused.code, refused.params, case_law)
    if ref := refused.params.get("ref"):
        return _("%(ref)s: %(reason)s") % {"ref": ref, "reason": said}
    return said


def basis(refused: Refused | Warned) -> str:
    """Cite what the refusal rests on, empty when it rests on nothing."""
    return law().cite(refused.warrant.basis) if refused.warrant.basis else ""


def sentence(code: str, params: Mapping[str, str], case_law: CaseLaw | None = None) -> str:
    """Give the sentence of a code; an unknown one is shown as it is, so that nobody is left without a reason."""
    words = _Resolved(params, case_law)
    if code.startswith(_LATE):
        found = names.term(code.removeprefix(_LATE))
        return _("Tanggal ini melewati batas “%(term)s”: paling lambat %(limit)s.") % {
            "term": label(found.label) if found else code,
            "limit": words.date("limit"),
        }
    reasons = _power(words) | _order(words) | _guards(words) | _people(words) | fact_reasons(words)
    return reasons.get(code) or _("Aturan %(code)s tidak mengizinkannya.") % {"code": code}


class _Resolved:
    """The named parts of a refusal as words; what is missing gives an empty text."""

    def __init__(self, params: Mapping[str, str], case_law: CaseLaw | None) -> None:
        self.params, self.case_law = params, case_law

    def __getitem__(self, name: str) -> str:
        return self.params.get(name, "")

    def date(self, name: str) -> str:
        """Give a date in words."""
        return day(date.fromisoformat(self[name])) if self[name] else ""

    def step(self, name: str = "step") -> str:
        """Give the label of a step."""
        return names.step(self.case_law, self[name]) if self.case_law and self[name] else self[name]

    def stage(self) -> str:
        """Give the label of a stage."""
        return names.stage(self["stage"])

    def term(self) -> str:
        """Give the label of a term."""
        found = names.term(self["term"])
        return label(found.label) if found else self["term"]

    def mark(self) -> str:
        """Give what a mark stands for."""
        words = self.case_law.process.marks.get(self["mark"]) if self.case_law else None
        return label(words) if words else self["mark"]

    def names(self, name: str) -> str:
        """Give institutions by their short names."""
        return names.institutions(self[name])

    def size(self, name: str) -> str:
        """Give a size of a file."""
        return size(int(self[name])) if self[name] else ""

    def sanction(self) -> str:
        """Give the label of a sanction."""
        return names.sanction(self.case_law, self["sanction"]) if self.case_law else self["sanction"]


def _power(words: _Resolved) -> dict[str, str]:
    holders = words.names("holders")
    return {
        "power_held_by_other": _("Wewenang %(holders)s.") % {"holders": holders},
        "role_lacks_power": _(
            "Lembaga Anda berwenang, tetapi peran Anda tidak. Minta petugas yang ditunjuk untuk itu."
        ),
        "power_vacant": _("Pada hari ini hukum tidak menyebut siapa yang memegang wewenang ini."),
        "power_not_held_on_date": _("Tidak ada lembaga yang memegang wewenang ini pada hari ini untuk kasus ini."),
    }


def _order(words: _Resolved) -> dict[str, str]:
    return {
        "step_not_open": _("Langkah ini tidak terbuka pada tahap “%(stage)s”.") % {"stage": words.stage()},
        "mark_missing": _("Belum: %(mark)s.") % {"mark": words.mark()},
        "mark_set": _("Sudah: %(mark)s.") % {"mark": words.mark()},
        "changed_meanwhile": _(
            "Kasus ini berpindah tahap sejak Anda membukanya. Periksa perubahannya; isian Anda tersimpan."
        ),
        "step_unknown": _("Langkah ini tidak ada dalam aturan kasus ini."),
        "entrance_unknown": _("Jalan masuk ini tidak ada dalam aturan hari ini."),
        "handover_unknown": _("Aturan pelimpahan ini tidak ada."),
        "handover_does_not_fit": _("Kasus pada tahap “%(stage)s” tidak dapat dialihkan dengan aturan ini.")
        % {"stage": words.stage()},
    }


def _guards(words: _Resolved) -> dict[str, str]:
    due = words.date("due")
    return {
        "subject_not_identified": _("Terlapor belum ditetapkan dari data kepegawaian. Tetapkan identitasnya dulu."),
        "already_voted": _("Lembaga Anda sudah bersuara pada pemungutan suara ini."),
        "votes_missing": (
            _("Menunggu suara %(missing)s, atau sampai %(due)s.") if due else _("Menunggu suara %(missing)s.")
        )
        % {"missing": words.names("missing"), "due": due},
        "row_unknown": _("Baris matriks belum dipilih."),
        "same_officer": _("Petugas kedua yang harus melakukannya: Anda sendiri yang mencatat “%(earlier)s”.")
        % {"earlier": words.step("earlier")},
        "level_fixed_by_article": _("Pasal yang dilanggar menetapkan tingkat %(level)s, bukan tingkat sanksi ini.")
        % {"level": names.level(words["level"]).lower()},
        "other_employment": _("Tidak berlaku bagi jenis kepegawaian terlapor."),
        "not_offered_on_date": _("Tidak dapat dijatuhkan pada tanggal ini."),
        "sanction_unknown": _("Sanksi ini tidak ada dalam aturan disiplin kasus ini."),
        "clock_not_running": _("Batas “%(term)s” belum dihitung.") % {"term": words.term()},
        "clock_not_passed": (
            _("Batas “%(term)s” belum lewat: hari terakhirnya %(due)s.") if due else _("Batas “%(term)s” belum lewat.")
        )
        % {"term": words.term(), "due": due},
        "limit_not_verified": _(
            "Batas “%(term)s” belum dipastikan. Langkah ini Anda ambil atas tanggung jawab sendiri,"
            " dengan menyebut surat atau pasal dasarnya."
        )
        % {"term": words.term()},
        "replacement_needs_approval": _(
            "Menjelang dan sesudah pemilihan, penggantian pejabat dapat memerlukan persetujuan tertulis lebih dulu"
            " (%(election)s). Pastikan persetujuan itu ada atau tidak diperlukan."
        )
        % {"election": names.election(words["election"])},
        "answer_required": _("Langkah ini menuntut jawaban yang lain."),
        "value_differs": _("Keadaan kasus ini tidak sesuai dengan syarat langkah."),
        "calendar_not_published": _("Kalender hari kerja tahun %(year)s belum diterbitkan.") % {"year": words["year"]},
    }


def _people(words: _Resolved) -> dict[str, str]:
    return {
        "team_missing": _("Tim pemeriksa wajib dibentuk untuk tingkat pelanggaran ini."),
        "part_missing": _("Tim pemeriksa belum memuat semua unsur yang diwajibkan."),
        "member_of_lower_rank": _("Ada anggota tim yang jabatannya di bawah terperiksa."),
        "nip_not_in_register": _("NIP ini tidak ada dalam data kepegawaian."),
        "colleague_unknown": _("Pilih petugas lembaga Anda yang penugasannya masih berlaku."),
        "merge_target_unknown": _("Kasus %(ref)s tidak ada atau sudah selesai.") % {"ref": words["ref"]},
    }
