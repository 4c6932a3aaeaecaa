"""Draws a regime for readers: which step leads from which stage to which, as a Mermaid diagram."""

from pathlib import Path

from sbt.rulebook.reader import read_law
from sbt.rules.process import Process, Step


def draw_steps(folder: Path, regime: str) -> str:
    """Draw the regime of that folder name in `law/regimes/`; raises FaultyLawError, or KeyError for an unknown one."""
    for process in read_law(folder).book.processes:
        if process.id == regime:
            return draw_process(process)
    raise KeyError(regime)


def draw_process(process: Process) -> str:
    """Draw stages by station, entrances and every step that moves a case; steps that stay are listed in notes."""
    lines = ["stateDiagram-v2", f"    %% {process.label.id}", "    direction TB"]
    lines += (f'    state "{_said(stage.label.id)}" as {_name(stage.id)}' for stage in process.stages)
    lines += (f"    [*] --> {_name(way.stage)}: {_said(way.label.id)}" for way in process.entrances)
    lines += (f"    [*] --> {_name(way.stage)}: {_said(way.label.id)} ({way.comes_from})" for way in process.handovers)
    lines += _moves(process)
    lines += (f"    {_name(stage.id)} --> [*]" for stage in process.stages if stage.final)
    for stage in process.stages:
        if said := [_said(step.label.id) for step in _staying(process, stage.id)]:
            lines += [f"    note right of {_name(stage.id)}", *(f"        {one}" for one in said), "    end note"]
    return "\n".join(lines)


def _moves(process: Process) -> list[str]:
    """Give one arrow for each pair of stages, with the steps on it."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for step in process.steps:
        for stage in process.stages:
            if process.open_in(step, stage.id):
                for target in sorted(step.target.stages() - {stage.id}):
                    arrows.setdefault((stage.id, target), []).append(_said(step.label.id))
    return [f"    {_name(source)} --> {_name(to)}: {' / '.join(said)}" for (source, to), said in arrows.items()]


def _staying(process: Process, stage: str) -> list[Step]:
    return [
        step
        for step in process.steps
        if process.open_in(step, stage) and "*" not in step.sources and not step.target.stages() - {stage}
    ]


def _name(id_: str) -> str:
    return id_.replace("-", "_").replace(".", "_")


def _said(text: str) -> str:
    return text.replace(":", " –").replace('"', "'").replace(";", ",")
