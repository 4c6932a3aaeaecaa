"""What a situation may expect of a case after a step, each said in words when it is not so."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from sbt.rules.outcome import Accepted, Outcome, Refused
from tests.situations.played_case import PlayedCase


def check_outcome(outcome: Outcome, told: Mapping[str, Any], where: str) -> bool:
    """Compare the answer with what was told; gives whether there is an event to follow."""
    expected = told.get("expect", {})
    refused = expected.get("refused") or expected.get("warned")
    if isinstance(outcome, Refused):
        reason = f"{outcome.code} {dict(outcome.params)}" + (f" on fact {outcome.fact}" if outcome.fact else "")
        assert refused, f"{where}: was refused: {reason}"
        assert outcome.code == refused, f"{where}: expected to be refused with {refused}, but: {reason}"
        as_warning = bool(outcome.params.get("warning"))
        assert as_warning == ("warned" in expected), (
            f"{where}: {outcome.code} is{'' if as_warning else ' not'} a warning"
        )
        for name, value in expected.get("params", {}).items():
            found = outcome.params.get(name)
            assert found == str(value), f"{where}: the reason says {name}={found}, expected {value}"
        return False
    assert not refused, f"{where}: expected to be refused with {refused}, but it was accepted"
    if "tells" in expected:
        _same(where, "who is told", sorted(outcome.tells), sorted(expected["tells"]))
    return True


def check_state(case: PlayedCase, expected: Mapping[str, Any], on: date, where: str) -> None:
    """Compare the case with every expectation of the entry."""
    for name, value in expected.items():
        if name in ("refused", "warned", "params", "tells"):
            continue
        assert name in _CHECKS, f"{where}: the situation expects an unknown thing: {name}"
        _CHECKS[name](case, value, on, where)


def followed(outcome: Outcome) -> Accepted:
    """Give the accepted outcome."""
    assert isinstance(outcome, Accepted)
    return outcome


def _same(where: str, what: str, found: object, expected: object) -> None:
    assert found == expected, f"{where}: {what} is {found}, expected {expected}"


def _stage(case: PlayedCase, value: Any, on: date, where: str) -> None:
    _same(where, "the stage", case.state.stage, value)


def _regime(case: PlayedCase, value: Any, on: date, where: str) -> None:
    _same(where, "the regime", case.case_law().process.id, value)


def _desks(case: PlayedCase, value: Any, on: date, where: str) -> None:
    _same(where, "the desk", case.desks(on), sorted(value))


def _due(case: PlayedCase, value: Any, on: date, where: str) -> None:
    for term, day in value.items():
        clock = case.state.clocks.get(term)
        assert clock is not None, f"{where}: {term} was never started; running: {_running(case)}"
        _same(where, f"the last day of {term}", clock.due_on, day)


def _clocks(case: PlayedCase, value: Any, on: date, where: str) -> None:
    for term, state in value.items():
        clock = case.state.clocks.get(term)
        _same(where, f"the clock {term}", clock.state if clock else "none", state)


def _overdue(case: PlayedCase, value: Any, on: date, where: str) -> None:
    _same(where, "overdue", case.overdue(on), sorted(value))


def _values(case: PlayedCase, value: Any, on: date, where: str) -> None:
    for name, code in value.items():
        _same(where, f"the value {name}", case.state.values.get(name, ""), code)


def _marks(case: PlayedCase, value: Any, on: date, where: str) -> None:
    missing = sorted(set(value) - case.state.marks)
    assert not missing, f"{where}: marks not set: {', '.join(missing)}"


def _no_marks(case: PlayedCase, value: Any, on: date, where: str) -> None:
    present = sorted(set(value) & case.state.marks)
    assert not present, f"{where}: marks set that should not be: {', '.join(present)}"


def _votes(case: PlayedCase, value: Any, on: date, where: str) -> None:
    _same(where, "the votes", dict(case.state.votes), value)


def _published(case: PlayedCase, value: Any, on: date, where: str) -> None:
    _same(where, "the published status", case.case_law().process.stage(case.state.stage).published, value)


def _may(case: PlayedCase, value: Any, on: date, where: str) -> None:
    for actor, steps in value.items():
        allowed = case.allowed(actor, on)
        for step in steps:
            assert step in allowed, f"{where}: {step} is not open in {case.state.stage}"
            _same(where, f"why {actor} may not {step}", allowed[step], "")


def _may_not(case: PlayedCase, value: Any, on: date, where: str) -> None:
    for actor, steps in value.items():
        allowed = case.allowed(actor, on)
        for step, reason in steps.items():
            _same(where, f"why {actor} may not {step}", allowed.get(step, "not_open_in_stage"), reason)


def _released(case: PlayedCase, value: Any, on: date, where: str) -> None:
    _same(where, "whether the instansi sees the case", case.state.released, value)


def _hidden_from_instansi(case: PlayedCase, value: Any, on: date, where: str) -> None:
    process = case.case_law().process
    shown = _shown(process.step(event.step) for event in case.events)
    _same(where, "the steps that the instansi sees", shown, list(value))


def _shown(steps: Iterable[Any]) -> list[str]:
    return [step.id for step in steps if step is not None and "instansi" not in step.hidden_from]


def _running(case: PlayedCase) -> str:
    return ", ".join(clock.term for clock in case.state.running) or "none"


_CHECKS: Mapping[str, Callable[[PlayedCase, Any, date, str], None]] = {
    "stage": _stage,
    "regime": _regime,
    "desks": _desks,
    "due": _due,
    "clocks": _clocks,
    "overdue": _overdue,
    "values": _values,
    "marks": _marks,
    "no_marks": _no_marks,
    "votes": _votes,
    "published": _published,
    "may": _may,
    "may_not": _may_not,
    "released": _released,
    "instansi_sees": _hidden_from_instansi,
}
