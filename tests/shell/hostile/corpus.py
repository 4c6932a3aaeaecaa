"""The corpus: every hostile file, and what the product must answer to it. `docs/security/corpus.md` is made from this."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.shell.hostile import bytes_of as make

LARGEST = 25 * 1024 * 1024
UPLOAD, LOOK, SHEET = "upload", "inspection", "sheet"


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file under a name, at the door where it comes in, with the expected answer."""

    what: str
    name: str
    make: Callable[[], bytes]
    door: str
    """upload: refused at once; inspection: taken, then looked into; sheet: a forwarding's spreadsheet."""
    answer: str
    """The refusal's code; or `safe`: shown as pictures; `unchecked`: served as an attachment only."""
    found: tuple[str, ...] = ()
    """What is said of the original beside that."""


def png() -> bytes:
    return make.drawn("PNG")


CORPUS: tuple[Hostile, ...] = (
    # ---- refused while it is sent
    Hostile("zero bytes", "kosong.jpg", lambda: b"", UPLOAD, "file_empty"),
    Hostile("one byte more than a file may have", "besar.pdf", lambda: b"%PDF-" + bytes(LARGEST - 4), UPLOAD, "file_too_large"),
    Hostile("script in SVG", "gambar.svg", lambda: b'<svg xmlns="http://www.w3.org/2000/svg">' + make.SCRIPT + b"</svg>", UPLOAD, "file_kind_unknown"),
    Hostile("SVG called PNG", "gambar.png", lambda: b"<svg>" + make.SCRIPT + b"</svg>", UPLOAD, "file_kind_unknown"),
    Hostile("web page", "halaman.html", lambda: b"<!doctype html>" + make.SCRIPT, UPLOAD, "file_kind_unknown"),
    Hostile("web page called PDF", "surat.pdf", lambda: b"<html>" + make.SCRIPT, UPLOAD, "file_kind_unknown"),
    Hostile("Windows program called JPEG", "foto.jpg", lambda: b"MZ\x90\0" + bytes(200), UPLOAD, "file_kind_unknown"),
    Hostile("Linux program", "jalankan", lambda: b"\x7fELF\2\1\1" + bytes(200), UPLOAD, "file_kind_unknown"),
    Hostile("shell script", "pasang.sh", lambda: b"#!/bin/sh\nrm -rf /\n", UPLOAD, "file_kind_unknown"),
    Hostile("EICAR as text", "eicar.txt", lambda: make.EICAR, UPLOAD, "file_kind_unknown"),
    Hostile("archive", "bukti.zip", lambda: make.zipped("a.txt"), UPLOAD, "file_kind_unknown"),
    Hostile("nested archives", "bukti.zip", lambda: make.zipped("b.zip", content=make.zipped("a.txt")), UPLOAD, "file_kind_unknown"),
    Hostile("archive with ../ names", "bukti.zip", lambda: make.zipped("../../etc/cron.d/a"), UPLOAD, "file_kind_unknown"),
    Hostile("Word file with macros", "surat.docm", lambda: make.zipped("word/vbaProject.bin"), UPLOAD, "file_kind_unknown"),
    Hostile("RAR archive", "bukti.rar", lambda: b"Rar!\x1a\x07\1\0" + bytes(60), UPLOAD, "file_kind_unknown"),
    Hostile("PDF behind other bytes", "surat.pdf", lambda: b"\0" * 20 + make.pdf(), UPLOAD, "file_kind_unknown"),
    Hostile("PDF called JPEG", "foto.jpg", make.pdf, UPLOAD, "file_differs_from_name"),
    Hostile("double ending of a program", "foto.jpg.exe", make.drawn, UPLOAD, "file_differs_from_name"),
    Hostile("ending of a server script", "foto.php", png, UPLOAD, "file_differs_from_name"),
    Hostile("name turned around (RTL override) that hides .exe", "foto\u202egpj.exe", make.drawn, UPLOAD, "file_differs_from_name"),
    # ---- taken, kept sealed, and refused when looked into
    Hostile("PNG of 400 megapixels", "besar.png", lambda: make.png(20_000, 20_000, depth=1), LOOK, "too_many_pixels"),
    Hostile("PNG whose header says 4 billion pixels", "besar.png", lambda: make.png(65_535, 65_535, rows=bytes(100)), LOOK, "too_many_pixels"),
    Hostile("GIF whose header says 4 billion pixels", "besar.gif", lambda: make.gif_header(65_535, 65_535), LOOK, "too_many_pixels"),
    Hostile("PNG whose comment unpacks to 200 MB", "bom.png", make.text_bomb, LOOK, "damaged"),
    Hostile("PNG with fewer lines than it says", "kurang.png", lambda: make.png(500, 500, rows=bytes(600)), LOOK, "damaged"),
    Hostile("JPEG cut off in the middle", "potong.jpg", lambda: make.drawn()[:300], LOOK, "damaged"),
    Hostile("JPEG of a header alone", "kepala.jpg", lambda: b"\xff\xd8\xff\xe0", LOOK, "damaged"),
    Hostile("JPEG that is a ZIP as well", "dua.jpg", lambda: make.drawn() + make.zipped("a.exe"), LOOK, "two_kinds"),
    Hostile("PNG with a program behind it", "dua.png", lambda: png() + b"MZ\x90\0" + bytes(99), LOOK, "two_kinds"),
    Hostile("JPEG with PHP in its comment", "dua.jpg", lambda: make.comment_in_jpeg(b"<?php system($_GET[0]);"), LOOK, "two_kinds"),
    Hostile("JPEG that is a PDF as well", "dua.jpg", lambda: make.comment_in_jpeg(b"\n" + make.pdf()[:400]), LOOK, "two_kinds"),
    Hostile("PNG with a web page in its text", "dua.png", make.page_in_png, LOOK, "two_kinds"),
    Hostile("GIF that is a script as well", "dua.gif", lambda: b"GIF89a/*" + bytes(40) + b"*/=1;" + make.SCRIPT, LOOK, "two_kinds"),
    Hostile("PDF that is a ZIP as well", "dua.pdf", lambda: make.pdf() + make.zipped("a.exe"), LOOK, "two_kinds"),
    Hostile("PDF with a program behind it", "dua.pdf", lambda: make.pdf() + b"MZ\x90\0" + bytes(99), LOOK, "two_kinds"),
    Hostile("PDF locked with a password", "kunci.pdf", lambda: make.pdf(encryption=make.pikepdf.Encryption(user="a", owner="b")), LOOK, "password"),
    Hostile("PDF of a header alone", "kepala.pdf", lambda: b"%PDF-1.7\n", LOOK, "damaged"),
    Hostile("PDF whose page tree holds itself", "putar.pdf", make.looping_pages, LOOK, "damaged"),
    Hostile("PDF nested 20,000 deep", "dalam.pdf", make.nested_pdf, LOOK, "damaged"),
    Hostile("PDF whose page unpacks to 2 GB", "bom.pdf", lambda: make.pdf(make.long_content), LOOK, "over_limit"),
    Hostile("EICAR behind a picture", "eicar.png", lambda: png() + make.EICAR, LOOK, "malware"),
    Hostile("EICAR in a PDF", "eicar.pdf", lambda: make.pdf() + b"%" + make.EICAR, LOOK, "malware"),
    Hostile("MP4 whose part is longer than the file", "potong.mp4", lambda: make.mp4() + make.box(b"free", b"", size=9999), LOOK, "damaged"),
    Hostile("MP4 that is a ZIP as well", "dua.mp4", lambda: make.mp4() + make.zipped("a.exe"), LOOK, "damaged"),
    Hostile("WAV whose length is wrong", "salah.wav", lambda: make.wave(length=99_999), LOOK, "damaged"),
    Hostile("WAV with a program behind it", "dua.wav", lambda: make.wave() + b"MZ\x90\0" + bytes(99), LOOK, "damaged"),
    Hostile("Ogg cut off", "potong.ogg", lambda: make.ogg()[:-3], LOOK, "damaged"),
    Hostile("WebM with a web page behind it", "dua.webm", lambda: make.webm(make.SCRIPT), LOOK, "damaged"),
    Hostile("MP3 tag with a program for music", "dua.mp3", lambda: b"ID3\3\0\0\0\0\0\0MZ\x90\0" + bytes(200), LOOK, "damaged"),
    Hostile("AMR whose last frame is missing", "potong.amr", lambda: b"#!AMR\n\x3c" + bytes(5), LOOK, "damaged"),
    # ---- taken and shown, without what it carried
    Hostile("EXIF position", "foto.jpg", make.with_position, LOOK, "safe", ("metadata", "position")),
    Hostile("XMP with a name", "foto.png", make.with_text, LOOK, "safe", ("metadata",)),
    Hostile("2,000 frames", "banyak.gif", make.many_frames, LOOK, "safe", ("first_frame_only",)),
    Hostile("bytes hidden behind a JPEG", "lebih.jpg", lambda: make.drawn() + b"rahasia" * 50, LOOK, "safe", ("more_behind",)),
    Hostile("PNG with more lines than it says", "lebih.png", lambda: make.png(50, 50, rows=bytes(30_000_000)), LOOK, "safe"),
    Hostile("script in a plain PDF object", "skrip.pdf", lambda: make.pdf(make.program), LOOK, "safe", ("acts",)),
    Hostile("script in a compressed PDF object", "skrip.pdf", lambda: make.pdf(make.program, compressed=True), LOOK, "safe", ("acts",)),
    Hostile("named script in a compressed PDF object", "skrip.pdf", lambda: make.pdf(make.named_program, compressed=True), LOOK, "safe", ("acts",)),
    Hostile("PDF that starts a program", "mulai.pdf", lambda: make.pdf(make.launches), LOOK, "safe", ("acts",)),
    Hostile("PDF that sends a form when opened", "kirim.pdf", lambda: make.pdf(make.sends, compressed=True), LOOK, "safe", ("acts",)),
    Hostile("PDF that fetches another file", "ambil.pdf", lambda: make.pdf(make.fetches), LOOK, "safe", ("acts",)),
    Hostile("PDF with an XFA form", "formulir.pdf", lambda: make.pdf(make.forms), LOOK, "safe", ("acts",)),
    Hostile("PDF that plays a film", "film.pdf", lambda: make.pdf(make.plays), LOOK, "safe", ("acts",)),
    Hostile("PDF with a program attached", "bawa.pdf", lambda: make.pdf(make.carries), LOOK, "safe", ("attachments",)),
    Hostile("PDF with its author's name", "penulis.pdf", lambda: make.pdf(make.signed), LOOK, "safe", ("metadata",)),
    Hostile("PDF of 3,000 pages", "tebal.pdf", lambda: make.pdf(pages=3000), LOOK, "safe", ("pages_left_out",)),
    Hostile("PDF page of 3.5 km", "luas.pdf", lambda: make.pdf(make.huge_page), LOOK, "safe"),
    Hostile("PDF with a picture of 400 megapixels", "luas.pdf", lambda: make.pdf(make.huge_picture), LOOK, "safe"),
    Hostile("name that climbs out (../)", "../../etc/passwd.png", png, LOOK, "safe"),
    Hostile("name turned around over a true ending", "foto\u202efdp.png", png, LOOK, "safe"),
    Hostile("double ending over a true one", "surat.pdf.php.png", png, LOOK, "safe"),
    Hostile("MP4 that says where it was taken", "rekam.mp4", lambda: make.mp4(make.box(b"udta", make.box(b"\xa9xyz", b"-6.2+106.8/"))), LOOK, "safe", ("position",)),
    # ---- spreadsheets of forwardings
    Hostile("sheet that unpacks to 100 times its size", "lembar.xlsx", lambda: make.sheet(("xl/sheet.xml", bytes(30_000_000))), SHEET, "archive_bomb"),
    Hostile("sheet that declares more than it may hold", "lembar.xlsx", lambda: make.sheet(("xl/a.xml", bytes(70_000_000))), SHEET, "archive_too_large"),
    Hostile("sheet of 2,000 entries", "lembar.xlsx", lambda: make.sheet(*((f"xl/{n}.xml", b"") for n in range(2000))), SHEET, "archive_too_large"),
    Hostile("sheet with an archive in it", "lembar.xlsx", lambda: make.sheet(("xl/a.xml", make.zipped("a.txt"))), SHEET, "archive_nested"),
    Hostile("sheet with ../ names", "lembar.xlsx", lambda: make.sheet(("../../etc/passwd", b"a")), SHEET, "archive_reaches_out"),
    Hostile("sheet that lies about its sizes", "lembar.xlsx", make.lying_sheet, SHEET, "damaged"),
)  # fmt: skip


def table() -> str:
    """The corpus as a page."""
    lines = [
        "# Hostile files and the answer to each",
        "",
        "Made by `tests/shell/hostile/`, never stored; `tests/shell/test_hostile.py` sends each through the real door and",
        "compares this page with what it expects. *upload*: refused while it is sent, nothing is kept. *inspection*: the file is",
        "taken as it is, sealed with its SHA-256, and looked into by a confined process while nothing of it is served. *sheet*:",
        "the spreadsheet of a forwarding. `safe` means shown to officers as pictures painted anew, or, for recordings that a",
        "scanner passed, served as an attachment that runs nowhere.",
        "",
        f"{len(CORPUS)} files.",
        "",
        "| File | Name | Where | Answer | Said of the original |",
        "|---|---|---|---|---|",
    ]
    for one in CORPUS:
        name = one.name.replace("\u202e", "[U+202E]")
        lines.append(f"| {one.what} | `{name}` | {one.door} | `{one.answer}` | {', '.join(one.found)} |")
    return "\n".join(lines) + "\n"
