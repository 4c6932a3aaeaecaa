"""The sentences of this door alone: Indonesian and English beside each other."""

from __future__ import annotations

from collections.abc import Mapping

TITLES: Mapping[int, tuple[str, str]] = {
    400: ("Kiriman tidak dapat dibaca", "The request cannot be read"),
    401: ("Perlu token yang berlaku", "A valid token is needed"),
    403: ("Bukan wewenang penugasan Anda", "Not within your posting's power"),
    404: ("Tidak ditemukan", "Not found"),
    405: ("Metode tidak tersedia di alamat ini", "This address has no such method"),
    409: ("Tidak dapat dilakukan sekarang", "Not possible now"),
    412: ("Kasus sudah berubah", "The case has changed"),
    413: ("Kiriman terlalu besar", "The request is too large"),
    415: ("Jenis isi tidak diterima", "This media type is not taken"),
    422: ("Isian belum benar", "The input is not right yet"),
    428: ("Perlu If-Match", "If-Match is needed"),
    429: ("Tunggu sebentar", "Please wait"),
    500: ("Ada gangguan pada sistem", "The system has a fault"),
    503: ("Sistem belum siap", "The system is not ready"),
}

WORDS: Mapping[str, tuple[str, str]] = {
    "not_found": (
        "Tidak ada apa pun di alamat ini, atau berada di luar pandangan penugasan Anda.",
        "There is nothing at this address, or it lies outside your posting's sight.",
    ),
    "file_not_open": (
        "Berkas ini masih dalam karantina atau ditolak; hanya keadaannya yang diberikan.",
        "This file is in quarantine or was refused; only its state is given.",
    ),
    "original_sealed": (
        "Byte aslinya hanya untuk peran dengan kewenangan membuka bukti asli. Lihat halamannya di /pages/1.",
        "The original bytes are only for roles with the power to open them. See its pages at /pages/1.",
    ),
    "token_missing": (
        "Kirim token penugasan pada kepala Authorization: Bearer …",
        "Send a posting's token in the header Authorization: Bearer …",
    ),
    "token_unknown": (
        "Token ini tidak dikenal, sudah dicabut, atau habis masa berlakunya.",
        "This token is unknown, withdrawn or expired.",
    ),
    "posting_ended": (
        "Penugasan token ini sudah berakhir pada {until}. Mintalah token dari penugasan yang berlaku.",
        "The posting of this token ended on {until}. Ask for a token of a posting that is in force.",
    ),
    "posting_not_begun": (
        "Penugasan token ini baru berlaku mulai {since}.",
        "The posting of this token begins on {since}.",
    ),
    "account_closed": ("Akun petugas token ini ditutup.", "The officer's account of this token is closed."),
    "malformed_json": ("Isi kiriman bukan JSON yang benar.", "The body is not correct JSON."),
    "malformed_upload": ("Kiriman berkas terpotong atau rusak.", "The upload is cut off or broken."),
    "body_too_large": (
        "Isi kiriman melebihi {limit} byte.",
        "The body is larger than {limit} bytes.",
    ),
    "method_not_allowed": ("Alamat ini hanya menerima {allowed}.", "This address only takes {allowed}."),
    "media_type_unsupported": ("Kirim isi sebagai {expected}.", "Send the body as {expected}."),
    "invalid_input": (
        "Ada {count} isian yang perlu diperbaiki; lihat fields.",
        "{count} parts of the input need correcting; see fields.",
    ),
    "if_match_missing": (
        "Sebutkan keadaan kasus yang Anda lihat: If-Match dengan ETag dari GET kasus itu.",
        "Name the state of the case that you saw: If-Match with the ETag of GET on that case.",
    ),
    "if_match_malformed": (
        'If-Match berisi satu ETag dari GET kasus, misalnya "3".',
        'If-Match holds one ETag of GET on the case, such as "3".',
    ),
    "idempotency_key_malformed": (
        "Idempotency-Key terdiri atas 16 sampai 255 huruf ASCII yang tampak; pakai UUID acak.",
        "Idempotency-Key is 16 to 255 visible ASCII characters; use a random UUID.",
    ),
    "idempotency_key_reused": (
        "Idempotency-Key ini sudah dipakai untuk kiriman lain.",
        "This Idempotency-Key was used for another request.",
    ),
    "unknown_field": ("Isian ini tidak dikenal.", "This field is not known."),
    "repeated_parameter": (
        "Parameter ini disebut lebih dari sekali.",
        "This parameter is named more than once.",
    ),
    "unknown_parameter": ("Parameter ini tidak dikenal.", "This parameter is not known."),
    "parameter_elsewhere": ("Parameter ini hanya berlaku dengan {other}.", "This parameter only goes with {other}."),
    "cursor_unknown": (
        "Kursor ini bukan dari halaman sebelumnya.",
        "This cursor does not come from a page before.",
    ),
    "field_missing": ("Wajib diisi.", "This must be given."),
    "field_wrong_type": ("Jenis isinya salah: {why}.", "Of the wrong kind: {why}."),
    "field_not_a_choice": ("Pilihannya: {expected}.", "One of: {expected}."),
    "field_too_long": ("Paling banyak {limit}.", "At most {limit}."),
    "field_too_short": ("Paling sedikit {limit}.", "At least {limit}."),
    "date_impossible": (
        "Bukan tanggal yang ada; tulis seperti 2024-11-14.",
        "Not a date that exists; write it as 2024-11-14.",
    ),
    "file_missing": (
        "Kirim tepat satu berkas pada bagian `file`.",
        "Send exactly one file in the part `file`.",
    ),
    "batch_refused": (
        "Penerusan ditolak seluruhnya; {count} baris perlu diperbaiki. Tidak ada kasus yang dibuka.",
        "The forwarding is refused as a whole; {count} lines need correcting. No case was opened.",
    ),
    "too_many_cases": ("Paling banyak {limit} kasus sekaligus.", "At most {limit} cases at once."),
    "too_many_requests": (
        "Jaringan Anda banyak mengirim. Ulangi setelah {seconds} detik dengan Pace-Ticket, atau kini dengan Pace-Solution.",
        "Your network sends much. Repeat after {seconds} seconds with Pace-Ticket, or now with Pace-Solution.",
    ),
    "too_many_this_hour": (
        "Jaringan Anda sudah sangat banyak mengirim dalam jam ini. Kirim lagi setelah {seconds} detik.",
        "Your network has sent very much in this hour. Send again after {seconds} seconds.",
    ),
    "internal_error": (
        "Tidak ada yang berubah. Coba lagi beberapa menit lagi.",
        "Nothing has changed. Try again in a few minutes.",
    ),
    "not_ready": (
        "Basis data atau hukum belum siap. Coba lagi beberapa menit lagi.",
        "The database or the law is not ready. Try again in a few minutes.",
    ),
}
