"""Separation of duty: nobody carries a case through two of the duties that the table of powers keeps apart."""

from sbt.rules.authority import Actor
from sbt.rules.book import CaseLaw
from sbt.rules.case import CaseState


def mixed_duty(state: CaseState, law: CaseLaw, actor: Actor, duty: str) -> str:
    """Give another duty that this person has carried out on the case, with whatever hat; empty where there is none."""
    if not duty:
        return ""
    own = actor.hats | {actor.posting}
    return next((one for one in duties_of(state, law, own) if one != duty), "")


def duties_of(state: CaseState, law: CaseLaw, postings: frozenset[str]) -> tuple[str, ...]:
    """Name the duties that the postings have carried out on the case, in the order of the alphabet."""
    table, process = law.commons.authority.table, law.process
    powers = set()
    for posting, name in state.hands:
        if posting in postings:
            known = process.step(name) or process.entrance(name)
            powers.add(known.power if known else "")
    return tuple(sorted({table.duty_of(power) for power in powers} - {""}))
