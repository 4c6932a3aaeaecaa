"""Puts the records of entries together into the law: generated institutions, places, calendars."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sbt.rulebook.entries import protection
from sbt.rulebook.entries.base import Entry, many
from sbt.rulebook.entries.commons import CommonsEntry
from sbt.rulebook.entries.discipline import DisciplineEntry
from sbt.rulebook.entries.matrix import MatrixEntry
from sbt.rulebook.entries.process import ProcessEntry
from sbt.rulebook.law import Law
from sbt.rulebook.reference import CalendarDay, Correction, Employment, Regency, Served
from sbt.rulebook.texts import Version
from sbt.rules.authority import Authority
from sbt.rules.book import Commons, Institution, RuleBook
from sbt.rules.calendar import WorkCalendar
from sbt.rules.discipline import Discipline
from sbt.rules.matrix import Matrix
from sbt.rules.process import Process


@dataclass(frozen=True, slots=True)
class BuiltCommons:
    """The commons as the rules read them, beside the entries they were made of."""

    version: Version
    entry: CommonsEntry
    commons: Commons
    regencies: tuple[Regency, ...]
    days: tuple[CalendarDay, ...]
    corrections: tuple[Correction, ...]
    employment: Employment


def build_commons(version: Version, entry: CommonsEntry) -> BuiltCommons:
    """Build the commons; the demo overlay's areas get their institutions like real ones."""
    added = entry.overlay.areas.regencies if entry.overlay else []
    regencies = (*(one.made() for one in entry.regencies), *(one.made(demo=True) for one in added))
    institutions = {one.id: one for one in _institutions(entry, regencies)}
    days, corrections = _days(entry)
    commons = Commons(
        institutions=institutions,
        kinds={kind.id: kind.made() for kind in entry.institutions.kinds},
        authority=Authority(
            grants=tuple(grant.made() for grant in entry.grants.grants),
            vacancies=tuple(vacancy.made() for vacancy in entry.grants.vacancies),
            roles=tuple(role.made() for role in entry.roles.roles),
            table=entry.powers.made(),
        ),
        calendar=_calendar(entry, days),
        elections={election.id: election.made() for election in entry.elections.elections},
        digest=version.digest,
        by_sight_and_area=dict(_by_sight_and_area(entry, institutions.values())),
    )
    return BuiltCommons(version, entry, commons, regencies, days, corrections, entry.employment.made())


def build_law(
    built: BuiltCommons, current: Iterable[tuple[Version, Entry]], older: Iterable[tuple[Version, Entry]]
) -> Law:
    """Build the law from its commons, the versions in force, and the older ones."""
    deciders = {word.id: word.label for word in built.employment.deciders}
    ranks = {level.id: level.order for level in built.employment.job_levels if level.order is not None}
    processes: list[Process] = []
    matrices: list[Matrix] = []
    disciplines: list[Discipline] = []
    by_digest: dict[str, Process | Matrix | Discipline] = {}
    matrix_references, discipline_references = {}, {}
    in_force = list(current)
    for version, entry in (*older, *in_force):
        is_current = (version, entry) in in_force
        match entry:
            case ProcessEntry():
                by_digest[version.digest] = process = entry.made(version.digest)
                processes += [process] if is_current else []
            case MatrixEntry():
                by_digest[version.digest] = matrix = entry.made(version.digest)
                matrix_references[version.digest] = entry.reference()
                matrices += [matrix] if is_current else []
            case DisciplineEntry():
                by_digest[version.digest] = discipline = entry.made(version.digest, deciders, ranks)
                discipline_references[version.digest] = entry.reference()
                disciplines += [discipline] if is_current else []
    commons = built.entry
    return Law(
        book=RuleBook(
            processes=tuple(processes),
            matrices=tuple(matrices),
            disciplines=tuple(disciplines),
            commons=built.commons,
            by_digest=by_digest,
        ),
        digest=built.version.digest,
        instruments={one.id: one.made() for one in commons.sources.instruments},
        provinces={one.code: one.made() for one in commons.provinces},
        regencies={one.code: one for one in built.regencies},
        terms={one.id: one.made() for one in commons.terms},
        employment=built.employment,
        control=commons.control.made(),
        offices=commons.offices.made(),
        disclosure=commons.disclosure.made(),
        custody=commons.custody.made(),
        reprisal=commons.reprisal.made(),
        information=commons.information.made(),
        protection=protection.made(commons.processing, commons.retention),
        demo=commons.overlay.made() if commons.overlay else None,
        signatories=tuple(one.made() for one in commons.institutions.signatories),
        served=tuple(
            Served(institution=one.id, province=area.province, warrant=area.warrant(one.warrant()))
            for one in commons.institutions.institutions
            for area in one.areas
        ),
        matrices=matrix_references,
        disciplines=discipline_references,
        powers={one.id: one.made() for one in commons.roles.powers},
        coordinators={one.id: frozenset(many(one.steps_in)) for one in commons.roles.roles if one.coordinates},
        decisive=frozenset(one.id for one in commons.roles.powers if one.decisive),
        election_offices=tuple(one.made() for one in commons.elections.offices),
        court_sanctions={one.id: one.made() for one in commons.criminal.court_sanctions},
        calendar_days=built.days,
        corrections=built.corrections,
        satgas_kinds=frozenset(one.id for one in commons.institutions.kinds if one.satgas),
        accused_kinds=frozenset(kind for one in commons.offices.offices for kind in many(one.kinds)),
    )


def _institutions(entry: CommonsEntry, regencies: Iterable[Regency]) -> Iterator[Institution]:
    provinces = {one.code: one for one in entry.provinces}
    regencies = tuple(regencies)
    for pattern in entry.institutions.patterns:
        if pattern.per == "province":
            for province in provinces.values():
                if pattern.fits(province.code, ""):
                    yield pattern.made(code=province.code, name=province.name, zone=province.zone)
            continue
        for regency in regencies:
            zone = provinces[regency.province].zone if regency.province in provinces else "WIB"
            if pattern.fits(regency.code, regency.kind):
                yield pattern.made(code=regency.code, name=regency.name, zone=zone)
    for institution in entry.institutions.institutions:
        yield institution.made()


def _by_sight_and_area(
    entry: CommonsEntry, institutions: Iterable[Institution]
) -> Iterator[tuple[tuple[str, str], str]]:
    sights = {kind.id: kind.sight for kind in entry.institutions.kinds}
    for institution in institutions:
        if institution.area and sights.get(institution.kind) in ("province", "office"):
            yield (sights[institution.kind], institution.area), institution.id
    for one in entry.institutions.institutions:
        for served in one.areas:
            yield (sights.get(one.kind, ""), served.province), one.id


def _days(entry: CommonsEntry) -> tuple[tuple[CalendarDay, ...], tuple[Correction, ...]]:
    """Give the days after every decree, and the decrees in the order of their files."""
    days = {
        (day.date_, str(day.kind)): day.made(calendar.warrant())
        for calendar in entry.calendars
        for day in calendar.days
    }
    corrections = []
    for override in (file.override for file in entry.overrides):
        removed = tuple((day.date_, str(day.kind)) for day in override.removes)
        not_found = tuple(key for key in removed if days.pop(key, None) is None)
        added = tuple(day.made(override.warrant()) for day in override.adds)
        days |= {(day.day, day.kind): day for day in added}
        corrections.append(
            Correction(
                id=override.id,
                decree=override.decree,
                dated=override.date_,
                added=added,
                removed=removed,
                not_found=not_found,
                warrant=override.warrant(),
            )
        )
    return tuple(sorted(days.values(), key=lambda day: (day.day, day.kind))), tuple(corrections)


def _calendar(entry: CommonsEntry, days: Iterable[CalendarDay]) -> WorkCalendar:
    closed: set[date] = set()
    regional: dict[date, frozenset[str]] = {}
    for day in days:
        if day.areas:
            regional[day.day] = regional.get(day.day, frozenset()) | day.areas
        elif day.closes:
            closed.add(day.day)
    return WorkCalendar(frozenset(calendar.year for calendar in entry.calendars), frozenset(closed), regional)
