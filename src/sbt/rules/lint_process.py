"""Whether a regime holds together: stages, marks, facts, terms. Who holds its powers is linted elsewhere."""

from collections.abc import Iterable, Iterator, Mapping

from sbt.rules.deadline import SELF_ACTING, Term
from sbt.rules.finding import Finding, Where
from sbt.rules.lint_guards import Ground, lint_guards, passed_terms
from sbt.rules.process import ANY_OPEN, CASE_VALUES, Entrance, FactField, Process, Start, Step

SET_BY_CODE = frozenset({"handed_over"})
"""Marks that `decide` itself sets."""
FACT_SOURCES = frozenset(
    {
        "rows",
        "forms",
        "sanctions",
        "institutions",
        "job_levels",
        "dimensions",
        "effects",
        "elections",
        "offices",
        "officers",
        "posts",
        "copies_made",
        "copies_released",
    }
)
SIGHTS = frozenset({"nation", "province", "office", "instansi", "kanreg"})


def lint_process(process: Process, ground: Ground) -> Iterator[Finding]:
    """Name every contradiction inside the regime."""
    stages = {stage.id for stage in process.stages}
    yield from _twice(process)
    for entrance in process.entrances:
        where = _where(process, "entrances", entrance.id)
        if entrance.stage not in stages:
            yield Finding("stage_unknown", (*where, "stage"), {"stage": entrance.stage})
        yield from _starts(entrance.starts, None, ground, where)
        yield from _declared(process, entrance.sets, (*where, "sets"))
    for step in process.steps:
        where = _where(process, "steps", step.id)
        yield from _step_stages(step, stages, where)
        yield from _step_marks(process, step, ground, where)
        yield from _step_facts(step, where)
        yield from _starts(step.starts, step, ground, where)
        yield from _step_terms(step, ground, where)
        yield from lint_guards(ground, step, where)
    yield from _stages(process)
    yield from _term_effects(process, ground, stages)
    if stages and process.entrances:
        yield from _ways(process)
        yield from _clocks(process)


def _where(process: Process, part: str, id_: str) -> Where:
    return ("process", process.id, part, id_)


def _twice(process: Process) -> Iterator[Finding]:
    for part, ids in (
        ("stages", [stage.id for stage in process.stages]),
        ("steps", [step.id for step in process.steps]),
        ("entrances", [entrance.id for entrance in process.entrances]),
    ):
        for id_ in {id_ for id_ in ids if ids.count(id_) > 1}:
            yield Finding("id_twice", _where(process, part, id_), {"id": id_})


def _step_stages(step: Step, stages: set[str], where: Where) -> Iterator[Finding]:
    for source in sorted(step.sources - stages - {ANY_OPEN}):
        yield Finding("stage_unknown", (*where, "from"), {"stage": source})
    if not step.sources:
        yield Finding("step_from_nowhere", (*where, "from"), {"step": step.id})
    for target in sorted(step.target.stages() - stages):
        yield Finding("stage_unknown", (*where, "to"), {"stage": target})
    if not step.target.by:
        return
    fact = step.fact(step.target.by)
    if fact is None:
        if step.target.by not in CASE_VALUES:
            yield Finding("fact_unknown", (*where, "to"), {"fact": step.target.by})
        return
    codes = {option.code for option in fact.options}
    for code in sorted(set(step.target.table) - codes if codes else ()):
        yield Finding("code_unknown", (*where, "to"), {"fact": fact.name, "code": code})


def _step_marks(process: Process, step: Step, ground: Ground, where: Where) -> Iterator[Finding]:
    for key, marks in (("sets", step.sets), ("clears", step.clears), ("needs", step.needs), ("unless", step.unless)):
        yield from _declared(process, marks, (*where, key))
    made = _marks_made(process, ground.terms.values())
    for key, marks in (("needs", step.needs), ("unless", step.unless)):
        for mark in marks:
            if mark in process.marks and mark not in made:
                yield Finding("mark_never_set", (*where, key), {"mark": mark})


def _declared(process: Process, marks: Iterable[str], where: Where) -> Iterator[Finding]:
    for mark in marks:
        if mark not in process.marks:
            yield Finding("mark_undeclared", where, {"mark": mark})


def _marks_made(process: Process, terms: Iterable[Term]) -> frozenset[str]:
    made = {mark for step in process.steps for mark in step.sets}
    made |= {mark for entrance in process.entrances for mark in entrance.sets}
    made |= {mark for term in terms for mark in term.lapse_sets}
    made |= {mark for rule in process.handovers for mark in rule.sets}
    return frozenset(made) | SET_BY_CODE


def _step_facts(step: Step, where: Where) -> Iterator[Finding]:
    for fact in step.facts:
        yield from _fact(fact, (*where, "facts", fact.name))
    if step.kind == "vote" and step.fact("vote") is None:
        yield Finding("vote_without_fact", (*where, "facts"), {"step": step.id})
    for value, fact_name in step.records.items():
        if value not in CASE_VALUES:
            yield Finding(
                "value_unknown", (*where, "records"), {"value": value, "known": ", ".join(sorted(CASE_VALUES))}
            )
        if not fact_name.startswith("=") and step.fact(fact_name) is None:
            yield Finding("fact_unknown", (*where, "records"), {"fact": fact_name})
    for sight in sorted(step.hidden_from - SIGHTS):
        yield Finding("sight_unknown", (*where, "hidden_from"), {"sight": sight, "known": ", ".join(sorted(SIGHTS))})


def _fact(fact: FactField, where: Where) -> Iterator[Finding]:
    if fact.kind in ("choice", "provision") and not fact.options and not fact.source:
        yield Finding("choice_of_nothing", where, {"fact": fact.name})
    if fact.source and fact.source not in FACT_SOURCES:
        yield Finding("source_unknown", where, {"source": fact.source, "known": ", ".join(sorted(FACT_SOURCES))})
    codes = [option.code for option in fact.options]
    for code in {code for code in codes if codes.count(code) > 1}:
        yield Finding("id_twice", where, {"id": code})


def _starts(starts: Iterable[Start], step: Step | None, ground: Ground, where: Where) -> Iterator[Finding]:
    for start in starts:
        if start.term not in ground.terms:
            yield Finding("term_unknown", (*where, "starts"), {"term": start.term})
        if start.counted_from and step is not None and not _is_date(start.counted_from, step, ground.process):
            yield Finding("date_unknown", (*where, "starts"), {"fact": start.counted_from})
        for name in start.when:
            if name not in CASE_VALUES and (step is None or step.fact(name) is None):
                yield Finding("fact_unknown", (*where, "starts"), {"fact": name})


def _is_date(name: str, step: Step, process: Process) -> bool:
    earlier, _, fact_name = name.partition(".")
    holder = process.step(earlier) if fact_name else step
    fact = holder.fact(fact_name or name) if holder else None
    return fact is not None and fact.kind == "date"


def _step_terms(step: Step, ground: Ground, where: Where) -> Iterator[Finding]:
    for key, terms in (("stops", step.stops), ("suspends", step.suspends), ("resumes", step.resumes)):
        for term in terms:
            if term not in ground.terms:
                yield Finding("term_unknown", (*where, key), {"term": term})


def _stages(process: Process) -> Iterator[Finding]:
    for stage in process.stages:
        where = _where(process, "stages", stage.id)
        if not stage.final and not stage.desk:
            yield Finding("desk_missing", where, {"stage": stage.id})
        if stage.published and stage.published not in process.statuses:
            yield Finding("status_unknown", (*where, "published"), {"status": stage.published})
        if process.stations and stage.station > len(process.stations):
            yield Finding("station_unknown", (*where, "station"), {"station": str(stage.station)})


def _term_effects(process: Process, ground: Ground, stages: set[str]) -> Iterator[Finding]:
    stopped = {term for step in process.steps for term in (*step.stops, *passed_terms(step.guards))}
    started = _started(process)
    for term in ground.terms.values():
        where = _where(process, "terms", term.id)
        if term.id not in started:
            continue
        if term.lapse_to and term.lapse_to not in stages:
            yield Finding("stage_unknown", (*where, "lapse"), {"stage": term.lapse_to})
        yield from _declared(process, term.lapse_sets, (*where, "lapse"))
        if _silent(term):
            yield Finding("clock_without_effect", (*where, "on_lapse"), {"term": term.id, "on_lapse": term.on_lapse})
        if term.on_lapse in SELF_ACTING and not term.acts_by_itself and term.id not in stopped:
            yield Finding("uncertain_clock_unattended", (*where, "on_lapse"), {"term": term.id})


def _silent(term: Term) -> bool:
    """Tell whether a limit that is said to act has nothing to do."""
    return term.acts_by_itself and not term.lapse_to and not term.lapse_sets


def _started(process: Process) -> frozenset[str]:
    starts = [*(step.starts for step in process.steps), *(entrance.starts for entrance in process.entrances)]
    starts += [rule.starts for rule in process.handovers]
    return frozenset(start.term for some in starts for start in some)


def _ways(process: Process) -> Iterator[Finding]:
    ahead = _ahead(process)
    entered = {entrance.stage for entrance in process.entrances} | {rule.stage for rule in process.handovers}
    reached = _closure(entered, ahead)
    finals = {stage.id for stage in process.stages if stage.final}
    back: dict[str, set[str]] = {}
    for source, targets in ahead.items():
        for target in targets:
            back.setdefault(target, set()).add(source)
    leaving = _closure(finals, back)
    for stage in process.stages:
        where = _where(process, "stages", stage.id)
        if stage.id not in reached:
            yield Finding("stage_unreachable", where, {"stage": stage.id})
        if not stage.final and stage.id not in leaving:
            yield Finding("stage_without_way_out", where, {"stage": stage.id})


def _ahead(process: Process) -> Mapping[str, set[str]]:
    ahead: dict[str, set[str]] = {}
    lapses = {term.lapse_to for term in process.terms if term.lapse_to and term.acts_by_itself}
    for stage in process.stages:
        ahead[stage.id] = set() if stage.final else {to for to in lapses if to}
        for step in process.steps:
            if process.open_in(step, stage.id):
                ahead[stage.id] |= step.target.stages()
    return ahead


def _closure(first: set[str] | frozenset[str], ways: Mapping[str, set[str]]) -> set[str]:
    seen, waiting = set(first), list(first)
    while waiting:
        for other in ways.get(waiting.pop(), ()):
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return seen


def _clocks(process: Process) -> Iterator[Finding]:
    """Every open stage has a clock started on the way in, or says why none runs."""
    for stage in process.stages:
        if stage.final or stage.no_term.id:
            continue
        ways: list[Step | Entrance] = [entrance for entrance in process.entrances if entrance.stage == stage.id]
        ways += [step for step in process.steps if stage.id in step.target.stages()]
        for way in ways:
            started = bool(way.starts) or (isinstance(way, Step) and bool(way.resumes))
            if not started and not _keeps_clock(process, way, stage.id):
                yield Finding(
                    "stage_without_clock", _where(process, "stages", stage.id), {"stage": stage.id, "way": way.id}
                )


def _keeps_clock(process: Process, way: Step | Entrance, stage: str) -> bool:
    """Tell whether the step leaves a clock running that its source stages were entered with."""
    if not isinstance(way, Step):
        return False
    for source in process.stages:
        if source.id == stage or not process.open_in(way, source.id) or source.final:
            continue
        into = [step for step in process.steps if source.id in step.target.stages()]
        running = {start.term for step in into for start in step.starts} - set(way.stops)
        if not running:
            return False
    return True
