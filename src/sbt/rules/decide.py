"""Who may do what next: the one place where a command on a case is accepted or refused."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sbt.rules.authority import Actor
from sbt.rules.book import SUBSTITUTE, CaseLaw
from sbt.rules.calendar import DAY, YearNotPublishedError
from sbt.rules.case import CaseState
from sbt.rules.command import Command, HandOver, Lapse, OpenCase, TakeStep
from sbt.rules.deadline import Clock, local_day, start_clock
from sbt.rules.duties import mixed_duty
from sbt.rules.event import Effects, Event, FactValue
from sbt.rules.facts import check_facts
from sbt.rules.guards import GUARDS, Scene
from sbt.rules.outcome import Accepted, Outcome, Refused, Warned
from sbt.rules.powers import NOBODY, NOT_BODIES
from sbt.rules.process import Start, Step
from sbt.rules.sight import bound, visible_clocks


def decide(state: CaseState, command: Command, actor: Actor, law: CaseLaw, now: datetime) -> Outcome:
    """Say what the command does to the case under the law of the day, or why it may not."""
    try:
        match command:
            case OpenCase():
                return _open(command, actor, law, now)
            case TakeStep():
                return _take(state, command, actor, law, now)
            case Lapse():
                return _lapse(state, command, actor, law, now)
            case HandOver():
                return _hand_over(state, command, actor, law, now)
    except YearNotPublishedError as error:
        return Refused("calendar_not_published", "facts", {"year": str(error.args[0])})


@dataclass(frozen=True, slots=True)
class Move:
    """A step as it stands before an officer: open with its doubts, or closed with the reason."""

    step: Step
    refused: Refused | None
    warnings: tuple[Warned, ...] = ()

    @property
    def open(self) -> bool:
        """Tell whether the officer may take it now."""
        return self.refused is None


def moves(state: CaseState, actor: Actor, law: CaseLaw, now: datetime) -> tuple[Move, ...]:
    """List every step that is open in the present stage, with whether this officer may take it and if not, why."""
    listed = []
    for step in law.process.steps:
        if step.kind != "along" and law.process.open_in(step, state.stage):
            scene = _scene(state, step, {}, actor, law, now, complete=False)
            refused, warnings = _check(scene)
            listed.append(Move(step, refused, warnings))
    return tuple(listed)


def desks(state: CaseState, law: CaseLaw, day: date, *, known_to: str = "") -> tuple[str, ...]:
    """Name the institutions on whose desk the case lies, as far as a kind of sight may know it.

    They are the holders of the stage's power, voters until they voted, and whoever a running clock binds.
    """
    if not state.stage:
        return ()
    stage = law.process.stage(state.stage)
    place, authority = law.place_of(state), law.commons.authority
    found = list(authority.holders(stage.desk, day, place)) if stage.desk else []
    unattended = stage.desk and not any(_staffed(holder, law) for holder in found)
    if unattended or (not stage.final and _nobody_may(state, law)):
        found += authority.holders(authority.table.waits_at, day, place)
    for step in law.process.steps:
        if step.kind == "vote" and state.stage in step.sources:
            voters = authority.holders(step.power, day, place)
            found += [voter for voter in voters if voter not in state.votes]
    for clock in visible_clocks(state, law, known_to):
        term = law.find_term(clock.term) if clock.state == "running" else None
        if term is not None and term.desk:
            found += authority.holders(term.desk, day, place)
    return tuple(dict.fromkeys((*found, *bound(state, law, known_to=known_to))))


def _nobody_may(state: CaseState, law: CaseLaw) -> bool:
    """Tell whether the case waits for somebody without an interest: a substitute, or an officer in another's place."""
    table = law.commons.authority.table
    if table.waits_mark and table.waits_mark in state.marks:
        return True
    return state.released and table.conflicted(state.marks) and not state.values.get(SUBSTITUTE)


def _staffed(institution: str, law: CaseLaw) -> bool:
    """Tell whether officers of the institution see cases; one without (the public, the President) only waits."""
    return institution in NOT_BODIES or law.commons.sight_of(institution) != NOBODY


def audience(tells: Iterable[str], state: CaseState, law: CaseLaw, day: date) -> tuple[str, ...]:
    """Name the institutions that a step's `tells` mean: desk, office, kanreg, satgas, and instansi once released.

    A power (`banding.putus`) means whoever holds it.
    """
    place = law.place_of(state)
    voters = {step.power for step in law.process.steps if step.kind == "vote"}
    meant = {
        "desk": desks(state, law, day),
        "office": (place.office,),
        "kanreg": (place.kanreg,),
        "instansi": (place.instansi,) if state.released else (),
        "satgas": tuple(v for power in voters for v in law.commons.authority.holders(power, day, place)),
    }
    holders = law.commons.authority.holders
    told = (name for code in tells for name in (holders(code, day, place) if "." in code else meant.get(code, ())))
    return tuple(dict.fromkeys(name for name in told if name))


def _open(command: OpenCase, actor: Actor, law: CaseLaw, now: datetime) -> Outcome:
    entrance = law.process.entrance(command.entrance)
    if entrance is None:
        return Refused("entrance_unknown", "unknown", {"entrance": command.entrance})
    today = local_day(now, actor.zone)
    verdict = law.commons.authority.may(actor, entrance.power, today, law.commons.place(command.values))
    if not verdict.allowed:
        return Refused(verdict.reason, "power", {"holders": ",".join(verdict.holders)}, warrant=verdict.warrant)
    values = {**command.values, **_following(command.values, law)}
    clocks = tuple(_started(entrance.starts, CaseState(values=values), command.facts, law, now, today, actor))
    effects = Effects(to=entrance.stage, sets=entrance.sets, values=values, clocks=clocks, pins=command.pins)
    return Accepted(_event("opened", entrance.id, actor, today, now, command.facts, effects, entrance.warrant.basis))


def _take(state: CaseState, command: TakeStep, actor: Actor, law: CaseLaw, now: datetime) -> Outcome:
    step = law.process.step(command.step)
    if step is None:
        return Refused("step_unknown", "unknown", {"step": command.step})
    if step.kind == "along" and not command.along:
        return Refused("step_only_along", "order", {"step": step.id}, warrant=step.warrant)
    scene = _scene(state, step, command.facts, actor, law, now, complete=True)
    if command.happened_on is not None and command.happened_on > scene.today:
        return Refused("date_in_future", "facts", {"step": step.id})
    refused = _stale(scene, command) or check_facts(scene)
    if refused is not None:
        closed, _ = _check(replace(scene, complete=False, facts={}))
        deeper = closed is not None and (refused.kind != "stale" or closed.kind == "power")
        return closed if closed is not None and deeper else refused
    closed, warnings = _check(scene)
    if closed is not None:
        return closed
    unread = [warning for warning in warnings if warning.code not in command.accepts]
    if unread:
        return Refused(unread[0].code, "guard", {**unread[0].params, "warning": "1"}, warrant=unread[0].warrant)
    today = command.happened_on or scene.today
    effects = _effects(scene, today)
    event = _event(step.kind, step.id, actor, today, now, command.facts, effects, step.warrant.basis, warnings)
    return Accepted(event, step.tells)


def _lapse(state: CaseState, command: Lapse, actor: Actor, law: CaseLaw, now: datetime) -> Outcome:
    clock, term = state.clocks.get(command.term), law.find_term(command.term)
    if clock is None or term is None or not clock.overdue(now):
        return Refused("clock_not_passed", "guard", {"term": command.term})
    if not term.acts_by_itself:
        return Refused("limit_not_verified", "guard", {"term": command.term}, warrant=term.warrant)
    effects = Effects(to=term.lapse_to, sets=term.lapse_sets, clocks=(replace(clock, state="lapsed"),))
    day = clock.due_on + DAY if clock.due_at is None else clock.due_on
    return Accepted(_event("lapsed", command.term, actor, day, now, {}, effects, term.warrant.basis))


def _hand_over(state: CaseState, command: HandOver, actor: Actor, law: CaseLaw, now: datetime) -> Outcome:
    """`law` is the receiving one: its process names the stages it takes over and the clocks that start anew."""
    rule = law.process.handover(command.rule)
    if rule is None:
        return Refused("handover_unknown", "unknown", {"rule": command.rule})
    today = local_day(now, actor.zone)
    verdict = law.commons.authority.may(actor, rule.power, today, law.place_of(state))
    if not verdict.allowed:
        return Refused(verdict.reason, "power", {"holders": ",".join(verdict.holders)}, warrant=verdict.warrant)
    if law.process.handover_for(rule.comes_from, state.stage, state.marks, today) != rule:
        return Refused("handover_does_not_fit", "order", {"stage": state.stage, "rule": rule.id}, warrant=rule.warrant)
    clocks = {term: clock for term, clock in _ended(state).items() if term not in rule.keeps}
    clocks |= {clock.term: clock for clock in _started(rule.starts, state, {}, law, now, today, actor)}
    effects = Effects(to=rule.stage, clocks=tuple(clocks.values()), pins=command.pins, sets=("handed_over", *rule.sets))
    return Accepted(_event("hand_over", rule.id, actor, today, now, {}, effects, rule.warrant.basis))


def _stale(scene: Scene, command: TakeStep) -> Refused | None:
    seen, state = command.stage_entry, scene.state
    if seen is None or seen == state.stage_entry:
        return None
    return Refused("changed_meanwhile", "stale", {"seen": str(seen), "now": str(state.stage_entry)})


def _check(scene: Scene) -> tuple[Refused | None, tuple[Warned, ...]]:
    """Check power, order and guards, in this order, so that the reason shown is the deepest one."""
    refused = _check_power(scene) or _check_duty(scene) or _check_order(scene)
    if refused is not None:
        return refused, ()
    warnings: list[Warned] = []
    for use in scene.step.guards:
        match GUARDS[use.name](scene, use.argument):
            case Refused() as refused:
                return refused, ()
            case Warned() as warned:
                warnings.append(warned)
            case None:
                pass
    return None, tuple(warnings)


def _check_power(scene: Scene) -> Refused | None:
    step, law = scene.step, scene.law
    verdict = law.commons.authority.may(scene.actor, step.power, scene.today, law.place_of(scene.state))
    if verdict.allowed:
        conflict = law.commons.authority.table.closed_by_conflict(scene.state.marks, scene.actor.role)
        if scene.state.shut & {scene.actor.posting, *scene.actor.hats}:
            return Refused("personal_conflict", "power", {"step": step.id}, warrant=law.commons.authority.table.persons)
        if conflict is None:
            return None
        return Refused("official_conflict", "power", {"step": step.id}, warrant=conflict.warrant)
    params = {"holders": ",".join(verdict.holders), "step": step.id}
    return Refused(verdict.reason, "power", params, warrant=verdict.warrant)


def _check_duty(scene: Scene) -> Refused | None:
    duty = scene.law.commons.authority.table.duty_of(scene.step.power)
    mixed = mixed_duty(scene.state, scene.law, scene.actor, duty)
    if not mixed:
        return None
    return Refused("two_duties", "power", {"step": scene.step.id, "duty": duty, "earlier": mixed})


def _check_order(scene: Scene) -> Refused | None:
    state, step = scene.state, scene.step
    if not scene.law.process.open_in(step, state.stage):
        return Refused("step_not_open", "order", {"stage": state.stage, "step": step.id}, warrant=step.warrant)
    waits = scene.law.commons.authority.table.waits_mark
    for mark in (*step.needs, *((waits,) if step.kind == "substitute_found" else ())):
        if mark not in state.marks:
            return Refused("mark_missing", "order", {"mark": mark, "step": step.id}, warrant=step.warrant)
    for mark in step.unless:
        if mark in state.marks:
            return Refused("mark_set", "order", {"mark": mark, "step": step.id}, warrant=step.warrant)
    return None


def _effects(scene: Scene, today: date) -> Effects:
    state, step, law, facts = scene.state, scene.step, scene.law, scene.facts
    target = step.target
    to = target.stage or None
    if target.by:
        chosen = facts.get(target.by) or state.values.get(target.by, "")
        to = target.table.get(str(chosen), to)
    values = _recorded(step.records, facts)
    values |= _following(values, law)
    after = replace(state, values={**state.values, **values})
    clocks = {clock.term: clock for clock in _changed(step, state, law, today)}
    clocks |= {clock.term: clock for clock in _started(step.starts, after, facts, law, scene.now, today, scene.actor)}
    if to is not None and law.process.stage(to).final:
        clocks = _ended(state)
    vote = str(facts.get("vote", "")) if step.kind == "vote" else ""
    return Effects(
        to=to,
        sets=step.sets,
        clears=step.clears,
        values=values,
        clocks=tuple(clocks.values()),
        vote=vote,
        released=step.releases and not state.released,
    )


def _recorded(records: Mapping[str, str], facts: Mapping[str, FactValue]) -> dict[str, str]:
    """Give the case values that a step records; several codes stand side by side, parted by commas."""
    values = {name: fact[1:] for name, fact in records.items() if fact.startswith("=")}
    for name, fact in records.items():
        match facts.get(fact):
            case str() as code:
                values[name] = code
            case tuple() as codes:
                values[name] = ",".join(code for code in codes if isinstance(code, str))
    return values


def _following(values: Mapping[str, str], law: CaseLaw) -> dict[str, str]:
    """Give what a chosen row brings with it: its level and category."""
    row = law.matrix.row(values.get("row", ""))
    return {"level": row.level, "category": row.category} if row else {}


def _ended(state: CaseState) -> dict[str, Clock]:
    return {term: replace(c, state="met") for term, c in state.clocks.items() if c.state in ("running", "suspended")}


def _changed(step: Step, state: CaseState, law: CaseLaw, today: date) -> Iterator[Clock]:
    for term_id, clock in state.clocks.items():
        if term_id in step.stops and clock.state in ("running", "suspended"):
            yield replace(clock, state="met")
        elif term_id in step.suspends and clock.state == "running":
            yield clock.suspend(today)
        elif term_id in step.resumes and clock.state == "suspended" and (term := law.find_term(term_id)):
            yield clock.resume(today, term, law.commons.calendar, _area(law, state, term.duty))


def _started(
    starts: tuple[Start, ...],
    state: CaseState,
    facts: Mapping[str, FactValue],
    law: CaseLaw,
    now: datetime,
    today: date,
    actor: Actor,
) -> Iterator[Clock]:
    for start in starts:
        if all(str(facts.get(name) or state.values.get(name, "")) == code for name, code in start.when.items()):
            day = facts.get(start.counted_from) if start.counted_from else today
            if start.counted_from and not isinstance(day, date):
                day = state.dates.get(start.counted_from)
            term = law.find_term(start.term)
            if isinstance(day, date) and term is not None:
                zone, area = _zone(law, state, term.duty), _area(law, state, term.duty)
                clock = start_clock(term, on=day, at=now, calendar=law.commons.calendar, zone=zone, area=area)
                yield replace(clock, started_by=actor.institution) if term.alarms_sender else clock


def _seat(state: CaseState, duty: str) -> str:
    return state.values.get({"office": "office", "instansi": "instansi", "accused": "instansi"}.get(duty, ""), "")


def _zone(law: CaseLaw, state: CaseState, duty: str) -> str:
    return law.commons.zone_of(_seat(state, duty))


def _area(law: CaseLaw, state: CaseState, duty: str) -> str:
    return law.commons.area_of(_seat(state, duty))


def _scene(
    state: CaseState,
    step: Step,
    facts: Mapping[str, FactValue],
    actor: Actor,
    law: CaseLaw,
    now: datetime,
    *,
    complete: bool,
) -> Scene:
    today = local_day(now, actor.zone)
    return Scene(state=state, step=step, facts=facts, actor=actor, law=law, now=now, today=today, complete=complete)


def _event(
    kind: str,
    step: str,
    actor: Actor,
    day: date,
    now: datetime,
    facts: Mapping[str, FactValue],
    effects: Effects,
    basis: tuple[str, ...],
    doubts: tuple[Warned, ...] = (),
) -> Event:
    return Event(
        kind=kind,
        step=step,
        institution=actor.institution,
        posting=actor.posting,
        happened_on=day,
        recorded_at=now,
        basis=basis,
        facts=facts,
        warnings=tuple(doubt.code for doubt in doubts),
        doubts={doubt.code: doubt.params for doubt in doubts},
        effects=effects,
    )
