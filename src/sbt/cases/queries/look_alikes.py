"""Reports that a job found to be alike, as far as one posting sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sbt.cases.models import CaseReport
from sbt.cases.queries.sight import cases_visible_to
from sbt.intake.models import PatternReport

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID

    from sbt.rules.authority import Actor
    from sbt.rules.book import Commons

MOST = 30
"""How many reports of a pattern are shown side by side."""


@dataclass(frozen=True, slots=True)
class LookAlike:
    """One report of a pattern with the cases in sight that rest on it."""

    report: str
    refs: tuple[str, ...]
    received_on: date
    area: str
    accused: str
    story: str
    own: bool
    """It is a report of the case that is looked at."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Reports in sight that are alike, and in which ways."""

    kinds: tuple[str, ...]
    reports: tuple[LookAlike, ...]
    first_on: date
    last_on: date

    @property
    def many(self) -> int:
        """Give how many reports of it are in sight."""
        return len(self.reports)


def alike_to(case: UUID, *, actor: Actor, commons: Commons) -> tuple[Alike, ...]:
    """Give the patterns to which a report of the case belongs; of their other reports only those in sight.

    Patterns of the same reports, or of fewer than another holds, are told as one.
    """
    own = set(CaseReport.objects.filter(case=case).values_list("report_id", flat=True))
    patterns = PatternReport.objects.filter(report__in=own).values("pattern")
    rows = PatternReport.objects.filter(pattern__in=patterns).values_list("pattern_id", "pattern__kind", "report_id")
    members: dict[UUID, tuple[str, set[UUID]]] = {}
    for pattern, kind, report in rows:
        members.setdefault(pattern, (kind, set()))[1].add(report)
    wanted = {report for _kind, reports in members.values() for report in reports}
    seen = _seen(wanted, own, actor, commons)
    whole: list[tuple[set[str], frozenset[UUID]]] = []
    for kind, reports in sorted(members.values(), key=lambda one: -len(one[1] & seen.keys())):
        in_sight = frozenset(reports & seen.keys())
        if len(in_sight) < 2:  # noqa: PLR2004 - one report is like no other
            continue
        holder = next((kinds for kinds, held in whole if in_sight <= held), None)
        if holder is None:
            whole.append(({kind}, in_sight))
        else:
            holder.add(kind)
    return tuple(_alike(kinds, [seen[one] for one in held]) for kinds, held in whole)


def _alike(kinds: Collection[str], reports: list[LookAlike]) -> Alike:
    days = [one.received_on for one in reports]
    ordered = sorted(reports, key=lambda one: (not one.own, one.received_on, one.report))
    return Alike(tuple(sorted(kinds)), tuple(ordered), min(days), max(days))


def _seen(reports: set[UUID], own: set[UUID], actor: Actor, commons: Commons) -> dict[UUID, LookAlike]:
    """Read those of the reports that rest under a case in sight."""
    links = CaseReport.objects.filter(report__in=reports, case__in=cases_visible_to(actor, commons))
    rows = links.select_related("case__subject", "report__statement").order_by("case__ref")
    found: dict[UUID, LookAlike] = {}
    for link in rows:
        earlier = found.get(link.report_id)
        found[link.report_id] = LookAlike(
            report=str(link.report_id),
            refs=(*(earlier.refs if earlier else ()), link.case.ref),
            received_on=link.report.received_on,
            area=link.report.area,
            accused=earlier.accused if earlier else link.case.subject.shown_name,
            story=link.report.statement.story,
            own=link.report_id in own,
        )
    return found
