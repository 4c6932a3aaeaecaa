"""The history of a case in words: what happened, who did it, what was stated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from sbt.cases.actions.clearance import FROZEN
from sbt.cases.wording import GAP
from sbt.rules.event import FactValue, Ref
from sbt.web import names, wording
from sbt.web.formats import day, label, number

if TYPE_CHECKING:
    from sbt.cases.queries.file import CaseFileView, FileEvent
    from sbt.cases.queries.file_rows import FileRow, TextRow
    from sbt.rules.process import FactField


@dataclass(frozen=True, slots=True)
class Said:
    """One thing stated: its name, and either words or the number of a file."""

    name: str
    words: str
    long: bool = False
    file: int = 0
    code: str = ""
    """The fact's own name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline."""

    title: str
    on: date
    institution: str
    officer: str
    said: tuple[Said, ...]
    warnings: tuple[str, ...]
    uncertain: bool
    seq: int


_LONG = 120


def entries(view: CaseFileView) -> list[Entry]:
    """List what the posting may see of the history, the newest first."""
    files = {str(link.file_id): link for link in view.files}
    return [_entry(event, view, files) for event in reversed(view.events)]


def _entry(event: FileEvent, view: CaseFileView, files: Mapping[str, FileRow]) -> Entry:
    step = event.step
    return Entry(
        title=title(event, view),
        on=event.event.happened_on,
        institution=names.institution(event.event.institution),
        officer=event.officer,
        said=tuple(stated(event, view, files)),
        warnings=tuple(_doubt(code, event, view) for code in event.event.warnings),
        uncertain=step is not None and not step.warrant.certain and step.warrant.basis != ("sbt",),
        seq=event.seq,
    )


def _doubt(code: str, event: FileEvent, view: CaseFileView) -> str:
    """Say an accepted doubt as it stood then; one stored without its particulars is only named, without gaps."""
    params = {"step": event.event.step, **event.event.doubts.get(code, {})}
    words = wording.sentence(code, params, view.law)
    return _("keraguan yang tampil saat itu diterima petugas") if GAP in words else words


def stated(event: FileEvent, view: CaseFileView, files: Mapping[str, FileRow] | None = None) -> list[Said]:
    """List what was stated with an event, in the order of its fields."""
    known = {} if files is None else files
    return [
        replace(part, code=name)
        for name, value in event.event.facts.items()
        if name not in ("subject", FROZEN)
        for part in _said(name, _field(name, event, view), value, view, known)
    ]


def _field(name: str, event: FileEvent, view: CaseFileView) -> FactField | None:
    """Give the field of a stated fact; a case opened beside another has the fields of the step that opened it."""
    if event.event.kind == "opened":
        opening = (step for step in view.law.process.steps if step.kind == event.event.step)
        return next((field for step in opening if (field := step.fact(name))), None)
    return event.step.fact(name) if event.step else None


def title(event: FileEvent, view: CaseFileView) -> str:
    """Say what happened in a few words."""
    row, process = event.event, view.law.process
    if event.step is not None:
        return label(event.step.said) or label(event.step.label)
    if row.kind == "opened" and (entrance := process.entrance(row.step)) is not None:
        return _("Kasus dibuka: %(entrance)s") % {"entrance": label(entrance.label)}
    if row.kind == "lapsed" and (term := names.term(row.step)) is not None:
        return _("Batas waktu berakhir: %(term)s") % {"term": label(term.label)}
    if row.kind == "hand_over":
        rule = process.handover(row.step)
        return _("Dialihkan: %(rule)s") % {"rule": label(rule.label) if rule else label(process.label)}
    return row.step


def _said(
    name: str, field: FactField | None, value: FactValue, view: CaseFileView, files: Mapping[str, FileRow]
) -> list[Said]:
    called = label(field.label) if field else name
    if isinstance(value, Ref):
        return [_ref(called, value, view.texts, files)]
    if isinstance(value, tuple):
        return [
            _ref(called, part, view.texts, files) if isinstance(part, Ref) else Said(called, _code(field, part, view))
            for part in value
        ]
    if isinstance(value, date):
        return [Said(called, day(value))]
    if isinstance(value, int):
        return [Said(called, number(value))]
    return [Said(called, _code(field, value, view))]


def _code(field: FactField | None, code: str, view: CaseFileView) -> str:
    return names.answer(field, code, view.law)


def _ref(called: str, ref: Ref, texts: Mapping[str, TextRow], files: Mapping[str, FileRow]) -> Said:
    if ref.id in files:
        return Said(called, _("Berkas %(number)s") % {"number": files[ref.id].number}, file=files[ref.id].number)
    if ref.id in texts:
        words = texts[ref.id].text
        if ref.code:
            words = f"{words} ({_person(ref.code)})"
        return Said(called, words, long=len(words) > _LONG)
    return Said(called, _("tidak ditampilkan"))


def _person(code: str) -> str:
    level, _slash, part = code.partition("/")
    return ", ".join(words for words in (names.job_level(level), names.team_part(part)) if words)
