"""Whether a step mentions guards that exist, with arguments that they can use."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from sbt.rules.deadline import Term
from sbt.rules.finding import Finding, Where
from sbt.rules.guards import GUARDS
from sbt.rules.process import CASE_VALUES, FactKind, GuardUse, Process, Step


@dataclass(frozen=True, slots=True)
class Ground:
    """What arguments may name."""

    process: Process
    terms: Mapping[str, Term]
    """Terms of the process and those that every discipline has."""
    powers: frozenset[str]
    kinds: frozenset[str]


type Reading = Callable[[Ground, Step, list[str]], str]
"""Gives what is wrong with the words of an argument, empty when nothing is."""


def lint_guards(ground: Ground, step: Step, where: Where) -> Iterator[Finding]:
    """Name every guard of the step that is unknown or has an argument it cannot use."""
    for use in step.guards:
        if use.name not in GUARDS:
            yield Finding("guard_unknown", (*where, "guards"), {"guard": use.name, "known": ", ".join(sorted(GUARDS))})
            continue
        wrong = ARGUMENTS.get(use.name, _anything)(ground, step, use.argument.split())
        if wrong:
            params = {"guard": use.name, "argument": use.argument, "wrong": wrong, "usage": USAGE.get(use.name, "")}
            yield Finding("guard_argument", (*where, "guards"), params)


def passed_terms(uses: tuple[GuardUse, ...]) -> frozenset[str]:
    """Name the terms whose passing the guards ask for."""
    return frozenset(use.argument for use in uses if use.name == "clock_passed")


def _anything(ground: Ground, step: Step, words: list[str]) -> str:
    return ""


def _nothing(ground: Ground, step: Step, words: list[str]) -> str:
    return " ".join(words)


def _votes(ground: Ground, step: Step, words: list[str]) -> str:
    if len(words) != 2:  # noqa: PLR2004 (a power and a term)
        return " ".join(words) or "-"
    return _unless(words[0] in ground.powers, words[0]) or _unknown_terms(ground, words[1])


def _earlier_step(ground: Ground, step: Step, words: list[str]) -> str:
    return _unless(len(words) == 1 and ground.process.step(words[0]) is not None, " ".join(words) or "-")


def _fact_or_nothing(ground: Ground, step: Step, words: list[str]) -> str:
    return next((word for word in words if step.fact(word) is None), "") if len(words) <= 1 else " ".join(words)


def _date_term_date(ground: Ground, step: Step, words: list[str]) -> str:
    if len(words) not in (3, 5) or (words[3:4] and words[3] not in CASE_VALUES):
        return " ".join(words) or "-"
    return _date(step, words[0]) or _unknown_terms(ground, words[1]) or _base(ground, step, words[2])


def _date_term(ground: Ground, step: Step, words: list[str]) -> str:
    if len(words) != 2:  # noqa: PLR2004 (date and term)
        return " ".join(words) or "-"
    return _date(step, words[0]) or _unknown_terms(ground, words[1])


def _two_dates(ground: Ground, step: Step, words: list[str]) -> str:
    if len(words) != 2:  # noqa: PLR2004 (date and base)
        return " ".join(words) or "-"
    return _date(step, words[0]) or _base(ground, step, words[1])


def _terms(ground: Ground, step: Step, words: list[str]) -> str:
    return _unknown_terms(ground, words[0]) if len(words) == 1 else " ".join(words) or "-"


def _fact_kinds(ground: Ground, step: Step, words: list[str]) -> str:
    if len(words) != 2:  # noqa: PLR2004 (fact and kinds)
        return " ".join(words) or "-"
    return _unless(step.fact(words[0]) is not None, words[0]) or _kinds(ground, step, words[1:])


def _fact_code(ground: Ground, step: Step, words: list[str]) -> str:
    fact = step.fact(words[0]) if len(words) == 2 else None  # noqa: PLR2004 (fact and code)
    if fact is None:
        return " ".join(words) or "-"
    codes = {option.code for option in fact.options}
    return "|".join(code for code in words[1].split("|") if codes and code not in codes)


def _fact_code_fact(ground: Ground, step: Step, words: list[str]) -> str:
    if len(words) != 3:  # noqa: PLR2004 (fact, code and needed fact)
        return " ".join(words) or "-"
    return _fact_code(ground, step, words[:2]) or _unless(step.fact(words[2]) is not None, words[2])


def _facts(ground: Ground, step: Step, words: list[str]) -> str:
    if len(words) != 1:
        return " ".join(words) or "-"
    return "|".join(name for name in words[0].split("|") if step.fact(name) is None)


def _value_codes(ground: Ground, step: Step, words: list[str]) -> str:
    return _unless(len(words) == 2 and words[0] in CASE_VALUES, " ".join(words) or "-")  # noqa: PLR2004 (value and codes)


def _kinds(ground: Ground, step: Step, words: list[str]) -> str:
    if len(words) != 1:
        return " ".join(words) or "-"
    return "|".join(kind for kind in words[0].split("|") if kind not in ground.kinds)


def _date(step: Step, name: str) -> str:
    return _unless(_is_of(step, name, "date"), name)


def _base(ground: Ground, step: Step, name: str) -> str:
    earlier, _, fact = name.partition(".")
    other = ground.process.step(earlier) if fact else step
    return _unless(other is not None and _is_of(other, fact or name, "date"), name)


def _is_of(step: Step, name: str, kind: FactKind) -> bool:
    fact = step.fact(name)
    return fact is not None and fact.kind == kind


def _unknown_terms(ground: Ground, names: str) -> str:
    return "|".join(name for name in names.split("|") if name not in ground.terms)


def _unless(right: bool, wrong: str) -> str:  # noqa: FBT001 (the condition is the point)
    return "" if right else wrong


ARGUMENTS: Mapping[str, Reading] = {
    "subject_identified": _nothing,
    "not_voted": _nothing,
    "row_chosen": _nothing,
    "votes_concluded": _votes,
    "different_officer": _earlier_step,
    "sanction_within_level": _fact_or_nothing,
    "team_lawful": _fact_or_nothing,
    "replacement_window": _fact_kinds,
    "in_time": _date_term_date,
    "on_last_day": _date_term,
    "not_before": _two_dates,
    "clock_passed": _terms,
    "fact_is": _fact_code,
    "one_stated": _facts,
    "stated_when": _fact_code_fact,
    "named_reporter": _fact_code,
    "value_is": _value_codes,
    "instansi_kind": _kinds,
}
"""What each guard expects of its argument; one that is not here takes any."""

USAGE: Mapping[str, str] = {
    "votes_concluded": "kewenangan tenggat",
    "different_officer": "langkah",
    "in_time": "fakta-tanggal tenggat fakta-dasar [nilai kode|kode]",
    "on_last_day": "fakta-tanggal tenggat",
    "not_before": "fakta-tanggal fakta-dasar",
    "clock_passed": "tenggat",
    "replacement_window": "fakta jenis|jenis",
    "fact_is": "fakta kode",
    "one_stated": "fakta|fakta",
    "stated_when": "fakta kode fakta",
    "named_reporter": "fakta kode",
    "value_is": "nilai kode|kode",
    "instansi_kind": "jenis|jenis",
}
