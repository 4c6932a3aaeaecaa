"""Whether every power of a regime has its holder on every day: one where exclusive, the named ones where joint."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from sbt.rules.authority import Grant
from sbt.rules.book import Commons, RuleBook
from sbt.rules.finding import Finding
from sbt.rules.powers import NOT_BODIES
from sbt.rules.process import Process
from sbt.rules.span import Span

DAY = timedelta(days=1)


def lint_powers(book: RuleBook) -> Iterator[Finding]:
    """Name powers without holder, with two, or that no role uses, and grants of nobody known."""
    commons = book.commons
    used: dict[str, tuple[str, ...]] = {}
    for process in book.processes:
        for power, where in _powers(process).items():
            used.setdefault(power, where)
            yield from _held(power, process, commons, where)
    yield from _grants(commons)
    granted = {grant.power for grant in commons.authority.grants}
    usable = {power for role in commons.authority.roles for power in role.powers}
    for role in commons.authority.roles:
        for power in sorted(role.powers - granted):
            yield Finding("power_unknown", ("commons", "commons", "roles", role.id), {"power": power, "role": role.id})
    for power, where in used.items():
        if power in granted and power not in usable:
            yield Finding("power_without_role", where, {"power": power})


def _powers(process: Process) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for part, pairs in (
        ("steps", [(step.id, step.power) for step in process.steps]),
        ("handovers", [(rule.id, rule.power) for rule in process.handovers]),
        ("entrances", [(entrance.id, entrance.power) for entrance in process.entrances]),
        ("stages", [(stage.id, stage.desk) for stage in process.stages if stage.desk]),
    ):
        for id_, power in pairs:
            found.setdefault(power, ("process", process.id, part, id_))
    return found


def _held(power: str, process: Process, commons: Commons, where: tuple[str, ...]) -> Iterator[Finding]:
    authority = commons.authority
    grants = [grant for grant in authority.grants if grant.power == power]
    if not grants:
        yield Finding("power_not_granted", where, {"power": power, "process": process.id})
        return
    vacancies = [vacancy for vacancy in authority.vacancies if vacancy.power == power]
    for first, last in _stretches(process.received, [*(one.span for one in grants), *(one.span for one in vacancies)]):
        holding = [grant for grant in grants if grant.span.covers(first)]
        params = {"power": power, "from": first.isoformat(), "until": last.isoformat() if last else ""}
        vacant = [vacancy for vacancy in vacancies if vacancy.span.covers(first)]
        at = ("commons", "commons", "grants", power)
        if not holding and not vacant:
            yield Finding("power_without_holder", at, params)
        if not holding and any(not vacancy.warrant.basis for vacancy in vacant):
            yield Finding("vacancy_without_basis", ("commons", "commons", "vacancies", power), params)
        if holding and vacant:
            yield Finding("vacancy_with_holder", ("commons", "commons", "vacancies", power), params)
        for kind in _left_out(holding, commons):
            yield Finding("power_without_holder_for_kind", at, {**params, "kind": kind})
        if two := _rivals(holding):
            yield Finding("power_with_two_holders", at, {**params, "holders": ", ".join(two)})


def _left_out(holding: list[Grant], commons: Commons) -> list[str]:
    """Name kinds of institution on whose territory nobody holds a power that is held by territory."""
    if not holding or any(grant.institution or not grant.kinds for grant in holding):
        return []
    held = {kind for grant in holding for kind in grant.kinds}
    territories = {grant.territory for grant in holding}
    return [kind.id for kind in commons.kinds.values() if kind.sight in territories and kind.id not in held]


def _stretches(within: Span, spans: Iterable[Span]) -> list[tuple[date, date | None]]:
    """Cut the time into stretches in which the same grants hold; an open start begins with the first day named."""
    spans = list(spans)
    cuts = {span.start for span in spans if span.start} | {span.until + DAY for span in spans if span.until}
    cuts |= {within.start} if within.start else set()
    days = sorted(day for day in cuts if within.covers(day))
    if not days:
        days = [within.start or within.until or date.min]
    ends: list[date | None] = [later - DAY for later in days[1:]]
    return list(zip(days, [*ends, within.until], strict=True))


def _rivals(holding: list[Grant]) -> tuple[str, ...]:
    """Name holders that an exclusive power would have side by side on one territory."""
    for place, grant in enumerate(holding):
        for other in holding[place + 1 :]:
            if grant.joint and other.joint:
                continue
            if grant.joint != other.joint or _meet(grant, other):
                return _name(grant), _name(other)
    return ()


def _meet(one: Grant, other: Grant) -> bool:
    if one.institution and other.institution:
        return True
    if one.territory != other.territory:
        return False
    return not one.kinds or not other.kinds or bool(one.kinds & other.kinds)


def _name(grant: Grant) -> str:
    return grant.institution or "|".join(sorted(grant.kinds)) or grant.territory


def _grants(commons: Commons) -> Iterator[Finding]:
    for grant in commons.authority.grants:
        where = ("commons", "commons", "grants", grant.power)
        if grant.institution and grant.institution not in (*commons.institutions, *NOT_BODIES):
            yield Finding("institution_unknown", where, {"institution": grant.institution})
        if not grant.institution and grant.territory == "nation":
            yield Finding("grant_of_nobody", where, {"power": grant.power})
        for kind in sorted(grant.kinds - set(commons.kinds)):
            yield Finding("kind_unknown", where, {"kind": kind})
        sights = {commons.kinds[kind].sight for kind in grant.kinds if kind in commons.kinds}
        if sights and grant.territory in ("province", "kanreg") and sights != {grant.territory}:
            yield Finding("territory_of_other_kind", where, {"power": grant.power, "territory": grant.territory})
        span = grant.span
        if span.start and span.until and span.until < span.start:
            yield Finding("span_backwards", where, {"from": str(span.start), "until": str(span.until)})
