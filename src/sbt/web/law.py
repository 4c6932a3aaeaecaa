"""The law as anybody may read it: matrix, sanctions, limits with their marks, calendar, one limit counted."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.calendar import DAY, YearNotPublishedError
from sbt.rules.deadline import Term, local_day
from sbt.rules.mark import Warrant
from sbt.rules.matrix import Matrix, Row
from sbt.web import law_view
from sbt.web.formats import label, language, month_name, weekday
from sbt.web.forms.law import CountForm
from sbt.web.guard import PUBLIC, guard
from sbt.web.page import page

ZONE = "WIB"
LONGEST_SHOWN = 120
CATEGORIES = ("ethics", "discipline", "party", "criminal")
ON_LAPSE = ("expire", "escalate", "proceed_without", "default_effect", "none_known")


@guard(PUBLIC)
@require_GET
def contents(request: HttpRequest) -> HttpResponseBase:
    """What can be read here, and the instruments that all of it rests on."""
    known = law()
    instruments = sorted(known.instruments.values(), key=lambda one: (one.dated or date.min, one.id), reverse=True)
    groups = [
        {
            "name": name,
            "instruments": [
                {"name": label(one.name), "dated": one.dated, "certain": one.warrant.certain}
                for one in instruments
                if one.kind in kinds
            ],
        }
        for name, kinds in _instrument_groups()
    ]
    return page(request, "law/contents.html", {"groups": groups, "digest": known.digest})


def _instrument_groups() -> tuple[tuple[str, frozenset[str]], ...]:
    """Name the headings under which instruments stand, with the kinds of each."""
    return (
        (_("Undang-undang"), frozenset({"uu"})),
        (_("Putusan Mahkamah Konstitusi"), frozenset({"putusan"})),
        (_("Peraturan pemerintah dan presiden"), frozenset({"pp", "perpres"})),
        (_("Keputusan bersama"), frozenset({"skb"})),
        (_("Peraturan lembaga"), frozenset({"peraturan"})),
        (_("Surat dan surat edaran"), frozenset({"se", "surat"})),
        (_("Praktik, aturan produk, dan sumber data"), frozenset({"press", "product", "library"})),
    )


@guard(PUBLIC)
@require_GET
def matrix(request: HttpRequest) -> HttpResponseBase:
    """The forms of violation of the decree in force for acts of today, or of the one asked for."""
    matrices = law().book.matrices
    chosen = next((one for one in matrices if one.id == request.GET.get("versi")), None)
    chosen = chosen or law_view.matrix_on(local_day(clock.now(), ZONE))
    shown = {
        "name": label(chosen.label) if chosen else "",
        "groups": _groups(chosen) if chosen else [],
        "versions": [{"id": one.id, "name": label(one.label), "here": one is chosen} for one in matrices],
    }
    return page(request, "law/matrix.html", shown)


@guard(PUBLIC)
@require_GET
def sanctions(request: HttpRequest) -> HttpResponseBase:
    """Sanctions by level; who imposes them and since when they are offered."""
    known = law()
    today = local_day(clock.now(), ZONE)
    disciplines = known.book.disciplines
    chosen = next((one for one in disciplines if one.acts.covers(today)), disciplines[-1] if disciplines else None)
    levels = (
        [
            {
                "name": label(level.label),
                "sanctions": [
                    {
                        "label": label(one.label),
                        "basis": _basis(one.warrant),
                        "certain": one.warrant.certain,
                        "ended": one.offered.until is not None and not one.offered.covers(today),
                        "until": one.offered.until,
                    }
                    for one in sorted(chosen.sanctions, key=lambda one: one.rank)
                    if one.level == level.id
                ],
            }
            for level in known.employment.levels
        ]
        if chosen
        else []
    )
    shown = {"name": label(chosen.label) if chosen else "", "levels": [level for level in levels if level["sanctions"]]}
    return page(request, "law/sanctions.html", shown)


@guard(PUBLIC)
@require_GET
def terms(request: HttpRequest) -> HttpResponseBase:
    """Every limit: how long, counted how, for whom, what follows, and whether it is certain."""
    known = law().terms.values()
    duties = {
        "reporter": _("Bagi pelapor"),
        "office": _("Bagi kantor Bawaslu"),
        "national": _("Bagi lembaga nasional"),
        "instansi": _("Bagi instansi dan PPK"),
        "accused": _("Bagi terlapor"),
        "system": _("Bagi sistem"),
    }
    groups = [
        {"name": name, "terms": found}
        for duty, name in duties.items()
        if (found := [_term(one) for one in known if one.duty == duty])
    ]
    return page(request, "law/terms.html", {"groups": groups})


@guard(PUBLIC)
@require_GET
def term(request: HttpRequest, term: str) -> HttpResponseBase:
    """One limit, counted from a day that the reader names, with each day that does not count."""
    known = law()
    found = known.terms.get(term)
    if found is None:
        raise Http404
    form = CountForm(request.GET if "start_day" in request.GET else None)
    counted = _counted(found, form) if form.is_bound and form.is_valid() else None
    shown = {
        "term": _term(found),
        "form": form,
        "faults": form.faults,
        "faulty": bool(form.faults),
        "counted": counted,
    }
    return page(request, "law/term.html", shown, status=422 if form.faults else 200)


@guard(PUBLIC)
@require_GET
def calendar(request: HttpRequest) -> HttpResponseBase:
    """The days of a year on which offices are closed, with the doubtful ones marked."""
    known = law()
    years = sorted({one.day.year for one in known.calendar_days})
    asked = request.GET.get("tahun", "")
    today = local_day(clock.now(), ZONE)
    year = int(asked) if asked.isdecimal() and int(asked) in years else today.year
    days: list[dict[str, Any]] = [
        {
            "day": one.day,
            "weekday": weekday(one.day).split(",")[0],
            "name": one.name,
            "kind": _day_kind(one.kind),
            "estimated": one.estimated,
            "closes": one.closes,
            "areas": ", ".join(known.area_name(code) for code in sorted(one.areas)),
            "certain": one.warrant.certain and not one.estimated,
        }
        for one in known.calendar_days
        if one.day.year == year
    ]
    months = [
        {"name": month_name(number), "days": list(found)}
        for number, found in groupby(days, lambda one: one["day"].month)
    ]
    return page(request, "law/calendar.html", {"year": year, "years": years, "months": months})


def _groups(matrix: Matrix) -> list[dict[str, Any]]:
    names = {
        "ethics": _("Pelanggaran kode etik"),
        "discipline": _("Pelanggaran disiplin"),
        "party": _("Keanggotaan partai politik"),
        "criminal": _("Tindak pidana pemilihan"),
    }
    beside = _("Larangan disiplin lain di luar matriks")
    return [
        {"name": beside if statutory and category != "criminal" else names[category], "rows": rows}
        for category in CATEGORIES
        for statutory in (False, True)
        if (rows := [_row(row) for row in matrix.rows if row.category == category and row.statutory == statutory])
    ]


def _row(row: Row) -> dict[str, Any]:
    known = law()
    labels = {one.id: label(one.label) for discipline in known.book.disciplines for one in discipline.sanctions}
    levels = {one.id: label(one.label) for one in known.employment.levels} | {"criminal": _("Pidana")}
    phases = {
        "before_determination": _("sebelum penetapan peserta"),
        "after_determination": _("sejak penetapan peserta"),
        "campaign": _("dalam masa kampanye"),
        "any": _("kapan saja"),
    }
    return {
        "number": row.number,
        "numbered": not row.statutory,
        "description": label(row.description),
        "condition": label(row.condition),
        "phase": phases[row.phase],
        "level": levels.get(row.level, row.level),
        "sanctions": [labels[id_] for id_ in row.sanctions if id_ in labels],
        "basis": _basis(row.warrant),
        "certain": row.warrant.certain,
    }


def _term(one: Term) -> dict[str, Any]:
    lapse = {
        "expire": _("Haknya berakhir."),
        "escalate": _("Naik ke lembaga di atasnya."),
        "proceed_without": _("Dilanjutkan tanpa kehadiran atau jawaban."),
        "default_effect": _("Akibatnya berlaku dengan sendirinya."),
        "none_known": _("Tidak diketahui akibatnya."),
    }[one.on_lapse]
    certain = law_view.certain(one)
    return {
        "id": one.id,
        "name": label(one.label),
        "amount": law_view.amount_words(one),
        "before": one.direction == "before",
        "starts": _("hari yang disebut dalam suratnya") if one.start == "letter" else label(one.starts_from),
        "lapse": lapse,
        "by_itself": certain or one.acts_by_itself,
        "basis": _basis(one.warrant),
        "note": one.warrant.note if language() == "id" else "",
        "certain": certain,
    }


def _counted(one: Term, form: CountForm) -> dict[str, Any]:
    start = form.cleaned_data["start"]
    calendar = law().book.commons.calendar
    try:
        due = one.due_on(start, calendar)
        first, last = sorted((start, due))
        span = (last - first).days
        skipped = _closed(first, last) if one.unit == "working" and span <= LONGEST_SHOWN else []
    except YearNotPublishedError as missing:
        return {"missing": missing.args[0], "due": None, "skipped": []}
    return {"missing": None, "due": due, "skipped": skipped}


def _closed(first: date, last: date) -> Sequence[dict[str, Any]]:
    known = law()
    names = {one.day: one.name for one in known.calendar_days if one.closes and not one.areas}
    day, closed = first + DAY, []
    while day <= last:
        if not known.book.commons.calendar.is_open(day):
            closed.append({"day": day, "why": names.get(day) or _("akhir pekan")})
        day += DAY
    return closed


def _day_kind(kind: str) -> str:
    return {
        "public": _("libur nasional"),
        "joint_leave": _("cuti bersama"),
        "election": _("hari pemungutan suara"),
        "rerun": _("pemungutan suara ulang"),
    }.get(kind, kind)


def _basis(warrant: Warrant) -> str:
    return law().cite(warrant.basis, language())
