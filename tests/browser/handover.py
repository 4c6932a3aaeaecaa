"""Hands an open case over to the process in force; run inside an installation, with the reference of the case.

A handover has no screen: it is an act on all open cases of a body that ended.
"""

from __future__ import annotations

import os
import sys


def main(ref: str) -> None:
    """Take the action as BKN's head of supervision."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sbt.project.settings")
    import django

    django.setup()
    from sbt.cases.actions import hand_over
    from sbt.people.acting import acting
    from sbt.people.actor import actor_for
    from sbt.people.queries import live_postings
    from sbt.project import clock
    from sbt.rulebook.current import law
    from sbt.rules.outcome import Refused

    now, book = clock.now(), law().book
    posting = live_postings(now.date()).get(institution="bkn", role="pimpinan")
    actor = actor_for(posting, book.commons)
    pins = book.pins_for(received=now.date(), act=now.date())
    with acting(actor, now=now) as act:
        outcome = act.settle(hand_over(ref, to_process=pins["process"], book=book, actor=actor, now=now))
    if isinstance(outcome, Refused):
        raise SystemExit(f"{outcome.code} {dict(outcome.params)}")


if __name__ == "__main__":
    main(sys.argv[1])
