"""Dates that the law fixes, counted out beside the field before anybody types one; and the words for teams."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from sbt.cases.actions.substitute import ADDRESSEE
from sbt.rulebook.current import law
from sbt.rules.calendar import YearNotPublishedError
from sbt.web import names
from sbt.web.formats import label, weekday

if TYPE_CHECKING:
    from sbt.cases.queries.file import CaseFileView
    from sbt.rules.deadline import Term
    from sbt.rules.process import Step

_REACH = 60
"""Days looked ahead for the first day that keeps a backward limit."""


def calculated(step: Step, view: CaseFileView, today: date) -> dict[str, str]:
    """Say for each date field what the conditions of the step ask of it."""
    hints: dict[str, str] = {}
    for use in step.guards:
        words = use.argument.split()
        if use.name == "in_time" and len(words) == 3:  # noqa: PLR2004 (fact, term, base)
            _in_time(hints, words, view, today)
        elif use.name == "on_last_day" and len(words) == 2:  # noqa: PLR2004 (fact, term)
            clock = view.state.clocks.get(words[1])
            if clock is not None:
                _add(hints, words[0], _("Menurut hitungan: %(day)s.") % {"day": weekday(clock.due_on)})
        elif use.name == "not_before" and len(words) == 2:  # noqa: PLR2004 (fact, base)
            base = view.state.dates.get(words[1])
            if base is not None:
                _add(hints, words[0], _("Tidak sebelum %(day)s.") % {"day": weekday(base)})
    return hints


def _in_time(hints: dict[str, str], words: list[str], view: CaseFileView, today: date) -> None:
    fact, codes, base_name = words
    term = next((one for code in codes.split("|") if (one := names.term(code)) is not None), None)
    if term is None:
        return
    base = view.state.dates.get(base_name)
    if base is not None:
        limit = _due(term, base, view)
        if limit:
            _add(
                hints, fact, _("Paling lambat %(day)s (%(term)s).") % {"day": weekday(limit), "term": label(term.label)}
            )
    elif term.direction == "before":
        earliest = _first_day_keeping(term, today, view)
        if earliest:
            _add(
                hints,
                base_name,
                _("Bila panggilan diterima hari ini, paling cepat %(day)s (%(term)s).")
                % {"day": weekday(earliest), "term": label(term.label)},
            )


def _first_day_keeping(term: Term, today: date, view: CaseFileView) -> date | None:
    for ahead in range(_REACH):
        day = date.fromordinal(today.toordinal() + ahead)
        limit = _due(term, day, view)
        if limit is None:
            return None
        if limit >= today and view.law.commons.calendar.is_open(day):
            return day
    return None


def _due(term: Term, base: date, view: CaseFileView) -> date | None:
    try:
        return term.due_on(base, view.law.commons.calendar, view.law.commons.area_of(view.case.instansi))
    except YearNotPublishedError:
        return None


def _add(hints: dict[str, str], fact: str, words: str) -> None:
    hints[fact] = f"{hints[fact]} {words}" if fact in hints else words


def preselected(step: Step, view: CaseFileView) -> dict[str, str]:
    """Choose the substitute addressee of a letter beforehand where the PPK is marked to have an interest."""
    field = step.fact(ADDRESSEE)
    if step.makes != "letter" or field is None or law().offices.conflict_mark not in view.state.marks:
        return {}
    found = law().addressee_of(view.case.instansi, post=view.state.values.get("post", ""), conflict=True)
    codes = {option.code for option in field.options}
    return {ADDRESSEE: found.choice} if found and found.choice in codes else {}


def people_choices() -> dict[str, Any]:
    """Give what a row of a team may name: levels of job and parts."""
    known = law().employment
    return {
        "levels": [(one.id, label(one.label)) for one in known.job_levels],
        "parts": [(one.id, label(one.label)) for one in known.team_members],
    }
