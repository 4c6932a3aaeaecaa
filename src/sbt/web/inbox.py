"""The desk of an institution: what lies on it, the nearest limit first; and every case in sight."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sbt.cases.queries import WorklistFilter, stage_counts, turns_of, worklist
from sbt.cases.queries.alarms import MOST, unacknowledged
from sbt.cases.queries.openings import openings_awaited
from sbt.cases.queries.register import CaseFilter, is_cursor, register
from sbt.people.acting import reading
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.deadline import local_day
from sbt.rules.guards import certain
from sbt.rules.text import TextFault, check_text
from sbt.sealing.keys import holds
from sbt.web import names
from sbt.web.finding import entrances
from sbt.web.formats import language
from sbt.web.guard import OFFICER, OfficerRequest, guard
from sbt.web.jinja import url
from sbt.web.numerals import whole
from sbt.web.page import page

if TYPE_CHECKING:
    from sbt.cases.queries import DeskRow
    from sbt.sealing.models import Opening

LONGEST_SEARCH = 100
SOON = 3
DUE = {"lewat": -1, "3": SOON, "7": 7, "14": 14}
"""What the filter of limits may say -> days ahead, today among them; -1 for those that have passed."""
KEYS = ("tahap", "tenggat", "bentuk", "milik", "cari", "meja")
WHOLE_DESK = frozenset({"meja", "tahap", "milik", "cari"})
"""What looks beyond the turn of one's own role."""


class Line(NamedTuple):
    """One case of the list in words; what its line in the table shows hangs on nothing else but the language."""

    ref: str
    form: str
    name: str
    place: str
    """Where the accused works."""
    assigned: str
    stage: str
    days: int | None
    certain: bool


@guard(OFFICER)
@require_GET
def inbox(request: OfficerRequest) -> HttpResponseBase:
    """What lies on the institution's desk: counts, filters, and a page of cases."""
    now, typed = clock.now(), _typed(request.GET)
    today = local_day(now, request.actor.zone)
    turns = turns_of(request.actor, law().book)
    desk = stage_counts(request.actor, today)
    wanted = _wanted(typed, today, request.actor.posting, turns)
    found = worklist(request.actor, wanted, after=request.GET.get("setelah", ""))
    awaited = _awaited(request, now)
    waiting = unacknowledged(request.actor, law().terms, today=today)
    days = {zone: local_day(now, zone) for zone in {row.due_zone or "WIB" for row in found.rows}}
    spoken, digest = language(), law().digest
    lines = [_line(row, days[row.due_zone or "WIB"], digest, spoken) for row in found.rows]
    counts = {stage: count.cases for stage, count in desk.items()}
    mine = [count for stage, count in desk.items() if stage in turns]
    late, soon = sum(count.late for count in mine), sum(count.soon for count in mine)
    response = page(
        request,
        "officer/inbox.html",
        {
            "piece": "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers,
            "lines": lines,
            "typed": typed,
            "total": sum(counts.values()),
            "turn": sum(count.cases for count in mine),
            "late": late,
            "waiting": [
                (row, names.stage(row.stage, row.process), names.institution(row.instansi)) for row in waiting.oldest
            ],
            "waiting_count": f"{waiting.many}+" if waiting.many == MOST else str(waiting.many),
            "soon": soon,
            "awaited": awaited,
            "stages": [(code, names.stage(code), count) for code, count in _in_order(counts)],
            "forms": names.forms(),
            "active": _active(typed),
            "views": {name: _address(**query) for name, query in _VIEWS.items()},
            "here_view": _here(typed),
            "stage_links": {code: _address(tahap=code) for code in counts},
            "next": _address(**typed, setelah=found.next) if found.next else "",
            "paged": bool(request.GET.get("setelah")),
            "now": now,
            "may_enter": bool(entrances(request.actor, now)),
            "done": _done(request),
        },
    )
    patch_vary_headers(response, ("HX-Request",))
    return response


def _awaited(request: OfficerRequest, now: datetime) -> list[Opening]:
    """Give what waits for a custodian; nobody else is asked anything, nor is the database."""
    if not holds(request.actor, law()):
        return []
    with reading(request.actor):
        return openings_awaited(request.actor, law(), now)


_VIEWS: dict[str, dict[str, str]] = {
    "turn": {},
    "all": {"meja": "semua"},
    "late": {"tenggat": "lewat"},
    "soon": {"tenggat": "3"},
    "mine": {"milik": "saya"},
}


def _here(typed: Mapping[str, str]) -> str:
    return next((name for name, query in _VIEWS.items() if query == dict(typed)), "")


def _typed(query: Mapping[str, str]) -> dict[str, str]:
    found = {key: query.get(key, "") for key in KEYS}
    search = check_text(found["cari"], limit=LONGEST_SEARCH)
    found["cari"] = "" if isinstance(search, TextFault) else search
    if found["tenggat"] not in DUE:
        found["tenggat"] = ""
    return {key: value for key, value in found.items() if value}


def _wanted(typed: Mapping[str, str], today: date, posting: str, turns: frozenset[str]) -> WorklistFilter:
    due = DUE.get(typed.get("tenggat", ""))
    return WorklistFilter(
        stage=typed.get("tahap", ""),
        stages=None if WHOLE_DESK & typed.keys() else turns,
        form=typed.get("bentuk", ""),
        text=typed.get("cari", ""),
        mine=posting if typed.get("milik") else "",
        overdue_before=today if due == -1 else None,
        due_from=today if due is not None and due > 0 else None,
        due_until=today + timedelta(days=due) if due is not None and due > 0 else None,
    )


def _line(row: DeskRow, today: date, digest: str, spoken: str) -> Line:
    form, stage, instansi, sure = _words(digest, spoken, row.form, row.stage, row.process, row.instansi, row.due_term)
    return Line(
        ref=row.ref,
        form=form,
        name=row.name,
        place=row.unit or instansi,
        assigned=row.assigned,
        stage=stage,
        days=(row.due_on - today).days if row.due_on else None,
        certain=sure,
    )


@lru_cache(maxsize=2048)
def _words(
    digest: str, spoken: str, form: str, stage: str, process: str, instansi: str, term: str
) -> tuple[str, str, str, bool]:
    """Give what the law in force calls a line's codes, and whether its limit is certain."""
    found = names.term(term)
    named = names.institution(instansi) if instansi else ""
    return names.form(form), names.stage(stage, process), named, certain(found) if found else not term


def _in_order(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    order = {stage.id: (stage.station, n) for p in law().book.processes for n, stage in enumerate(p.stages)}
    return sorted(counts.items(), key=lambda one: order.get(one[0], (99, 0)))


def _address(**query: str) -> str:
    return f"{url('inbox')}?{urlencode(query)}" if query else url("inbox")


def _active(typed: Mapping[str, str]) -> list[tuple[str, str]]:
    """Name each filter in force with the address of the list without it; the search is not one of them."""
    words = {
        "tahap": _("Tahap: %(words)s") % {"words": names.stage(typed.get("tahap", ""))},
        "tenggat": _("Terlambat")
        if typed.get("tenggat") == "lewat"
        else _("Jatuh tempo %(days)s hari ke depan") % {"days": typed.get("tenggat")},
        "bentuk": _("Bentuk: %(words)s") % {"words": names.form(typed.get("bentuk", ""))},
        "milik": _("Ditugaskan kepada saya"),
        "meja": _("Semua di meja lembaga"),
    }
    return [
        (words[key], _address(**{name: value for name, value in typed.items() if name != key}))
        for key in typed
        if key in words
    ]


def _done(request: OfficerRequest) -> str:
    count = whole(request.GET.get("tercatat"))
    if count is None:
        return ""
    if request.GET.get("untuk") == "tugas":
        return _("%(count)s kasus ditugaskan.") % {"count": count}
    return _("Tercatat untuk %(count)s kasus.") % {"count": count}


@guard(OFFICER)
@require_GET
def cases(request: OfficerRequest) -> HttpResponseBase:
    """Every case in the posting's sight, the newest first, with a search by number or name."""
    search = check_text(request.GET.get("cari", ""), limit=LONGEST_SEARCH)
    text = "" if isinstance(search, TextFault) else search
    with reading(request.actor):
        after = request.GET.get("setelah", "")
        wanted, start = CaseFilter(text=text), after if is_cursor(after) else ""
        found = register(request.actor, law().book.commons, wanted, after=start)
    now = clock.now()
    lines: list[dict[str, Any]] = [
        {
            "case": case,
            "form": names.form(case.form),
            "stage": names.stage(case.stage, case.process),
            "instansi": names.institution(case.instansi) if case.instansi else "",
            "days": (one.due_on - local_day(now, one.due_zone or "WIB")).days
            if one.due_on and not case.final
            else None,
            "certain": certain(term) if (term := names.term(one.due_term)) else True,
        }
        for one in found.cases
        for case in (one.case,)
    ]
    query = {"cari": text} if text else {}
    following = f"{url('cases')}?{urlencode({**query, 'setelah': found.next})}" if found.next else ""
    may_hand_over = "kasus.limpahkan" in law().book.commons.authority.role_powers(request.actor.role)
    recused = request.GET.get("tertutup") == "1"
    shown = {"lines": lines, "text": text, "next": following, "may_hand_over": may_hand_over, "recused": recused}
    return page(request, "officer/cases.html", shown)
