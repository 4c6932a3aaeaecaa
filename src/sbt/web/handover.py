"""Handing open cases of an ended regime over to the one that takes them: looked at, looked at again, then done one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sbt.cases.actions import hand_over
from sbt.cases.queries.handovers import Preview, previews
from sbt.people.acting import acting, reading
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.deadline import local_day
from sbt.rules.outcome import Accepted, Refused
from sbt.web import errors, names, wording
from sbt.web.formats import day_short, label
from sbt.web.guard import OfficerRequest, guard
from sbt.web.page import page
from sbt.web.step_up import step_up_first

if TYPE_CHECKING:
    from datetime import date, datetime

    from sbt.rules.deadline import Clock
    from sbt.rules.process import Process

POWER = "kasus.limpahkan"
SIZE = 50
"""Cases on a page, which are handed over in one go."""
LOOK, CONFIRM = "periksa", "alihkan"


@dataclass(frozen=True, slots=True)
class Line:
    """One case as the page says it: what it is now, what it becomes, and which limits end and begin."""

    ref: str
    name: str
    before: str
    after: str
    rule: str
    basis: str
    ends: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    refused: str = ""
    done: bool = False


def receiving(on: date) -> Process | None:
    """Give the regime of the day that takes over open cases of others, or None."""
    return next((one for one in law().book.processes if one.handovers and one.received.covers(on)), None)


@guard(POWER)
@require_http_methods(["GET", "POST"])
def handover(request: OfficerRequest) -> HttpResponseBase:
    """Show what would change, ask again, and hand the chosen cases over."""
    now = clock.now()
    process = receiving(local_day(now, request.actor.zone))
    if process is None:
        return errors.not_found(request)
    asked = request.POST.get("go", "")
    if request.method == "GET" or asked not in (LOOK, CONFIRM):
        return _listed(request, process, now)
    refs = [ref for ref in request.POST.getlist("kasus")[:SIZE] if ref.isascii() and ref.isprintable()]
    if asked == LOOK:
        found = [one for one in _previews(request, process, now, refs) if isinstance(one.outcome, Accepted)]
        if not found:
            return _listed(request, process, now, fault=_("Pilih paling sedikit satu kasus yang dapat dialihkan."))
        return _shown(request, process, [_line(one) for one in found], "check")
    asking = step_up_first(request) if POWER in law().decisive else None
    return asking or _shown(request, process, _handed(request, process, now, refs), "done")


def _listed(request: OfficerRequest, process: Process, now: datetime, fault: str = "") -> HttpResponseBase:
    after = request.GET.get("setelah", "")[:30].replace("\x00", "")
    with reading(request.actor):
        found = previews(process, law().book, request.actor, now, after=after, size=SIZE + 1)
    lines = [_line(one) for one in found[:SIZE]]
    following = f"{reverse('handover')}?{urlencode({'setelah': lines[-1].ref})}" if len(found) > SIZE else ""
    return _shown(request, process, lines, "list", fault=fault, following=following)


def _previews(request: OfficerRequest, process: Process, now: datetime, refs: list[str]) -> list[Preview]:
    with reading(request.actor):
        return previews(process, law().book, request.actor, now, refs=refs, size=SIZE)


def _handed(request: OfficerRequest, process: Process, now: datetime, refs: list[str]) -> list[Line]:
    """Hand each case over in a transaction of its own: one that is refused holds up no other."""
    book, lines = law().book, []
    for one in _previews(request, process, now, refs):
        line, ref = _line(one), one.case.ref
        with acting(request.actor, now=now) as act:
            outcome = act.settle(
                hand_over(ref, to_process=process.digest, book=book, actor=request.actor, now=now),
                action="hand_over",
                ref=ref,
            )
        refused = wording.refusal(outcome) if isinstance(outcome, Refused) else ""
        lines.append(_told(line, refused=refused))
    return lines


def _told(line: Line, *, refused: str) -> Line:
    return Line(
        ref=line.ref,
        name=line.name,
        before=line.before,
        after=line.after,
        rule=line.rule,
        basis=line.basis,
        refused=refused,
        done=not refused,
    )


def _line(found: Preview) -> Line:
    case, rule, outcome = found.case, found.rule, found.outcome
    why = _("Tidak ada aturan pengalihan untuk tahap ini.") if rule is None else ""
    effects = outcome.event.effects if isinstance(outcome, Accepted) else None
    clocks = effects.clocks if effects else ()
    return Line(
        ref=case.ref,
        name=case.subject.shown_name,
        before=names.stage(case.stage, case.process),
        after=names.stage(rule.stage) if rule else "",
        rule=label(rule.label) if rule else "",
        basis=law().cite(rule.warrant.basis) if rule else "",
        ends=tuple(_limit(clock, "") for clock in clocks if clock.state == "met"),
        begins=tuple(_limit(clock, day_short(clock.due_on)) for clock in clocks if clock.state == "running"),
        refused=wording.refusal(outcome) if isinstance(outcome, Refused) else why,
    )


def _limit(clock: Clock, until: str) -> str:
    term = names.term(clock.term)
    words = label(term.label) if term else clock.term
    return _("%(limit)s, sampai %(day)s") % {"limit": words, "day": until} if until else words


def _shown(
    request: OfficerRequest, process: Process, lines: list[Line], phase: str, *, fault: str = "", following: str = ""
) -> HttpResponseBase:
    left = {rule.comes_from for rule in process.handovers}
    ended = {known.id: known.label for known in law().book.processes if known.id in left}
    context = {
        "phase": phase,
        "lines": lines,
        "fault": fault,
        "next": following,
        "to": label(process.label),
        "ended": ", ".join(label(words) for words in ended.values()),
        "may": any(not one.refused for one in lines),
        "count": sum(one.done for one in lines),
        "failed": sum(bool(one.refused) for one in lines),
    }
    return page(request, "officer/handover.html", context, status=422 if fault else 200)
