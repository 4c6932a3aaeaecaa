"""Questions that a situation puts to the law itself, without a case: days, rows, sanctions, powers, teams."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sbt.rulebook.law import Law
from sbt.rules.deadline import Term
from sbt.rules.discipline import Discipline, Examiner, choices, team_faults, team_rule
from sbt.rules.matrix import Matrix, certain, classify
from sbt.rules.period import Period
from tests.situations.played_case import PlayedCase, period_of


def check_question(law: Law, question: Mapping[str, Any], where: str) -> None:
    """Answer one question and compare; the first key says what is asked."""
    kind = next(iter(question))
    assert kind in _ANSWERS, f"{where}: unknown question {kind}"
    where = f"{where} ({kind})"
    found = _ANSWERS[kind](law, question[kind])
    for name, expected in question["expect"].items():
        got = found[name]
        assert got == expected, f"{where}: {name} is {got}, expected {expected}"


def _term(law: Law, id_: str) -> Term:
    return law.terms[id_]


def _matrix(law: Law, day: date) -> Matrix:
    return next(matrix for matrix in law.book.matrices if matrix.acts.covers(day))


def _discipline(law: Law, day: date) -> Discipline:
    return next(discipline for discipline in law.book.disciplines if discipline.acts.covers(day))


def _due(law: Law, asked: Mapping[str, Any]) -> dict[str, Any]:
    term = _term(law, asked["term"])
    return {
        "last_day": term.due_on(asked["from"], law.book.commons.calendar, asked.get("area", "")),
        "certain": term.warrant.certain and term.unit_verified,
        "acts_by_itself": term.acts_by_itself,
        "on_lapse": term.on_lapse,
    }


def _classify(law: Law, asked: Mapping[str, Any]) -> dict[str, Any]:
    first, last = period_of(asked["act"])
    election = law.book.commons.elections[asked["election"]]
    fittings = classify(
        _matrix(law, first),
        form=asked["form"],
        act=Period(first, last),
        determination=election.determined_on(asked.get("office", ""), asked.get("area", "")),
        campaign=election.campaign(),
    )
    return {
        "matrix": _matrix(law, first).id,
        "fits": [f.row.id for f in fittings if f.fit == "fits"],
        "possible": [f.row.id for f in fittings if f.fit == "possible"],
        "out_of_phase": [f.row.id for f in fittings if f.fit == "out_of_phase"],
        "certain": certain(fittings),
        "categories": sorted({f.row.category for f in fittings if f.fit in ("fits", "possible")}),
    }


def _choices(law: Law, asked: Mapping[str, Any]) -> dict[str, Any]:
    row = _matrix(law, asked["act"]).row(asked["row"])
    assert row is not None, asked["row"]
    listed = choices(_discipline(law, asked["act"]), row, employment=asked.get("employment", "pns"), on=asked["day"])
    return {
        "level": row.level,
        "lawful": [choice.sanction.id for choice in listed if choice.lawful],
        "closed_levels": sorted(
            {c.sanction.level for c in listed if not c.lawful} - {c.sanction.level for c in listed if c.lawful}
        ),
        "reasons": {
            choice.sanction.id: choice.reason for choice in listed if choice.sanction.id in asked.get("ask", [])
        },
    }


def _holders(law: Law, asked: Mapping[str, Any]) -> dict[str, Any]:
    commons = law.book.commons
    place = commons.place({key: asked.get(key, "") for key in ("office", "instansi")})
    holders = commons.authority.holders(asked["power"], asked["day"], place)
    vacant = any(v.power == asked["power"] and v.span.covers(asked["day"]) for v in commons.authority.vacancies)
    return {"holders": sorted(holders), "vacant": vacant}


def _may(law: Law, asked: Mapping[str, Any]) -> dict[str, Any]:
    commons = law.book.commons
    actor = PlayedCase(law, {}).actor(asked["who"])
    place = commons.place({key: asked.get(key, "") for key in ("office", "instansi")})
    verdict = commons.authority.may(actor, asked["power"], asked["day"], place)
    return {"allowed": verdict.allowed, "reason": verdict.reason}


def _team(law: Law, asked: Mapping[str, Any]) -> dict[str, Any]:
    discipline = _discipline(law, asked["act"])
    rule = team_rule(discipline, level=asked["level"], post=asked.get("post", ""))
    assert rule is not None, asked
    members = [Examiner(*member.partition("/")[::2]) for member in asked["team"]]
    faults = team_faults(discipline, rule, members, examined_level=asked.get("examined", ""))
    return {"rule": rule.id, "faults": sorted(faults), "certain": rule.warrant.certain}


def _stage_on(law: Law, asked: Mapping[str, Any]) -> dict[str, Any]:
    stage = law.book.commons.elections[asked["election"]].stage_on(asked["day"])
    return {"stage": stage.kind if stage else ""}


def _working_day(law: Law, asked: Mapping[str, Any]) -> dict[str, Any]:
    return {"open": law.book.commons.calendar.is_open(asked["day"], asked.get("area", ""))}


def _pins(law: Law, asked: Mapping[str, Any]) -> dict[str, Any]:
    try:
        case_law = law.book.law_for(law.book.pins_for(received=asked["received"], act=asked["act"]))
    except LookupError:
        return {"found": False}
    return {
        "found": True,
        "process": case_law.process.id,
        "matrix": case_law.matrix.id,
        "discipline": case_law.discipline.id,
    }


_ANSWERS: Mapping[str, Callable[[Law, Mapping[str, Any]], dict[str, Any]]] = {
    "due": _due,
    "classify": _classify,
    "choices": _choices,
    "holders": _holders,
    "may": _may,
    "team": _team,
    "stage_on": _stage_on,
    "working_day": _working_day,
    "pins": _pins,
}
