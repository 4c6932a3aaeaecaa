"""Whether the facts of a command are those that its step asks for. What they mean is judged by the guards."""

from collections.abc import Collection
from datetime import date

from sbt.rules.book import CaseLaw
from sbt.rules.event import FactValue, Ref
from sbt.rules.guards import Scene
from sbt.rules.outcome import Refused
from sbt.rules.process import FactField


def check_facts(scene: Scene) -> Refused | None:
    """Give the first fact that is missing, unknown to the step, or not of its kind; None when all is well."""
    step, facts = scene.step, scene.facts
    for name in facts:
        if step.fact(name) is None:
            return Refused("fact_unknown", "facts", {"step": step.id}, name)
    for known in step.facts:
        value = facts.get(known.name)
        if value is None or value == ():
            if known.required:
                return Refused("fact_missing", "facts", {"step": step.id}, known.name)
            continue
        fault = _fact_fault(known, value, scene)
        if fault:
            return Refused(fault, "facts", {"step": step.id}, known.name)
    return None


def _fact_fault(known: FactField, value: FactValue, scene: Scene) -> str:
    if known.many:
        parts: tuple[FactValue, ...] = value if isinstance(value, tuple) else ()
        faults = (_part_fault(known, part, scene) for part in parts)
        return next((fault for fault in faults if fault), "") if parts else "fact_of_wrong_kind"
    return _part_fault(known, value, scene)


def _part_fault(known: FactField, value: FactValue, scene: Scene) -> str:
    match known.kind, value:
        case ("date", date()):
            return "date_in_future" if known.past and value > scene.today else ""
        case ("text" | "person" | "file", Ref()):
            return ""
        case ("number", int()):
            return ""
        case ("case", str()):
            return ""
        case ("choice" | "provision" | "institution", str()):
            codes = {option.code for option in known.options} or offered(known.source, scene.law)
            return "option_unknown" if codes is not None and value not in codes else ""
    return "fact_of_wrong_kind"


def offered(source: str, law: CaseLaw) -> Collection[str] | None:
    """Give the codes that a source of a fact offers; None for one that the rules do not know."""
    match source:
        case "rows":
            return {row.id for row in law.matrix.rows if not row.statutory}
        case "forms":
            return {code for code, _ in law.matrix.forms}
        case "dimensions":
            return {code for code, _ in law.matrix.dimensions}
        case "effects":
            return {code for code, _ in law.matrix.effects}
        case "sanctions":
            return {sanction.id for sanction in law.discipline.sanctions}
        case "institutions":
            return law.commons.institutions.keys()
        case "elections":
            return law.commons.elections.keys()
    return None
