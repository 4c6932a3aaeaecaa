"""The form of a release copy: pages, rectangles in percent, and the answer to the one question. Needs no script."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from sbt.evidence.copies import PageRecipe, box_fits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import QueryDict

ROWS, MORE, MOST_ROWS = 4, 3, 60
SIDES = ("left", "top", "right", "bottom")
DOES = ("blur", "crop")
LONGEST_NUMBER = 8
LONGEST_REASON, SHORTEST_REASON = 1000, 10


@dataclass(slots=True)
class Row:
    """One rectangle as typed."""

    page: str = ""
    does: str = "blur"
    sides: dict[str, str] = field(default_factory=lambda: dict.fromkeys(SIDES, ""))
    fault: str = ""

    @property
    def empty(self) -> bool:
        """Tell whether nothing was typed."""
        return not any(self.sides.values())


@dataclass(slots=True)
class CopyForm:
    """What was asked for, and what is wrong with it."""

    pages: list[int]
    chosen: list[int]
    rows: list[Row]
    answer: str = ""
    reason: str = ""
    faults: list[tuple[str, str]] = field(default_factory=list)

    @property
    def recipes(self) -> list[PageRecipe]:
        """Give the recipe of each chosen page."""
        crops = {int(row.page): _box(row) for row in self.rows if self._good(row, "crop")}
        blurs: dict[int, list[tuple[float, float, float, float]]] = {}
        for row in self.rows:
            if self._good(row, "blur"):
                blurs.setdefault(int(row.page), []).append(_box(row))
        return [PageRecipe(page, crops.get(page), tuple(blurs.get(page, ()))) for page in self.chosen]

    def fault_at(self, target: str) -> str:
        """Give the fault of one field."""
        return next((words for at, words in self.faults if at == target), "")

    @staticmethod
    def _good(row: Row, does: str) -> bool:
        return not row.empty and not row.fault and row.does == does


def fresh(pages: list[int]) -> CopyForm:
    """Give the form before anything is typed: every page, nothing blurred."""
    return CopyForm(pages, list(pages), [Row(page=str(pages[0]) if pages else "1") for _row in range(ROWS)])


def posted(given: QueryDict, pages: list[int], *, complete: bool) -> CopyForm:
    """Read what was typed; `complete` also asks for the answer, as saving does and a preview does not."""
    chosen = [page for page in pages if str(page) in given.getlist("page")]
    rows = [_row(given, number, pages) for number in range(_count(given))]
    rows += [Row(page=str(pages[0]) if pages else "1") for _row in range(MORE if not any(r.empty for r in rows) else 0)]
    form = CopyForm(pages, chosen, rows[:MOST_ROWS], given.get("answer", ""), given.get("reason", "").strip())
    if not chosen:
        form.faults.append(("f-page", _("Pilih paling sedikit satu halaman.")))
    form.faults += [(f"f-row-{number}", row.fault) for number, row in enumerate(form.rows) if row.fault]
    if complete:
        form.faults += _answer_faults(form)
    return form


def preview_query(recipe: PageRecipe, *, grid: bool) -> str:
    """Write a recipe so that the address of a preview can carry it."""
    boxes = [*([("p", recipe.crop)] if recipe.crop else []), *(("s", box) for box in recipe.blurs)]
    parts = [f"{name}={','.join(f'{side:g}' for side in box)}" for name, box in boxes]
    return "&".join([*parts, *(["kisi=1"] if grid else [])])


def recipe_of_query(given: QueryDict, page: int) -> PageRecipe | None:
    """Read a recipe out of the address of a preview; None when it is none."""
    try:
        crops = [_floats(text) for text in given.getlist("p")[:1]]
        blurs = tuple(_floats(text) for text in given.getlist("s")[:MOST_ROWS])
    except ValueError:
        return None
    if not all(map(box_fits, (*crops, *blurs))):
        return None
    return PageRecipe(page, crops[0] if crops else None, blurs)


def _floats(text: str) -> tuple[float, float, float, float]:
    left, top, right, bottom = (float(part) for part in text[:80].split(","))
    return left, top, right, bottom


def _count(given: Mapping[str, object]) -> int:
    return min(MOST_ROWS, sum(name.startswith("page_") for name in given))


def _row(given: QueryDict, number: int, pages: list[int]) -> Row:
    row = Row(
        page=given.get(f"page_{number}", "").strip()[:LONGEST_NUMBER],
        does=given.get(f"does_{number}", "blur"),
        sides={side: given.get(f"{side}_{number}", "").strip()[:LONGEST_NUMBER] for side in SIDES},
    )
    if row.empty:
        return row
    if row.does not in DOES or not row.page.isdecimal() or int(row.page) not in pages:
        row.fault = _("Halaman ini tidak ada.")
    elif any(math.isnan(_number(value)) for value in row.sides.values()):
        row.fault = _("Isi keempat sisi dengan angka dari 0 sampai 100.")
    elif not box_fits(_box(row)):
        row.fault = _(
            "Kiri harus lebih kecil daripada kanan, atas lebih kecil daripada bawah, semua dari 0 sampai 100."
        )
    return row


def _box(row: Row) -> tuple[float, float, float, float]:
    left, top, right, bottom = (_number(row.sides[side]) for side in SIDES)
    return left, top, right, bottom


def _number(text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return math.nan


def _answer_faults(form: CopyForm) -> list[tuple[str, str]]:
    found = []
    if form.answer == "ya":
        found.append(
            (
                "f-answer",
                _(
                    "Salinan yang dapat menunjukkan siapa yang mengambilnya tidak boleh keluar. Potong atau samarkan lagi."
                ),
            )
        )
    elif form.answer != "tidak":
        found.append(("f-answer", _("Jawab pertanyaannya.")))
    if len(form.reason) < SHORTEST_REASON:
        found.append(("f-reason", _("Tulis paling sedikit %(count)s karakter") % {"count": SHORTEST_REASON}))
    elif len(form.reason) > LONGEST_REASON:
        found.append(("f-reason", _("Paling banyak %(count)s karakter") % {"count": LONGEST_REASON}))
    return found
