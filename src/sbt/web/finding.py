"""Officer entry: a report on paper or by telephone, a finding, initial information."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sbt.cases.actions import receive_report
from sbt.intake.actions import AccusedInput, ReporterInput, ReportInput
from sbt.people.acting import Answer, acting
from sbt.project import clock
from sbt.rulebook.current import law
from sbt.rules.deadline import local_day
from sbt.rules.identity import NIK_LENGTH
from sbt.rules.outcome import Refused
from sbt.rules.process import STEP_KINDS
from sbt.web import errors, law_view, places, wording
from sbt.web.formats import label
from sbt.web.forms.finding import MOST_PEOPLE, AccusedForm, FindingForm, posted_people
from sbt.web.guard import OFFICER, OfficerRequest, guard
from sbt.web.page import page
from sbt.web.step import LONGEST_KEY, STATUS, stored

if TYPE_CHECKING:
    from sbt.rules.authority import Actor

FORWARDING = "penerusan"


def entrances(actor: Actor, now: datetime) -> list[tuple[str, str]]:
    """List the ways in that the posting's role may use, forwardings and what grows out of a case aside."""
    process = law_view.process_on(local_day(now, actor.zone))
    powers = law().book.commons.authority.role_powers(actor.role)
    found = process.entrances if process else ()
    return [
        (one.id, label(one.label))
        for one in found
        if one.power in powers and one.id != FORWARDING and one.id not in STEP_KINDS
    ]


def channels() -> list[tuple[str, str]]:
    """List how something can have reached an officer."""
    return [
        ("langsung", _("Datang langsung atau surat")),
        ("telepon", _("Telepon atau pesan")),
        ("pengawasan", _("Hasil pengawasan sendiri")),
        ("media", _("Pemberitaan atau media sosial")),
    ]


@guard(OFFICER)
@require_http_methods(["GET", "POST"])
def finding(request: OfficerRequest) -> HttpResponseBase:
    """Enter what came in, and open a case for each person."""
    now = clock.now()
    ways = entrances(request.actor, now)
    if not ways:
        return errors.forbidden(request)
    posted = request.POST if request.method == "POST" else None
    today = local_day(now, request.actor.zone)
    areas = [] if "." in request.actor.area else places.areas(request.actor.area)
    offered = law_view.offered(today)
    form = FindingForm(
        posted,
        request.FILES if posted is not None else None,
        entrances=ways,
        channels=channels(),
        areas=areas,
        offered=offered,
        today=today,
    )
    more = posted is not None and request.POST.get("buat") == "tambah"
    count = min(posted_people(request.POST) + more, MOST_PEOPLE) if posted is not None else 1
    offices = places.accused_offices()
    people = [AccusedForm(posted, prefix=f"p{number}", offices=offices) for number in range(1, count + 1)]
    filled = [one for one in people if posted is not None and not (one.is_empty and one is not people[0])]
    if posted is None or more:
        return _shown(request, form, people, ways, quiet=True)
    if not form.is_valid() or not all([one.is_valid() for one in filled]):  # noqa: C419 (all of them are judged)
        return _shown(request, form, people, ways, status=422)
    outcome = _entered(request, form, filled, now)
    if isinstance(outcome, Refused):
        if outcome.fact in form.fields:
            form.add_error(outcome.fact, wording.refusal(outcome))
        return _shown(request, form, people, ways, refused=outcome, status=STATUS[outcome.kind])
    return HttpResponseRedirect(reverse("case", args=[outcome]) if outcome else reverse("cases"))


def _entered(request: OfficerRequest, form: FindingForm, people: list[AccusedForm], now: datetime) -> str | Refused:
    typed = form.cleaned_data
    key = request.POST.get("key", "")[:LONGEST_KEY]
    with acting(request.actor, now=now, key=key, request=b"temuan") as act:
        if act.replay is not None:
            return act.replay.body.decode()
        files = stored({"files": typed["files"]} if typed["files"] else {}, request.actor, now)
        if isinstance(files, Refused):
            act.settle(files)
            return files
        outcome = receive_report(
            _report(typed, people, request.actor),
            book=law().book,
            actor=request.actor,
            now=now,
            files=files.get("files", ()),
        )
        act.settle(outcome, action=typed["entrance"])
        if isinstance(outcome, Refused):
            return outcome
        ref = outcome.cases[0].ref
        act.remember(Answer(303, ref.encode()))
    return ref


def _report(typed: dict[str, Any], people: list[AccusedForm], actor: Actor) -> ReportInput:
    reporter = None
    if typed["reporter_name"]:
        reporter = ReporterInput(
            name=typed["reporter_name"],
            address=typed["reporter_address"],
            phone=typed["reporter_phone"],
            email=typed["reporter_email"],
        )
    return ReportInput(
        entrance=typed["entrance"],
        channel=typed["channel"],
        form=typed["form"],
        act=typed["period"],
        story=typed["story"],
        accused=tuple(_accused(one) for one in people),
        known_on=typed.get("known"),
        area=typed.get("area") or actor.area,
        place=typed["place"],
        witnesses=tuple(line.strip() for line in typed["witnesses"].splitlines() if line.strip()),
        reporter=reporter,
    )


def _accused(form: AccusedForm) -> AccusedInput:
    typed = form.cleaned_data
    number = typed["number"]
    return AccusedInput(
        name=typed["name"],
        named_office=typed["office"],
        unit=typed["unit"],
        post=typed["post"],
        nip="" if len(number) == NIK_LENGTH else number,
        nik=number if len(number) == NIK_LENGTH else "",
        account=typed["account"],
        instansi=form.instansi,
    )


def _shown(
    request: OfficerRequest,
    form: FindingForm,
    people: list[AccusedForm],
    ways: list[tuple[str, str]],
    *,
    refused: Refused | None = None,
    quiet: bool = False,
    status: int = 200,
) -> HttpResponseBase:
    faults = [] if quiet else [*form.faults, *(fault for one in people for fault in _faults_of(one, people))]
    context = {
        "form": form,
        "people": people,
        "count": len(people),
        "most": MOST_PEOPLE,
        "ways": [{"value": code, "label": words} for code, words in ways],
        "channels": channels(),
        "forms": [(code, words) for code, words, _hint in law_view.offered(form.today).forms],
        "offices": [offer.label for offer in places.accused_offices()],
        "areas": [offer.label for offer in places.areas(request.actor.area)] if "area" in form.fields else [],
        "faults": faults,
        "faulty": bool(faults),
        "quiet": quiet,
        "refused": wording.refusal(refused) if refused and refused.fact not in form.fields else "",
        "key": request.POST.get("key", "") or secrets.token_urlsafe(18),
        "had_files": bool(request.FILES),
        "precisions": [
            {"value": "day", "label": _("Tanggal ini")},
            {"value": "about", "label": _("Sekitar tanggal ini")},
            {"value": "month", "label": _("Bulan ini")},
            {"value": "between", "label": _("Antara dua tanggal")},
        ],
    }
    return page(request, "officer/finding.html", context, status=status)


def _faults_of(one: AccusedForm, people: list[AccusedForm]) -> list[tuple[str, str]]:
    return [] if one.is_empty and one is not people[0] else one.placed_faults
