"""What is wrong with a field, a line or a file, in a sentence that says how to repair it."""

from __future__ import annotations

from typing import Protocol

from django.utils.translation import gettext as _

from sbt.rules.identity import NIP_LENGTH, NumberFault


class Words(Protocol):
    """The named parts of a refusal as words."""

    def __getitem__(self, name: str) -> str: ...
    def date(self, name: str) -> str: ...
    def size(self, name: str) -> str: ...


def fact_reasons(words: Words) -> dict[str, str]:
    """Give the sentence of each code that concerns what was typed or uploaded."""
    return {
        "fact_missing": _("Isian ini wajib."),
        "fact_unknown": _("Isian ini tidak dikenal oleh langkah ini."),
        "fact_of_wrong_kind": _("Isian ini tidak dapat dibaca. Isi ulang."),
        "option_unknown": _("Pilih salah satu jawaban yang tersedia."),
        "date_in_future": _("Tanggal tidak boleh lebih dari hari ini."),
        "date_before": _("Tanggal tidak boleh sebelum %(base)s.") % {"base": words.date("base")},
        "date_missing": _("Isi tanggal kejadian sebagai tanggal, misalnya 2024-10-12."),
        "date_unreadable": _("Tanggal tidak dapat dibaca. Tulis sebagai tanggal, misalnya 2024-10-12."),
        "date_after_plenary": _("Kejadian tidak boleh sesudah tanggal pleno."),
        "act_date_missing": _("Isi tanggal kejadian."),
        "no_law_for_date": _("Tidak ada aturan yang berlaku untuk kejadian pada %(act)s yang diterima %(received)s.")
        % {"act": words.date("act"), "received": words.date("received")},
        "accused_missing": _("Sebutkan paling sedikit nama atau NIP."),
        "register_number_missing": _("Isi nomor register."),
        "story_missing": _("Uraikan kejadiannya."),
        "form_unknown": _("Bentuk tindakan ini tidak ada dalam daftar."),
        "instansi_unknown": _("Instansi ini tidak ada dalam daftar. Tulis namanya seperti pada contoh lembar."),
        "lines_missing": _("Isi paling sedikit satu orang."),
        "too_many_lines": _("Paling banyak 200 orang dalam satu penerusan."),
        "text_too_long": _("Isian terlalu panjang. Ringkas dulu."),
        "text_unsafe": _("Ada karakter yang tidak dapat ditampilkan. Ketik ulang isian ini."),
        "file_empty": _("Berkas ini kosong. Periksa lalu unggah lagi."),
        "file_too_large": _("Berkas ini terlalu besar, paling besar %(largest)s. Perkecil atau bagi, lalu unggah lagi.")
        % {"largest": words.size("largest")},
        "file_kind_unknown": _("Jenis berkas ini tidak dapat dibaca. Simpan sebagai PDF lalu unggah lagi."),
        "file_differs_from_name": _("Isi berkas tidak sesuai dengan akhiran namanya. Simpan ulang lalu unggah lagi."),
        "too_many_files": _("Paling banyak 20 berkas sekaligus."),
        **number_reasons("nip"),
    }


def number_reasons(prefix: str) -> dict[str, str]:
    """Give the sentence of each code of a NIP fault as a line of a sheet keeps it."""
    return {
        f"{prefix}_{code}": number_fault(NumberFault(code, *places))
        for code, places in {
            "length": (0, 0, ""),
            "not_a_digit": (0, 0, ""),
            "birth_date": (1, 8, ""),
            "start_year": (9, 12, ""),
            "sex": (15, 15, ""),
        }.items()
    }


def number_fault(fault: NumberFault) -> str:
    """Say which digits of a NIP cannot be right."""
    if fault.code == "length":
        found = _(" Yang diisi %(found)s angka.") % {"found": fault.found} if fault.found else ""
        return _("NIP terdiri dari %(length)s angka.") % {"length": NIP_LENGTH} + found
    if fault.code == "not_a_digit":
        if not fault.first:
            return _("NIP hanya berisi angka.")
        return _("NIP hanya berisi angka; karakter ke-%(place)s bukan angka.") % {"place": fault.first}
    parts = {
        "birth_date": _("NIP salah pada angka 1–8 (tanggal lahir)."),
        "start_year": _("NIP salah pada angka 9–12 (tahun pengangkatan)."),
        "sex": _("NIP salah pada angka 15 (jenis kelamin, 1 atau 2)."),
    }
    return parts.get(fault.code, _("NIP ini tidak mungkin benar. Periksa lagi."))
