"""Makes the little files of the demo: a page and a picture that say what they are."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SIDE = 48


@dataclass(frozen=True, slots=True)
class Paper:
    """A file to be made when its step is taken."""

    name: str
    line: str

    def pieces(self) -> Iterator[bytes]:
        """Give the bytes: a picture when the name ends like one, a page otherwise."""
        yield _picture(self.line) if self.name.endswith(".png") else _page(self.line)


def _page(line: str) -> bytes:
    text = f"BT /F1 18 Tf 60 760 Td (DATA REKAAN) Tj 0 -36 Td /F1 12 Tf ({_plain(line)}) Tj ET".encode("latin-1")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        len(body),
    )


def _plain(line: str) -> str:
    safe = line.encode("latin-1", "replace").decode("latin-1")
    return safe.replace("\\", " ").replace("(", "[").replace(")", "]")


def _picture(line: str) -> bytes:
    """A chequered square whose colours follow from the line."""
    seed = zlib.crc32(line.encode())
    one, two = seed.to_bytes(4)[:3], (seed ^ 0xFFFFFF).to_bytes(4)[1:]
    rows = b"".join(b"\0" + b"".join(one if (x // 8 + y // 8) % 2 else two for x in range(SIDE)) for y in range(SIDE))
    head = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    )
