"""Release copies: drawn anew from the pictures of a file, with what could betray somebody cut away or blurred.

Says nothing of who may make or release one; that is for the cases.
"""

from __future__ import annotations

import math
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sbt.evidence import store
from sbt.evidence.decoding import Answer, decode
from sbt.evidence.digest import salted
from sbt.evidence.inspection import keep_pages
from sbt.evidence.models import SAFE, File, Page
from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

MOST_BOXES = 20
WHOLE = 100.0

type Box = tuple[float, float, float, float]
"""Left, top, right, bottom in percent of the picture."""


@dataclass(frozen=True, slots=True)
class PageRecipe:
    """One page of a copy: what of it stays, and which rectangles are blurred."""

    page: int
    crop: Box | None = None
    blurs: tuple[Box, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Give the recipe as it is kept."""
        return {"page": self.page, "crop": self.crop, "blurs": self.blurs}


def box_fits(box: Box) -> bool:
    """Tell whether a rectangle lies within the picture and is one."""
    left, top, right, bottom = box
    return all(map(math.isfinite, box)) and 0 <= left < right <= WHOLE and 0 <= top < bottom <= WHOLE


def recipe_fault(recipes: Sequence[PageRecipe], pages: int) -> str:
    """Name what is wrong with a recipe for a file of so many pages; empty text when nothing."""
    numbers = [one.page for one in recipes]
    if not numbers or len(set(numbers)) < len(numbers) or not all(1 <= number <= pages for number in numbers):
        return "copy_pages_unknown"
    boxes = [box for one in recipes for box in (*one.blurs, *([one.crop] if one.crop else []))]
    if len(boxes) > MOST_BOXES * len(recipes) or not all(map(box_fits, boxes)):
        return "copy_box_outside"
    return ""


def drawn(row: Page, recipe: PageRecipe, *, grid: bool = False) -> Answer:
    """Draw a page by its recipe; with `grid` for choosing rectangles: uncut, with lines at every tenth."""
    return decode("redraw", store.read(str(row.id)), row.size, crop=recipe.crop, blurs=list(recipe.blurs), grid=grid)


def draw_copy(source: File, recipes: Sequence[PageRecipe], *, institution: str, on: date) -> File | Refused:
    """Make the file of a copy: one picture, or a PDF of pictures. It says neither what it was made of nor when."""
    pages = {row.number: row for row in source.pages.all()}
    answers = [drawn(pages[one.page], one) for one in recipes]
    fault = next((answer.fault for answer in answers if answer.fault), "")
    if fault:
        return Refused(f"inspection_{fault}", "facts", {}, "copies")
    pictures = [answer.pictures[0] for answer in answers]
    single = len(pictures) == 1
    content = pictures[0] if single else as_pdf(pictures, [answer.size for answer in answers])
    id_ = uuid.uuid4()
    stored = store.write(str(id_), [content])
    digest = salted(bytes.fromhex(stored.sha256))
    file = File.objects.create(
        id=id_,
        name="salinan.jpg" if single else "salinan.pdf",
        kind="image" if single else "pdf",
        media_type="image/jpeg" if single else "application/pdf",
        size=stored.size,
        sha256=stored.sha256,
        salt=digest.salt,
        digest=digest.digest,
        stored_on=on,
        institution=institution,
        state=SAFE,
    )
    keep_pages(file, pictures)
    return file


def discard(file: File) -> None:
    """Delete the bytes of a copy whose making was refused; its rows go with the transaction."""
    for id_ in (file.id, *file.pages.values_list("id", flat=True)):
        store.remove(str(id_))


def as_pdf(pictures: Sequence[bytes], sizes: Sequence[tuple[int, int]]) -> bytes:
    """Bind JPEG pictures into a PDF that holds nothing else: no date, no author, no program."""
    count = len(pictures)
    kids = b" ".join(b"%d 0 R" % (3 + 3 * n) for n in range(count))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, kids)]
    for n, (picture, (width, height)) in enumerate(zip(pictures, sizes, strict=True)):
        drawing = b"q %d 0 0 %d 0 0 cm /P Do Q" % (width, height)
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R"
            b" /Resources << /XObject << /P %d 0 R >> >> >>" % (width, height, 4 + 3 * n, 5 + 3 * n),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
            b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8"
            b" /Filter /DCTDecode /Length %d >>\nstream\n%s\nendstream" % (width, height, len(picture), picture),
        ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (
            len(objects) + 1,
            table,
            len(objects) + 1,
            len(body),
        )
    )
