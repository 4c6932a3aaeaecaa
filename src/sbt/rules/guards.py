"""The named conditions that `steps.yaml` may mention. A new kind of condition is a function here with a test."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sbt.rules.authority import Actor
from sbt.rules.book import CaseLaw
from sbt.rules.case import CaseState
from sbt.rules.deadline import Term, local_day
from sbt.rules.discipline import Examiner, choices, team_faults, team_rule
from sbt.rules.event import FactValue, Ref
from sbt.rules.outcome import Refused, Warned
from sbt.rules.process import Step

type Finding = Refused | Warned | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything a guard may look at."""

    state: CaseState
    step: Step
    facts: Mapping[str, FactValue]
    actor: Actor
    law: CaseLaw
    now: datetime
    today: date
    complete: bool
    """False while only asking whether the step is open: facts are not there yet."""


def refuse(scene: Scene, reason: str, *, fact: str = "", **params: str) -> Refused:
    """Refuse for the step's own reason."""
    return Refused(reason, "guard", {"step": scene.step.id, **params}, fact, scene.step.warrant)


def subject_identified(scene: Scene, argument: str) -> Finding:
    """The accused is a confirmed person of the register."""
    return None if scene.state.values.get("subject") == "confirmed" else refuse(scene, "subject_not_identified")


def not_voted(scene: Scene, argument: str) -> Finding:
    """One vote per institution and voting."""
    return refuse(scene, "already_voted") if scene.actor.institution in scene.state.votes else None


def votes_concluded(scene: Scene, argument: str) -> Finding:
    """All holders of the voting power have voted, or the term named has run out or reached its last day."""
    power, _, term = argument.partition(" ")
    voters = scene.law.commons.authority.holders(power, scene.today, scene.law.place_of(scene.state))
    if all(voter in scene.state.votes for voter in voters):
        return None
    clock = scene.state.clocks.get(term)
    if clock is not None and local_day(scene.now, clock.zone) >= clock.due_on:
        return None
    missing = ",".join(voter for voter in voters if voter not in scene.state.votes)
    return refuse(scene, "votes_missing", missing=missing, due=clock.due_on.isoformat() if clock else "")


def row_chosen(scene: Scene, argument: str) -> Finding:
    """The study has named a row of the matrix that exists."""
    named = scene.facts.get("row") or scene.state.values.get("row")
    if not scene.complete and not named:
        return None
    row = scene.law.matrix.row(named) if isinstance(named, str) else None
    if row is not None and not row.statutory:
        return None
    return refuse(scene, "row_unknown", fact="row")


def different_officer(scene: Scene, argument: str) -> Finding:
    """Whoever took the named step may not take this one: the second pair of eyes."""
    earlier = scene.state.done.get(argument)
    if earlier and earlier.posting in scene.actor.hats | {scene.actor.posting}:
        return refuse(scene, "same_officer", earlier=argument)
    return None


def sanction_within_level(scene: Scene, argument: str) -> Finding:
    """The sanction is one of the level that the article fixes, for the employment kind, offered on the day."""
    fact = argument or "sanction"
    chosen = scene.facts.get(fact)
    if not isinstance(chosen, str):
        return None
    row = scene.law.row_of(scene.state)
    if row is None:
        return refuse(scene, "row_unknown", fact=fact)
    employment = scene.state.values.get("employment", "")
    decided = scene.facts.get("decision_date")
    on = decided if isinstance(decided, date) else scene.today
    for choice in choices(scene.law.discipline, row, employment=employment, on=on):
        if choice.sanction.id == chosen:
            if choice.lawful:
                return None
            return refuse(scene, choice.reason, fact=fact, level=row.level, sanction=chosen)
    return refuse(scene, "sanction_unknown", fact=fact, sanction=chosen)


def team_lawful(scene: Scene, argument: str) -> Finding:
    """The team holds the parts and ranks that the level asks for; a doubt on an unverified rule is a warning."""
    team = scene.facts.get(argument or "team")
    row = scene.law.row_of(scene.state)
    if not scene.complete or row is None:
        return None
    rule = team_rule(scene.law.discipline, level=row.level, post=scene.state.values.get("post", ""))
    if rule is None:
        return None
    members = (part for part in team if isinstance(part, Ref)) if isinstance(team, tuple) else ()
    examiners = [Examiner(*member.code.partition("/")[::2]) for member in members]
    superior = scene.law.commons.authority.table.superior
    if superior is not None and superior.mark in scene.state.marks:
        if any(one.part == superior.part for one in examiners):
            return refuse(scene, "superior_conflict", fact=argument or "team", part=superior.substitute)
        stand_in = {superior.substitute: superior.part}
        examiners = [replace(one, part=stand_in.get(one.part, one.part)) for one in examiners]
    faults = team_faults(scene.law.discipline, rule, examiners, examined_level=scene.state.values.get("job_level", ""))
    return _doubt(scene, faults[0].partition(":")[0], rule.warrant.certain, fact=argument or "team") if faults else None


def in_time(scene: Scene, argument: str) -> Finding:
    """A date fact keeps the distance of a term to another: `fact term base_fact`; a limit not verified only warns.

    With `value code|code` behind it the guard speaks only of cases whose value is one of the codes.
    """
    fact, term_id, base_fact, *only = argument.split(" ")
    if only and scene.state.values.get(only[0], "") not in only[1].split("|"):
        return None
    stated, base = scene.facts.get(fact), _stated(scene, base_fact)
    term = scene.law.find_term(term_id)
    if not isinstance(stated, date) or base is None or term is None:
        return None
    limit = term.due_on(base, scene.law.commons.calendar, scene.law.commons.area_of(scene.actor.institution))
    late = stated > limit
    return _doubt(scene, f"late_for_{term_id}", certain(term), fact=fact, limit=limit.isoformat()) if late else None


def on_last_day(scene: Scene, argument: str) -> Finding:
    """A date fact is the last day of a term that this case has had: `fact term`; a limit not verified only warns."""
    fact, term_id = argument.split(" ")
    stated, clock, term = scene.facts.get(fact), scene.state.clocks.get(term_id), scene.law.find_term(term_id)
    if not isinstance(stated, date) or clock is None or term is None or stated == clock.due_on:
        return None
    return _doubt(scene, "not_on_last_day", certain(term), fact=fact, term=term_id, due=clock.due_on.isoformat())


def not_before(scene: Scene, argument: str) -> Finding:
    """A date fact is not earlier than another: `fact base` where base is a fact here or `step.fact` of before."""
    fact, base_name = argument.split(" ")
    stated, base = scene.facts.get(fact), _stated(scene, base_name)
    if isinstance(stated, date) and base is not None and stated < base:
        return refuse(scene, "date_before", fact=fact, base=base.isoformat(), base_name=base_name)
    return None


def clock_passed(scene: Scene, argument: str) -> Finding:
    """The named limit has passed; where it is not verified the officer takes the step upon himself with its basis."""
    clock = scene.state.clocks.get(argument)
    if clock is None:
        return refuse(scene, "clock_not_running", term=argument)
    if not clock.overdue(scene.now):
        return refuse(scene, "clock_not_passed", term=argument, due=clock.due_on.isoformat())
    term = scene.law.find_term(argument)
    if term is not None and certain(term):
        return None
    warrant = term.warrant if term else scene.step.warrant
    return Warned("limit_not_verified", {"term": argument, "due": clock.due_on.isoformat()}, warrant)


def replacement_window(scene: Scene, argument: str) -> Finding:
    """Warn when a sanction that moves an official falls in the months around a regional election: `fact kind|kind`."""
    fact, _, kinds = argument.partition(" ")
    chosen = scene.facts.get(fact)
    sanction = scene.law.discipline.sanction(chosen) if isinstance(chosen, str) else None
    place = scene.law.place_of(scene.state)
    if sanction is None or sanction.level != "heavy" or sanction.ends_employment:
        return None
    if place.instansi_kind not in kinds.split("|"):
        return None
    area = scene.law.commons.area_of(place.instansi)
    for election in scene.law.commons.elections.values():
        determined = election.determined_on(area=area)
        if election.kind != "regional" or determined is None:
            continue
        inaugurated = max(
            (s.span.start for s in election.stages if s.kind == "inauguration" and s.span.start), default=None
        )
        until = _months_on(inaugurated, 6) if inaugurated else _months_on(determined, 12)
        if _months_on(determined, -6) <= scene.today <= until:
            return Warned("replacement_needs_approval", {"election": election.id}, sanction.warrant)
    return None


def fact_is(scene: Scene, argument: str) -> Finding:
    """A choice fact has the code asked for: `fact code`."""
    fact, code = argument.split(" ")
    if scene.complete and scene.facts.get(fact) != code:
        return refuse(scene, "answer_required", fact=fact, code=code)
    return None


def one_stated(scene: Scene, argument: str) -> Finding:
    """At least one of the named facts is stated: `fact|fact`."""
    names = argument.split("|")
    if scene.complete and not any(scene.facts.get(name) for name in names):
        return refuse(scene, "nothing_given", fact=names[0])
    return None


def stated_when(scene: Scene, argument: str) -> Finding:
    """With the answer asked for, another fact must be stated too: `fact code needed`."""
    fact, code, needed = argument.split(" ")
    if scene.complete and scene.facts.get(fact) == code and not scene.facts.get(needed):
        return Refused("fact_missing", "facts", {"step": scene.step.id}, needed, scene.step.warrant)
    return None


def value_is(scene: Scene, argument: str) -> Finding:
    """A case value has one of the codes asked for: `value code|code`."""
    value, codes = argument.split(" ")
    if scene.state.values.get(value, "") not in codes.split("|"):
        return refuse(scene, "value_differs", value=value, codes=codes)
    return None


WITH_NAME = frozenset({"rahasia", "terbuka"})
"""Choices of identity under which somebody gave his name, though nobody here reads it."""


def named_reporter(scene: Scene, argument: str) -> Finding:
    """With the answer asked for (`fact code`) the reporter must have given his name: without one it is no report in law."""
    fact, code = argument.split(" ")
    if scene.facts.get(fact) == code and scene.state.values.get("identity") not in WITH_NAME:
        return refuse(scene, "reporter_not_named", fact=fact)
    return None


def instansi_kind(scene: Scene, argument: str) -> Finding:
    """The accused's instansi is of one of the kinds: `kind|kind`."""
    kind = scene.law.place_of(scene.state).instansi_kind
    return None if kind in argument.split("|") else refuse(scene, "instansi_of_other_kind", kinds=argument)


def _stated(scene: Scene, name: str) -> date | None:
    """Give the date stated in this step, or (`step.fact`) in an earlier one."""
    stated = scene.facts.get(name) or scene.state.dates.get(name)
    return stated if isinstance(stated, date) else None


def _doubt(scene: Scene, code: str, is_certain: bool, *, fact: str, **params: str) -> Finding:  # noqa: FBT001
    if is_certain:
        return refuse(scene, code, fact=fact, **params)
    return Warned(code, {"step": scene.step.id, **params}, scene.step.warrant)


def certain(term: Term) -> bool:
    """Tell whether both the length and the unit of the limit are verified."""
    return term.warrant.certain and term.unit_verified


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, 28))


GUARDS: Mapping[str, Callable[[Scene, str], Finding]] = {
    guard.__name__: guard
    for guard in (
        subject_identified,
        not_voted,
        votes_concluded,
        row_chosen,
        different_officer,
        sanction_within_level,
        team_lawful,
        in_time,
        on_last_day,
        not_before,
        clock_passed,
        replacement_window,
        fact_is,
        one_stated,
        stated_when,
        value_is,
        named_reporter,
        instansi_kind,
    )
}
"""The closed list. Each addition comes with a test and a sentence of reason."""
