"""Whether open cases of one regime can come under another as its handover rules say."""

from collections.abc import Iterator, Mapping

from sbt.rules.finding import Finding
from sbt.rules.lint_guards import Ground
from sbt.rules.process import HandOverRule, Process


def lint_handovers(process: Process, ground: Ground, processes: Mapping[str, Process]) -> Iterator[Finding]:
    """Name every handover rule that leads from or to nowhere, and open stages that no rule of the same origin takes."""
    for rule in process.handovers:
        where = ("process", process.id, "handovers", rule.id)
        if all(stage.id != rule.stage for stage in process.stages):
            yield Finding("stage_unknown", (*where, "to"), {"stage": rule.stage})
        for mark in rule.sets:
            if mark not in process.marks:
                yield Finding("mark_undeclared", (*where, "sets"), {"mark": mark})
        for start in rule.starts:
            if start.term not in ground.terms:
                yield Finding("term_unknown", (*where, "starts"), {"term": start.term})
        yield from _origin(rule, processes.get(rule.comes_from), where)
    for origin in {rule.comes_from for rule in process.handovers} & set(processes):
        yield from _left_behind(process, processes[origin])


def _origin(rule: HandOverRule, origin: Process | None, where: tuple[str, ...]) -> Iterator[Finding]:
    if origin is None:
        yield Finding("process_unknown", (*where, "comes_from"), {"process": rule.comes_from})
        return
    for stage in sorted(rule.sources - {stage.id for stage in origin.stages}):
        yield Finding("stage_unknown_there", (*where, "from"), {"stage": stage, "process": origin.id})
    for key, marks in (("needs", rule.needs), ("unless", rule.unless)):
        for mark in marks:
            if mark not in origin.marks:
                yield Finding("mark_unknown_there", (*where, key), {"mark": mark, "process": origin.id})


def _left_behind(process: Process, origin: Process) -> Iterator[Finding]:
    taken = {stage for rule in process.handovers if rule.comes_from == origin.id for stage in rule.sources}
    for stage in origin.stages:
        if not stage.final and stage.id not in taken:
            where = ("process", process.id, "handovers")
            yield Finding("stage_left_behind", where, {"stage": stage.id, "process": origin.id})
