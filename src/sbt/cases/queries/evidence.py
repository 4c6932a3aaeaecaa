"""Files of a case as one posting may have them: what state they are in, their pictures, and whether the original too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sbt.cases.actions.copies import MADE
from sbt.cases.models import CaseFile
from sbt.cases.queries.files import open_links
from sbt.cases.queries.sight import case_in_sight, cases_visible_to
from sbt.evidence.models import Page, ReleaseCopy

if TYPE_CHECKING:
    import uuid
    from collections.abc import Callable
    from datetime import date

    from sbt.cases.models import Case
    from sbt.evidence.models import File
    from sbt.rules.authority import Actor
    from sbt.rules.book import Commons

OPENS_ORIGINALS = "bukti.asli"


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of a case, numbered as the posting sees it."""

    case: Case
    file: File
    number: int
    title: str
    from_report: bool
    pages: tuple[Page, ...]
    original: bool
    """Whether the posting may have the bytes as they were handed in."""
    copies: bool
    """Whether the posting works with originals at all, and may know of copies that are not released."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A release copy with the number of its source and of itself among the files of the case."""

    row: ReleaseCopy
    number: int
    source: int

    @property
    def waiting(self) -> bool:
        """Tell whether the second person has yet to look at it."""
        return not self.row.released_by


def piece_of(ref: str, number: int, actor: Actor, commons: Commons, *, on: date) -> Piece | None:
    """Give the file of a case in sight by its number there; None where absent or not to be known."""
    case = case_in_sight(ref, actor, commons)
    return None if case is None else _among(case, actor, commons, on, lambda told, _link: told == number)


def original_open(link: CaseFile, actor: Actor, commons: Commons, *, on: date) -> bool:
    """Tell whether the posting may have the original: of what a reporter handed in only with the power for it."""
    if not link.file.open:
        return False
    place = commons.place({"office": link.case.office, "instansi": link.case.instansi})
    return not link.from_report or commons.authority.may(actor, OPENS_ORIGINALS, on, place).allowed


def original_in_reach(file: File, actor: Actor, commons: Commons, *, on: date) -> bool:
    """Tell whether the posting may have the original through a case in its sight, or because its office filed it."""
    if (
        file.institution
        and file.institution == actor.institution
        and not file.case_links.filter(from_report=True).exists()
    ):
        return file.open
    links = CaseFile.objects.filter(file=file, case__in=cases_visible_to(actor, commons)).select_related("case", "file")
    return any(original_open(link, actor, commons, on=on) for link in open_links(links, actor, commons))


def copies_of(case: Case) -> list[Copy]:
    """List the release copies of a case, the newest first."""
    numbers = dict(case.file_links.values_list("file_id", "number"))
    rows = ReleaseCopy.objects.filter(case=case.id).select_related("result").order_by("-number")
    return [
        Copy(row, numbers[row.result_id], numbers.get(row.source_id, 0)) for row in rows if row.result_id in numbers
    ]


def named_copies(case: uuid.UUID, source: str) -> list[tuple[uuid.UUID, str]]:
    """List the files of a case's copies with their names: those that wait, or those that were released."""
    rows = ReleaseCopy.objects.filter(case=case).order_by("number")
    rows = rows.filter(released_by="") if source == MADE else rows.exclude(released_by="")
    return [(id_, f"Bukti {number} (salinan)") for id_, number in rows.values_list("result_id", "number")]


def _among(
    case: Case, actor: Actor, commons: Commons, on: date, wanted: Callable[[int, CaseFile], bool]
) -> Piece | None:
    whole = commons.shows(commons.sight_for(actor), "bukti_asli")
    links = open_links(case.file_links.select_related("file"), actor, commons).order_by("number")
    for count, link in enumerate(links, 1):
        number = link.number if whole else count
        if wanted(number, link):
            link.case = case
            return Piece(
                case=case,
                file=link.file,
                number=number,
                title=link.title,
                from_report=link.from_report,
                pages=tuple(link.file.pages.order_by("number")) if link.file.open else (),
                original=original_open(link, actor, commons, on=on),
                copies=whole,
            )
    return None
