"""What public pages take from the law in force: forms, places, elections, limits. Decides nothing."""

from collections import Counter
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sbt.rulebook.current import law
from sbt.rules.authority import Role
from sbt.rules.calendar import YearNotPublishedError
from sbt.rules.deadline import Term
from sbt.rules.matrix import Matrix
from sbt.rules.period import Period
from sbt.rules.process import Process
from sbt.web.formats import label
from sbt.web.forms.report import Offered

WINDOWS = {"national": "pemilu_report_window", "regional": "pilkada_report_window"}
QUICK_EXIT = "https://www.bmkg.go.id/"
OTHER_FORM = "other"

__all__ = ["Offered"]


def offered(today: date, *, province: str = "", period: Period | None = None) -> Offered:
    """Give what a report may choose from: forms, provinces, and the regencies and elections that fit what is known."""
    known = law()
    matrix = matrix_on(period.first if period else today)
    reference = known.matrices.get(matrix.digest) if matrix else None
    return Offered(
        forms=[(word.id, label(word.label), label(word.hint)) for word in (reference.forms if reference else ())],
        provinces=[(one.code, one.name) for one in known.provinces.values()],
        regencies=[(one.code, known.area_name(one.code)) for one in known.regencies_of(province)],
        elections=elections_around(period) if period else [],
    )


def elections_around(period: Period) -> list[tuple[str, str]]:
    """List the elections whose calendar covers the act, by code and name."""
    return [
        (election.id, label(election.label))
        for election in law().elections()
        if not election.planned and (election.underway(period.first) or election.underway(period.last))
    ]


def likely_election(period: Period) -> str:
    """Give the code of the election that the act most likely concerns, or nothing."""
    found = law().book.commons.election_of(period, "")
    return found.id if found else ""


def matrix_on(day: date) -> Matrix | None:
    """Give the matrix for acts of the day; the newest where none covers it."""
    matrices = law().book.matrices
    return next((one for one in matrices if one.acts.covers(day)), matrices[-1] if matrices else None)


def process_on(day: date) -> Process | None:
    """Give the regime for reports received on the day."""
    return next((one for one in law().book.processes if one.received.covers(day)), None)


def report_window(election: str = "") -> Term | None:
    """Give the limit within which Bawaslu registers a report on the election."""
    known = law()
    found = known.book.commons.elections.get(election)
    kind = "national" if found and found.kind == "national" else "regional"
    return known.terms.get(WINDOWS[kind])


def window_words() -> str:
    """Say the limit within which Bawaslu registers a report."""
    term = report_window()
    return amount_words(term) if term else _("waktu yang ditentukan")


def registration_until(known_on: date, election: str = "", area: str = "") -> date | None:
    """Give the last day on which a report would still be registered; None when the calendar does not reach it."""
    term = report_window(election)
    if term is None:
        return None
    try:
        return term.due_on(known_on, law().book.commons.calendar, area)
    except YearNotPublishedError:
        return None


def offices_offered(province: str) -> list[str]:
    """List names of governments of the province and of national bodies, to be offered while typing."""
    fitting = [
        one
        for one in law().accused_offices()
        if not one.area or one.area == province or one.area.startswith(f"{province}.")
    ]
    fitting.sort(key=lambda one: (not one.area, one.name.id))
    return [one.name.id for one in fitting]


def institution_named(name: str) -> str:
    """Give the id of the institution of exactly this name, or nothing."""
    known, wanted = law(), " ".join(name.lower().split())
    for one in known.institutions_of(*known.accused_kinds):
        if wanted in (one.name.id.lower(), one.name.en.lower(), one.short.lower()):
            return one.id
    return ""


def amount_words(term: Term) -> str:
    """Say a limit: 7 hari, 3 hari kerja, 24 jam."""
    if term.unit == "working":
        return ngettext("%(num)d hari kerja", "%(num)d hari kerja", term.amount) % {"num": term.amount}
    if term.unit == "hours":
        return ngettext("%(num)d jam", "%(num)d jam", term.amount) % {"num": term.amount}
    return ngettext("%(num)d hari", "%(num)d hari", term.amount) % {"num": term.amount}


def certain(term: Term) -> bool:
    """Tell whether a limit may be shown without the mark."""
    return term.warrant.certain and term.unit_verified


def role_of(id_: str) -> Role | None:
    """Give the role, or None for an unknown one."""
    return next((role for role in law().book.commons.authority.roles if role.id == id_), None)


def quick_exit() -> str:
    """Give the address to which *Keluar cepat* leads: something that everybody may look at."""
    return str(getattr(settings, "SBT_QUICK_EXIT", QUICK_EXIT))


def stations_after_report(today: date) -> list[dict[str, object]]:
    """Say for the home page what happens after reporting, with the limits of the regime in force."""
    first: dict[str, object] = {
        "label": _("Anda melapor"),
        "holder": _("Tanpa akun, boleh anonim"),
        "time": _("Sekitar 10 menit"),
    }
    process = process_on(today)
    if process is None:
        return [first]
    terms = _main_limits(process)
    listed = [first]
    for number, name in enumerate(process.stations, start=1):
        if number in (1, len(process.stations)):
            continue
        term = terms.get(number)
        listed.append(
            {
                "label": label(name),
                "holder": _holders(process, number, today),
                "time": amount_words(term) if term else "",
                "certain": certain(term) if term else True,
            }
        )
    return listed


def _holders(process: Process, station: int, today: date) -> str:
    """Name who has a case at the station: those who vote there, else those on whose desk most of its stages lie."""
    stages = [one for one in process.stages if one.station == station]
    votes = [one for one in process.steps if one.kind == "vote" and one.sources & {stage.id for stage in stages}]
    named = Counter(_named_in(power, today) for power in [one.power for one in votes] or [one.desk for one in stages])
    return max(named, key=lambda names: (bool(names), named[names]), default="")


def _named_in(power: str, today: date) -> str:
    """Name the holders of a power for any case: institutions by name, those that the place names by what they are."""
    local = {
        "office": _("Bawaslu setempat"),
        "province": _("Bawaslu provinsi"),
        "instansi": _("PPK di instansi terlapor"),
        "kanreg": _("Kantor regional BKN"),
    }
    known = law()
    grants = [one for one in known.book.commons.authority.grants if one.power == power and one.span.covers(today)]
    found = [
        institution.short or label(institution.name)
        for one in grants
        if (institution := known.institution(one.institution)) is not None
    ]
    return ", ".join(found) or next((local[one.territory] for one in grants if one.territory in local), "")


def _main_limits(process: Process) -> dict[int, Term]:
    """Give for each station the limit that ends when the case is handed on from there."""
    by_id = {term.id: term for term in process.terms if term.on_lapse != "default_effect"}
    stages = {stage.id: stage for stage in process.stages}
    found: dict[int, Term] = {}
    for step in process.steps:
        onward = [stages[id_].station for id_ in step.target.stages() if not stages[id_].final]
        for source in step.sources & stages.keys():
            station = stages[source].station
            stopped = [by_id[id_] for id_ in step.stops if id_ in by_id]
            if stopped and any(target > station for target in onward):
                found.setdefault(station, stopped[0])
    return found
