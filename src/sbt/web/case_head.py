"""The head of a case: who holds it, how long they have, and the relay of its stations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sbt.rules.deadline import local_day
from sbt.rules.guards import certain
from sbt.rules.sight import INSTANSI
from sbt.web import names
from sbt.web.formats import day_short, label

if TYPE_CHECKING:
    from datetime import date, datetime

    from sbt.cases.queries.file import CaseFileView
    from sbt.rules.deadline import Clock, Term


@dataclass(frozen=True, slots=True)
class Running:
    """A clock as the page says it."""

    clock: Clock
    label: str
    days: int
    certain: bool
    overdue: bool
    state: str
    passes: str
    """What follows when it passes."""


def running(view: CaseFileView, now: datetime) -> list[Running]:
    """List the clocks that run or rest, the nearest last day first."""
    found = []
    for clock in view.clocks:
        if clock.state not in ("running", "suspended"):
            continue
        term = names.term(clock.term)
        found.append(
            Running(
                clock=clock,
                label=label(term.label) if term else clock.term,
                days=clock.days_left(now),
                certain=certain(term) if term else False,
                overdue=clock.overdue(now),
                state=clock.state,
                passes=on_passing(term) if term else "",
            )
        )
    return sorted(found, key=lambda one: (one.state != "running", one.clock.due_on))


def headline(clocks: list[Running], view: CaseFileView) -> Running | None:
    """Choose the clock that stands at the top: the nearest of those that bind who holds the case now."""
    return min(clocks, key=lambda one: (one.state != "running", not _binds_holder(one, view)), default=None)


def _binds_holder(one: Running, view: CaseFileView) -> bool:
    term, values = view.law.find_term(one.clock.term), view.state.values
    seats = {duty: values.get(duty, "") for duty in ("office", "instansi")}
    if term is None:
        return False
    if term.duty == "national":
        return any(desk not in seats.values() for desk in view.desks)
    return seats.get(term.duty, "") in view.desks


def on_passing(term: Term) -> str:
    """Say what follows when the limit passes."""
    if term.on_lapse == "none_known":
        return _("Tidak diketahui akibat hukum bila batas ini lewat.")
    if not term.acts_by_itself:
        return _("Batas ini hanya mengingatkan: akibatnya dicatat oleh petugas dengan menyebut dasarnya.")
    return {
        "expire": _("Bila lewat, haknya berakhir dengan sendirinya."),
        "proceed_without": _("Bila lewat, proses berjalan terus tanpa langkah itu."),
        "default_effect": _("Bila lewat, akibat bawaannya berlaku dengan sendirinya."),
    }.get(term.on_lapse, "")


def holders(view: CaseFileView) -> str:
    """Name those on whose desk the case lies."""
    return names.institutions(",".join(view.desks))


def conflicts(view: CaseFileView) -> list[str]:
    """Say which conflicts of interest stand on the case, and that it waits for want of an officer; not to the agency."""
    table = view.law.commons.authority.table
    if view.sight == INSTANSI:
        return []
    told = (*(one.mark for one in table.officials), table.superior.mark if table.superior else "", table.waits_mark)
    return [label(view.law.process.marks[one]) for one in told if one in view.state.marks]


def stations(view: CaseFileView, now: datetime) -> list[dict[str, Any]]:
    """Draw the relay: each station with its state, who had it and for how long, as far as the posting may see."""
    process, final = view.law.process, view.law.process.stage(view.state.stage).final
    current = process.stage(view.state.stage).station
    first, last, who = _visits(view)
    late = any(one.overdue for one in running(view, now))
    reached = max((number for number in first if number != current), default=current)
    today = local_day(now, "WIB")
    drawn = []
    for number, words in enumerate(process.stations, start=1):
        state = "done" if number < current or (final and number == current) else ""
        if final and reached < number < current:
            state = "skipped"
        if number == current and not final:
            state = "late" if late else "current"
        station: dict[str, Any] = {
            "label": label(words),
            "state": state if state != "done" or number in last or number <= current else "",
        }
        if number == current and not final:
            station["holder"] = holders(view)
            if number in first:
                station["time"] = _spent(first[number], today, open_=True)
        elif number in last:
            station["holder"] = names.institution(who[number])
            station["time"] = f"{day_short(last[number])} · {_spent(first[number], last[number])}"
        drawn.append(station)
    return drawn


def _visits(view: CaseFileView) -> tuple[dict[int, date], dict[int, date], dict[int, str]]:
    """For each station: the first day in it, the last, and who moved the case on."""
    known = {stage.id: stage.station for stage in view.law.process.stages}
    first: dict[int, date] = {}
    last: dict[int, date] = {}
    who: dict[int, str] = {}
    at = 0
    for event in view.events:
        to = known.get(event.event.effects.to or "", at)
        on = event.event.happened_on
        if to != at:
            if at:
                last[at], who[at] = on, event.event.institution
            first.setdefault(to, on)
            at = to
    return first, last, who


def _spent(start: date, end: date, *, open_: bool = False) -> str:
    days = (end - start).days
    if open_:
        return _("hari ke-%(days)s") % {"days": days + 1}
    return ngettext("%(num)d hari", "%(num)d hari", days) % {"num": days}
