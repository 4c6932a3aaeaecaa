"""PDF: whatever acts is cut out first, then each page becomes a picture. No reader of an officer opens the file itself."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]

from sbt.evidence.decoder.faults import FaultError
from sbt.evidence.decoder.frames import MOST_PAGES
from sbt.evidence.decoder.images import painted
from sbt.evidence.decoder.traces import program_behind, second_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDEST = 1600
MOST_OBJECTS = 200_000
DEEPEST = 40
"""No honest file nests deeper."""
ACTS = frozenset({"/JavaScript", "/JS", "/OpenAction", "/AA", "/Launch", "/XFA", "/RichMedia", "/RichMediaContent"})
CARRIES = frozenset({"/EmbeddedFile", "/EmbeddedFiles", "/EF", "/AF"})
WRITTEN_BESIDE = frozenset({"/Metadata", "/PieceInfo", "/LastModified"})
DEEDS = frozenset(
    {
        "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie", "/Sound",
        "/RichMediaExecute", "/URI", "/ResetForm", "/SetOCGState", "/Trans", "/GoTo3DView",
    }
)  # fmt: skip
PLAYED = frozenset({"/RichMedia", "/Screen", "/Movie", "/Sound", "/3D", "/FileAttachment"})


def look(content: bytes) -> Iterator[bytes | list[str]]:
    """Give what was found in the file, then a picture of each page. FaultError for what cannot be shown."""
    if second_kind(content, text_allowed=True) or program_behind(content[content.rfind(b"%%EOF") + 5 :]):
        raise FaultError("two_kinds")
    found, harmless = made_harmless(content)
    try:
        document = pypdfium2.PdfDocument(harmless)
        pages = len(document)
    except pypdfium2.PdfiumError:
        raise FaultError("damaged") from None
    if not pages:
        raise FaultError("damaged")
    yield [*found, *(["pages_left_out"] if pages > MOST_PAGES else [])]
    for number in range(min(pages, MOST_PAGES)):
        yield _picture(document, number)


def made_harmless(content: bytes) -> tuple[list[str], bytes]:
    """Give what acts or hides in the file, and the file without it."""
    try:
        pdf = pikepdf.open(io.BytesIO(content), suppress_warnings=True)
        if len(pdf.objects) > MOST_OBJECTS:
            raise FaultError("too_many_parts")
        found: set[str] = set()
        for part in pdf.objects:
            _strip(part, found, depth=0)
        found |= {"metadata"} if list(pdf.trailer.get("/Info", {})) else set()
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, encryption=False)
    except pikepdf.PasswordError:
        raise FaultError("password") from None
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, RecursionError):
        raise FaultError("damaged") from None
    return sorted(found), out.getvalue()


def _strip(part: Any, found: set[str], depth: int) -> None:
    """Cut what acts out of an object and the ones written inside it; other objects get their own turn."""
    if depth > DEEPEST:
        raise FaultError("too_many_parts")
    if isinstance(part, pikepdf.Array):
        for inner in part:
            _strip_within(inner, found, depth)
    elif isinstance(part, (pikepdf.Dictionary, pikepdf.Stream)):
        for name in list(part.keys()):
            value = part.get(name)
            said = _danger(name, value)
            if said is None:
                _strip_within(value, found, depth)
                continue
            found |= {said} - {""}
            del part[name]


def _strip_within(inner: Any, found: set[str], depth: int) -> None:
    if isinstance(inner, (pikepdf.Array, pikepdf.Dictionary)) and not inner.is_indirect:
        _strip(inner, found, depth + 1)


def _danger(name: str, value: Any) -> str | None:
    """Say what an entry does that it may not: the code for it, empty for what is cut in silence, None when harmless."""
    if name in ACTS or (name == "/Subtype" and _named(value) in PLAYED):
        return "acts"
    if name in CARRIES or (name == "/Type" and _named(value) == "/EmbeddedFile"):
        return "attachments"
    if name in WRITTEN_BESIDE:
        return "metadata"
    if name == "/S" and _named(value) in DEEDS:
        return "" if _named(value) == "/URI" else "acts"
    return None


def _named(value: Any) -> str:
    return str(value) if isinstance(value, pikepdf.Name) else ""


def _picture(document: pypdfium2.PdfDocument, number: int) -> bytes:
    try:
        page = document[number]
        width, height = page.get_size()
        scale = min(WIDEST / max(width, 1), WIDEST * 2 / max(height, 1), 4)
        bitmap = page.render(scale=scale, may_draw_forms=False)
        return painted(bitmap.to_pil())
    except (pypdfium2.PdfiumError, ValueError, OSError):
        raise FaultError("damaged") from None
