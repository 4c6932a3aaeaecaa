"""Notes which reports of the last weeks are alike. Run by a job, never by a request; touches no case and no report.

What is compared is what was reported: words, files, persons, places, days. Of how a report came nothing is kept that
could be compared.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sbt.cases.models import CaseFile, CaseReport
from sbt.intake.models import Pattern, PatternReport, Statement
from sbt.register.names import name_key
from sbt.rules.likeness import bursts, like_texts, shared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TEXT: Final = "text"
FILES: Final = "files"
PERSON: Final = "person"
PLACE: Final = "place"
KINDS: Final = (TEXT, FILES, PERSON, PLACE)
WINDOW = timedelta(days=30)
"""How far back reports are compared with each other."""
COPIES = 3
"""So many reports in nearly the same words, or with the same files, are shown."""
MANY, DAYS = 10, 7
"""So many reports about one person, or about one place and day, within so many days are shown."""

type Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """What one report says, as far as it is compared."""

    received_on: date
    text: str
    persons: set[Key] = field(default_factory=set)
    places: set[Key] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Told:
    """What citizens reported in the last weeks, as far as it is compared."""

    reports: dict[str, _Told]
    files: tuple[frozenset[str], ...]


def told_lately(today: date) -> Told:
    """Read what is compared."""
    return Told(_told(today - WINDOW), tuple(_same_files(today - WINDOW)))


def patterns_of(told: Told) -> list[tuple[str, frozenset[str]]]:
    """Find what is alike, by kind; needs no database, since it may take half a minute."""
    return list(_found(told))


def note_patterns(patterns: Iterable[tuple[str, frozenset[str]]], today: date) -> int:
    """Keep the patterns; give how many reports were added to one."""
    return sum(_noted(kind, group, today) for kind, group in patterns)


def _told(since: date) -> dict[str, _Told]:
    statements = Statement.objects.filter(report__received_on__gte=since, report__institution="")
    told = {
        str(report): _Told(on, story)
        for report, on, story in statements.values_list("report_id", "report__received_on", "story").iterator()
    }
    links = CaseReport.objects.filter(report__received_on__gte=since, report__institution="")
    columns = ("report_id", "case__area", "case__act_from", *(f"case__subject__{name}" for name in _SUBJECT))
    for report, area, act_from, nip, account, name, instansi, named_office in links.values_list(*columns).iterator():
        one = told.get(str(report))
        if one is None:
            continue
        one.persons.update(_person_keys(nip, account, name, instansi or area or name_key(named_office)))
        if area:
            one.places.add((area, act_from.isoformat()))
    return told


_SUBJECT = ("nip", "account", "name", "instansi", "named_office")


def _person_keys(nip: str, account: str, name: str, where: str) -> Iterator[Key]:
    if nip:
        yield ("nip", nip)
    if account:
        yield ("account", account.casefold().strip("@ "))
    if name:
        yield ("name", name_key(name), where)


def _found(given: Told) -> Iterator[tuple[str, frozenset[str]]]:
    told = given.reports
    for group in like_texts({name: one.text for name, one in told.items()}, least=COPIES):
        yield TEXT, group
    for group in given.files:
        yield FILES, group & told.keys()
    for kind, keys in (
        (PERSON, {name: one.persons for name, one in told.items()}),
        (PLACE, {name: one.places for name, one in told.items()}),
    ):
        for group in {
            bursts({name: told[name].received_on for name in names}, within=DAYS, least=MANY)
            for _key, names in shared(keys)
        }:
            if group:
                yield kind, group


def _same_files(since: date) -> Iterator[frozenset[str]]:
    """Give the reports with which the same bytes were handed in again and again, each time as a file of its own."""
    links = CaseFile.objects.filter(
        from_report=True, case__report_links__report__received_on__gte=since, file__institution=""
    )
    files: defaultdict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    rows = links.values_list("file__sha256", "file_id", "case__report_links__report_id")
    for sha256, file, report in rows.iterator():
        files[sha256][str(file)].add(str(report))
    for uploads in files.values():
        reports = frozenset().union(*uploads.values())
        if min(len(uploads), len(reports)) >= COPIES:
            yield reports


def _noted(kind: str, group: frozenset[str], today: date) -> int:
    """Add a group to the pattern that knows most of its reports already, or to a new one."""
    reports = {UUID(one) for one in group}
    known = PatternReport.objects.filter(pattern__kind=kind, report__in=reports).order_by("pattern__found_on", "id")
    patterns: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for report, pattern in known.values_list("report_id", "pattern_id"):
        patterns[pattern].add(report)
    if any(reports <= held for held in patterns.values()):
        return 0
    largest = max(patterns, key=lambda one: len(patterns[one]), default=None)
    own = Pattern.objects.create(kind=kind, found_on=today).id if largest is None else largest
    new = sorted(reports - patterns[own])
    PatternReport.objects.bulk_create(
        [PatternReport(pattern_id=own, report_id=one) for one in new], ignore_conflicts=True
    )
    return len(new)
