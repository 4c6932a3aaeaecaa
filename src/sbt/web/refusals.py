"""The words in which a refused file is told to the one who sent it."""

from django.utils.translation import gettext as _

from sbt.evidence.kinds import LARGEST, MOST
from sbt.rules.outcome import Refused
from sbt.web.formats import size


def file_refusal_words(refused: Refused) -> str:
    """Say why a file was not taken and what to do."""
    return {
        "file_empty": _("Berkas ini kosong. Pilih berkas lain."),
        "file_too_large": _("Berkas ini lebih dari %(largest)s. Potong atau perkecil, lalu unggah lagi.")
        % {"largest": size(LARGEST)},
        "file_kind_unknown": _("Jenis berkas ini tidak dapat dibaca. Simpan sebagai PDF lalu unggah lagi."),
        "file_differs_from_name": _("Isi berkas ini tidak sesuai dengan namanya. Simpan ulang, lalu unggah lagi."),
        "too_many_files": _("Sudah %(most)s berkas. Hapus satu dulu, atau gabungkan menjadi satu PDF.")
        % {"most": MOST},
    }.get(refused.code, _("Berkas ini tidak dapat diterima."))


def too_many_files(minutes: int) -> str:
    """Say that a network has sent very many files, and when it may again; what was typed stays."""
    return _(
        "Jaringan ini sudah sangat banyak mengirim berkas. Coba lagi setelah %(minutes)s menit; isian Anda tersimpan."
    ) % {"minutes": minutes}
