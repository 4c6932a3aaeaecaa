"""What a correction does besides its own values: the day and place of the act, and the law that holds for that day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sbt.rules.outcome import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sbt.cases.models import Case
    from sbt.rules.book import CaseLaw, RuleBook
    from sbt.rules.case import CaseState
    from sbt.rules.event import Event, FactValue


class Corrected(NamedTuple):
    """The event with all that it changes, and the law of the case after it."""

    event: Event
    law: CaseLaw


def correct(case: Case, before: CaseState, event: Event, *, book: RuleBook) -> Corrected | Refused:
    """Put the corrected day and place on the case, not yet stored; another day of the act pins the law of that day.

    A row of the matrix that the law of the new day does not know is taken off: the officer chooses anew.
    """
    facts, effects = event.facts, event.effects
    values, pins = dict(effects.values), dict(before.pins)
    if (days := _days(case, facts)) is not None:
        first, last = days
        if last < first:
            return Refused("dates_reversed", "facts", {}, "act_to")
        found = pins_of_day(case, first, pins, book)
        if isinstance(found, Refused):
            return found
        pins = found
        case.act_from, case.act_to = first, last
        case.act_precision = "day" if first == last else "between"
    law = book.law_for(pins)
    row = values.get("row") or before.values.get("row", "")
    if row and law.matrix.row(row) is None:
        values |= {"row": "", "level": "", "category": ""}
    if election := book.commons.elections.get(values.get("election", "")):
        values["election_kind"] = "national" if election.kind == "national" else "regional"
    if "office" in values:
        case.area = book.commons.area_of(values["office"]) or case.area
    changed = {name: digest for name, digest in pins.items() if before.pins[name] != digest}
    return Corrected(replace(event, effects=replace(effects, values=values, pins=changed)), law)


def _days(case: Case, facts: Mapping[str, FactValue]) -> tuple[date, date] | None:
    return stated_days(facts.get("act_from"), facts.get("act_to"), case)


def stated_days(first: object, last: object, case: Case) -> tuple[date, date] | None:
    """Give the first and last day that were stated, one of them filled in from the other or the case; None for none."""
    if not isinstance(first, date):
        return (case.act_from, last) if isinstance(last, date) else None
    return first, last if isinstance(last, date) else first


def pins_of_day(case: Case, day: date, pins: Mapping[str, str], book: RuleBook) -> dict[str, str] | Refused:
    """Give the pins with the matrix and discipline of the day, those at hand where they hold for it; never a new process."""
    kept = book.law_for(pins)
    if kept.matrix.acts.covers(day) and kept.discipline.acts.covers(day):
        return dict(pins)
    try:
        found = book.pins_for(received=case.received_on, act=day)
    except LookupError:
        params = {"received": case.received_on.isoformat(), "act": day.isoformat()}
        return Refused("no_law_for_date", "facts", params, "act_from")
    return {**found, "process": pins["process"]}
