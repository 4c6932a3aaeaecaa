"""What a kind of sight may know of a case: which of its events, and which of its clocks."""

from sbt.rules.book import CaseLaw
from sbt.rules.case import CaseState
from sbt.rules.deadline import Clock

INSTANSI = "instansi"
"""The sight of the accused's agency: from the release on, and nothing of what its law hides from it."""


def event_shown(step_id: str, law: CaseLaw, sight: str) -> bool:
    """Tell whether the sight may know of the event of this step or entrance."""
    if sight != INSTANSI:
        return True
    step = law.process.step(step_id)
    return step is not None and sight not in step.hidden_from


def visible_clocks(state: CaseState, law: CaseLaw, sight: str) -> tuple[Clock, ...]:
    """Give the clocks that the sight may know, the earliest last day first.

    A clock tells when its event was: one started by a hidden event, or before the release, is hidden likewise.
    """
    known = [clock for clock in state.clocks.values() if sight != INSTANSI or _shown(clock, state, law, sight)]
    return tuple(sorted(known, key=lambda clock: clock.due_on))


def next_visible(state: CaseState, law: CaseLaw, sight: str) -> Clock | None:
    """Give the running clock that ends first among those that the sight may know, or None."""
    return next((clock for clock in visible_clocks(state, law, sight) if clock.state == "running"), None)


def bound(state: CaseState, law: CaseLaw, *, known_to: str = "") -> tuple[str, ...]:
    """Name the office and the instansi that a running clock binds, each only by clocks that it may know itself.

    `known_to` is the sight of a reader: clocks that he may not know bind nobody for him.
    """
    shown = {clock.term for clock in visible_clocks(state, law, known_to)}
    own = {clock.term for clock in visible_clocks(state, law, INSTANSI)}
    place, found = law.place_of(state), []
    for clock in state.running:
        term = law.find_term(clock.term) if clock.term in shown else None
        if term is not None and term.duty == "office":
            found.append(place.office)
        elif term is not None and term.duty == INSTANSI and clock.term in own:
            found.append(place.instansi)
    return tuple(dict.fromkeys(name for name in found if name))


def _shown(clock: Clock, state: CaseState, law: CaseLaw, sight: str) -> bool:
    origin = state.origins.get(clock.term)
    if origin is None or not origin.released:
        return False
    return law.process.handover(origin.step) is not None or event_shown(origin.step, law, sight)
