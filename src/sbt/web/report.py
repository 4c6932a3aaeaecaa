"""The five steps of a report: what, who, evidence, you, check. Works without JavaScript; each step is kept in the draft."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sbt.intake.draft import Draft
from sbt.project import clock
from sbt.rules.deadline import local_day
from sbt.web import answers as answered
from sbt.web import drafting, law_view, naming
from sbt.web.forms.base import PageForm
from sbt.web.forms.report import MOST_PEOPLE, PersonForm, WhatForm, WhereForm, YouForm
from sbt.web.guard import PUBLIC, guard
from sbt.web.page import page

ZONE = "WIT"
"""The earliest zone: today has begun somewhere in the country as soon as it has begun there."""
FAULTY = 422
COMMON_FORMS = 6
PAGES = {
    "what": "report_what",
    "where": "report_where",
    "people": "report_people",
    "proof": "report_proof",
    "you": "report_you",
    "": "report_check",
}
ASK = require_http_methods(["GET", "POST"])


@guard(PUBLIC)
@require_GET
def start(request: HttpRequest) -> HttpResponseBase:
    """What to have ready; leads on to a draft that was begun."""
    now = clock.now()
    draft = drafting.find(request, now)
    resume = ""
    if draft:
        step = answered.read(draft, local_day(now, ZONE)).open_step
        resume = reverse(PAGES[step])
    return page(request, "report/start.html", {"resume": resume, "discarded": "dihapus" in request.GET})


@guard(PUBLIC)
@ASK
def what(request: HttpRequest) -> HttpResponseBase:
    """Step 1: the act, its time and province, the story."""
    now = clock.now()
    today = local_day(now, ZONE)
    draft = drafting.find_or_begin(request, now)
    offered = law_view.offered(today)
    if request.method == "POST":
        form = WhatForm(request.POST, offered=offered, today=today)
        if form.is_valid():
            if draft.answers.get("what", {}).get("province") != form.typed("province"):
                draft.answers.pop("where", None)
            draft.answers["what"] = form.as_typed()
            drafting.keep(draft, now)
            return drafting.onward(draft, "report_where")
    else:
        form = WhatForm(None, initial=_initial(draft, "what"), offered=offered, today=today)
    shown = {
        "form": form,
        **_forms(offered, form),
        "provinces": offered.provinces,
        "precisions": _precisions(),
        "window": law_view.window_words(),
    }
    return _step(request, "what", 1, reverse("report"), form, shown)


@guard(PUBLIC)
@ASK
def where(request: HttpRequest) -> HttpResponseBase:
    """Step 1, second page: the regency in the chosen province, and the election where more than one fits."""
    now = clock.now()
    today = local_day(now, ZONE)
    draft = drafting.find(request, now)
    if draft is None:
        return HttpResponseRedirect(reverse("report"))
    first = answered.read(draft, today).what
    if not first.is_valid():
        return HttpResponseRedirect(reverse("report_what"))
    offered = answered.offered_where(draft, first, today)
    if request.method == "POST":
        form = WhereForm(request.POST, offered=offered)
        if form.is_valid():
            draft.answers["where"] = form.as_typed()
            drafting.keep(draft, now)
            return drafting.onward(draft, "report_people")
    else:
        likely = {"election": law_view.likely_election(first.cleaned_data["period"])}
        form = WhereForm(None, initial=likely | _initial(draft, "where"), offered=offered)
    shown = {
        "form": form,
        "province": dict(offered.provinces)[first.cleaned_data["province"]],
        "regencies": [*offered.regencies, (answered.UNKNOWN, _("Tidak tahu, atau mencakup seluruh provinsi"))],
        "elections": _elections(offered) if len(offered.elections) > 1 else [],
    }
    return _step(request, "where", 1, reverse("report_what"), form, shown)


@guard(PUBLIC)
@ASK
def people(request: HttpRequest) -> HttpResponseBase:
    """Step 2: the persons named so far; with nobody yet, the form for the first."""
    now = clock.now()
    draft = drafting.find(request, now)
    if draft is None:
        return HttpResponseRedirect(reverse("report"))
    known = answered.people_of(draft)
    if request.method == "POST":
        place = request.POST.get("remove", "")
        if place.isdecimal() and 1 <= int(place) <= len(known):
            del known[int(place) - 1]
            draft.answers["people"] = {"list": known}
            drafting.keep(draft, now)
        return drafting.onward(draft, "report_people")
    if not known:
        return HttpResponseRedirect(reverse("report_person", args=(1,)))
    names = [answered.person_words(PersonForm(person)) for person in known]
    shown = {"people": names, "room": len(names) < MOST_PEOPLE}
    return _step(request, "people", 2, reverse("report_where"), None, shown)


@guard(PUBLIC)
@ASK
def person(request: HttpRequest, number: int) -> HttpResponseBase:
    """Step 2: one person, as far as known."""
    now = clock.now()
    today = local_day(now, ZONE)
    draft = drafting.find(request, now)
    if draft is None:
        return HttpResponseRedirect(reverse("report"))
    known = answered.people_of(draft)
    if not 1 <= number <= min(len(known) + 1, MOST_PEOPLE):
        return HttpResponseRedirect(reverse("report_people"))
    if request.method == "POST":
        form = PersonForm(request.POST)
        more = request.POST.get("go") == "add"
        if form.is_empty and known and number > len(known):
            return drafting.onward(draft, "report_proof")
        if form.is_valid():
            known[number - 1 : number] = [form.as_typed()]
            draft.answers["people"] = {"list": known}
            drafting.keep(draft, now)
            if more and len(known) < MOST_PEOPLE:
                return drafting.onward(draft, "report_person", len(known) + 1)
            return drafting.onward(draft, "report_people" if len(known) > 1 else "report_proof")
    else:
        form = PersonForm(None, initial=known[number - 1] if number <= len(known) else {})
    shown = {
        "form": form,
        "number": number,
        "offices": law_view.offices_offered(answered.province_of(draft)),
        "late": answered.late_since(answered.read(draft, today), today),
    }
    back = reverse("report_people") if known else reverse("report_where")
    return _step(request, "person", 2, back, form, shown)


@guard(PUBLIC)
@ASK
def you(request: HttpRequest) -> HttpResponseBase:
    """Step 4: anonymous or named, with what each means in law; a name is sealed before the draft keeps it."""
    now = clock.now()
    draft = drafting.find(request, now)
    if draft is None:
        return HttpResponseRedirect(reverse("report"))
    if request.method == "POST":
        form = YouForm(naming.posted(request.POST, draft))
        if form.is_valid():
            kept = naming.kept(form, draft, local_day(now, "WIB"))
            if kept is not None:
                draft.answers["you"] = kept
                drafting.keep(draft, now)
                return drafting.onward(draft, "report_check")
    else:
        form = YouForm(None, initial=_initial(draft, "you"))
    shown = {"form": form, "again": "segel" in request.GET} | naming.shown(draft, local_day(now, "WIB"))
    return _step(request, "you", 4, reverse("report_proof"), form, shown)


@guard(PUBLIC)
@require_POST
def discard(request: HttpRequest) -> HttpResponseBase:
    """Delete the draft and its files at once."""
    now = clock.now()
    draft = drafting.find(request, now)
    if draft:
        drafting.discard(draft, now)
    return drafting.forget(HttpResponseRedirect(f"{reverse('report')}?dihapus=1"))


@guard(PUBLIC)
@require_GET
def leave(request: HttpRequest) -> HttpResponseBase:
    """Lead away to a page that has nothing to do with reporting; the draft stays."""
    response = HttpResponseRedirect(law_view.quick_exit())
    response["Referrer-Policy"] = "no-referrer"
    return response


def _step(
    request: HttpRequest, name: str, step: int, back: str, form: PageForm | None, shown: Mapping[str, Any]
) -> HttpResponse:
    faults = form.faults if form else []
    frame = {"step": step, "back": back, "faults": faults, "faulty": bool(faults)}
    return page(request, f"report/{name}.html", frame | dict(shown), status=FAULTY if faults else 200)


def _initial(draft: Draft, step: str) -> dict[str, Any]:
    kept = dict(draft.answers.get(step, {}))
    for name in ("act", "act_to", "known"):
        parts = {part: kept.pop(f"{name}_{part}", "") for part in ("day", "month", "year")}
        if step == "what":
            kept[name] = parts
    return kept


def _forms(offered: law_view.Offered, form: WhatForm) -> dict[str, Any]:
    """Show the commonest forms of act and the catch-all at once; the rest opens on demand, or when chosen."""
    listed = [{"value": code, "label": words, "hint": hint} for code, words, hint in offered.forms]
    rare = listed[COMMON_FORMS:-1]
    chosen = form.typed("form") in [option["value"] for option in rare]
    return {"common": listed[:COMMON_FORMS], "rare": rare, "last": listed[-1:], "rare_open": chosen}


def _precisions() -> list[dict[str, str]]:
    return [
        {"value": "day", "label": _("Tanggal ini")},
        {"value": "about", "label": _("Sekitar tanggal ini")},
        {"value": "month", "label": _("Hanya tahu bulannya")},
        {"value": "between", "label": _("Antara dua tanggal")},
    ]


def _elections(offered: law_view.Offered) -> list[dict[str, str]]:
    listed = [{"value": code, "label": words} for code, words in offered.elections]
    return [*listed, {"value": answered.UNKNOWN, "label": _("Tidak tahu")}]
