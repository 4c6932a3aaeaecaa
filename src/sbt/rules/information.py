"""The road of a request for public information: which act may follow which, and who may not be the same person."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

EXTENDED: Final = "perpanjang"
TESTED: Final = "uji"
APPROVED: Final = "setujui_uji"
RETURNED: Final = "kembalikan_uji"
ANSWERED: Final = "jawab"
OBJECTED: Final = "keberatan"
DECIDED: Final = "putus_keberatan"
DISPUTED: Final = "sengketa"
SERVE, APPROVE, DECIDE = "ppid.layani", "ppid.setujui", "ppid.putus_keberatan"
POWERS: Final = {
    EXTENDED: SERVE,
    TESTED: SERVE,
    APPROVED: APPROVE,
    RETURNED: APPROVE,
    ANSWERED: SERVE,
    DECIDED: DECIDE,
    DISPUTED: SERVE,
}
"""Act of an officer -> the power that it needs; the objection is the requester's own."""
GRANTED, PARTLY, REFUSED, NOT_HELD = "dikabulkan", "sebagian", "ditolak", "tidak_dikuasai"
OUTCOMES = (GRANTED, PARTLY, REFUSED, NOT_HELD)
WITHHOLDS = (PARTLY, REFUSED)
"""Answers that rest on a test of consequences which a second person approved."""
UPHELD, CHANGED = "dikuatkan", "diubah"
DECISIONS = (UPHELD, CHANGED)
REGISTERED, SETTLED = "terdaftar", "diputus"
DISPUTES = (REGISTERED, SETTLED)
MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Done:
    """An act that was taken, by which person; the requester has no name here."""

    act: str
    on: date
    person: str = ""
    outcome: str = ""


def open_acts(history: Sequence[Done]) -> tuple[str, ...]:
    """Name the officers' acts that may follow."""
    taken = [one.act for one in history]
    if ANSWERED not in taken and OBJECTED not in taken:
        extend = () if EXTENDED in taken else (EXTENDED,)
        if _last_test(history) == TESTED:
            return (*extend, APPROVED, RETURNED)
        test = () if _last_test(history) == APPROVED else (TESTED,)
        return (*extend, *test, ANSWERED)
    if OBJECTED not in taken:
        return ()
    if DECIDED not in taken:
        return (DECIDED, DISPUTED)
    return () if any(one.outcome == SETTLED for one in history if one.act == DISPUTED) else (DISPUTED,)


def fault(history: Sequence[Done], act: str, person: str, outcome: str = "") -> str:
    """Name why the person may not take the act now; empty when he may."""
    if act not in open_acts(history):
        return "information_act_closed"
    if act in (APPROVED, RETURNED) and person in _persons(history, TESTED):
        return "information_same_person"
    if act == DECIDED and person in _persons(history, TESTED, APPROVED, ANSWERED):
        return "information_same_person"
    if act == ANSWERED and outcome in WITHHOLDS and _last_test(history) != APPROVED:
        return "information_not_tested"
    return ""


def may_object(history: Sequence[Done], *, today: date, due: date, last: date) -> bool:
    """Tell whether the requester may object: answered or overdue, in time, and not yet."""
    taken = [one.act for one in history]
    return OBJECTED not in taken and (ANSWERED in taken or today > due) and today <= last


def closed(history: Sequence[Done]) -> bool:
    """Tell whether nothing waits: answered without an objection, or the objection decided."""
    taken = [one.act for one in history]
    return DECIDED in taken if OBJECTED in taken else ANSWERED in taken


def phrases(text: str) -> frozenset[str]:
    """Give every run of two to six words of a text in small letters: what a name in it would look like."""
    words = [word.strip(".,;:()\"'“”‘’!?").lower() for word in text.split()]
    words = [word for word in words if word]
    return frozenset(
        " ".join(words[start : start + length])
        for length in range(2, MOST_WORDS + 1)
        for start in range(len(words) - length + 1)
    )


def numbers(text: str) -> frozenset[str]:
    """Give every run of eighteen digits of a text, however it is spaced: what a NIP in it would look like."""
    found = re.findall(r"\d(?:[ .-]?\d){17}", text)
    return frozenset(re.sub(r"\D", "", one) for one in found)


def _last_test(history: Iterable[Done]) -> str:
    return next((one.act for one in reversed(list(history)) if one.act in (TESTED, APPROVED, RETURNED)), "")


def _persons(history: Iterable[Done], *acts: str) -> set[str]:
    return {one.person for one in history if one.act in acts}
